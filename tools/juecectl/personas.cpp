// Reads the TOML of the personas.
#include "tools/juecectl/personas.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "tools/juecectl/exit_code.hpp"
#include "tools/scenario/names.hpp"

namespace juece::juecectl {
namespace {

std::string required_text(toml::table const& table, char const* key, std::string const& where) {
    if (auto const value = table[key].value<std::string>(); value && !value->empty()) return *value;
    throw UsageError{fmt::format("{} 缺少 {}", where, key)};
}

std::vector<procedure::Role> roles_of(toml::table const& table, std::string const& post, std::string const& where) {
    std::vector<procedure::Role> roles;
    auto const add = [&](std::string const& code) {
        auto const role = procedure::parse_role(code);
        if (!role) throw UsageError{fmt::format("{} 的 roles 中没有岗位“{}”", where, code)};
        roles.push_back(*role);
    };
    if (auto const* list = table["roles"].as_array()) {
        for (auto const& item : *list)
            add(item.value_or(std::string{}));
        if (roles.empty()) throw UsageError{fmt::format("{} 的 roles 是空的;不写 roles 即与 post 相同", where)};
    } else {
        add(post);
    }
    return roles;
}

Persona persona_of(toml::table const& table, std::string const& where, ports::Hasher const& hasher) {
    Persona persona;
    persona.name = required_text(table, "name", where);
    persona.label = required_text(table, "label", where);
    auto const post_text = required_text(table, "post", where);
    auto const post = PostCode::parse(post_text);
    auto const organ = OrganCode::parse(required_text(table, "organ", where));
    if (!post || !organ) throw UsageError{fmt::format("{} 的 post 或 organ 不是代码", where)};
    persona.person.id = scenario::person_of(hasher, "persona", persona.name);
    if (auto const given = table["person"].value<std::string>()) {
        auto const id = PersonId::parse(*given);
        if (!id || *id == PersonId{}) throw UsageError{fmt::format("{} 的 person 不是人员编号(UUID)", where)};
        persona.person.id = *id;
    }
    persona.person.post = *post;
    persona.person.organ = *organ;
    persona.person.roles = roles_of(table, post_text, where);
    persona.person.auth = "rehearsal";
    return persona;
}

}  // namespace

std::vector<Persona> parse_personas(std::string_view text, std::string const& file, ports::Hasher const& hasher) {
    std::vector<Persona> personas;
    try {
        auto const table = toml::parse(text, file);
        auto const* list = table["persona"].as_array();
        if (list == nullptr) throw UsageError{fmt::format("{} 中没有 [[persona]]", file)};
        for (auto const& item : *list) {
            auto const where = fmt::format("{} 的第 {} 个 [[persona]]", file, personas.size() + 1);
            if (!item.is_table()) throw UsageError{where + " 不是表"};
            personas.push_back(persona_of(*item.as_table(), where, hasher));
        }
    } catch (toml::parse_error const& error) {
        throw UsageError{fmt::format("{} 第 {} 行:{}", file, error.source().begin.line, error.description())};
    }
    return personas;
}

std::vector<Persona> read_personas(std::filesystem::path const& file, ports::Hasher const& hasher) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw UsageError{fmt::format("读不到演练身份文件 {}(JUECE_PERSONAS)", file.string())};
    return parse_personas(std::string{std::istreambuf_iterator<char>{in}, {}}, file.string(), hasher);
}

}  // namespace juece::juecectl
