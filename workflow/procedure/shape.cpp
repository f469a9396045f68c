// Checks a command's data against its declared fields and documents, before any law is asked.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "workflow/core/citation.hpp"
#include "workflow/core/horizon.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/rules/switches.hpp"

namespace juece::procedure {
namespace {

using Faults = std::vector<Fault>;

std::string joined(std::span<std::string_view const> codes) { return fmt::format("{}", fmt::join(codes, "、")); }

// A member's name as a JSON pointer writes it (RFC 6901).
std::string pointer_to(std::string_view parent, std::string_view name) {
    std::string pointer{parent};
    pointer += '/';
    for (char const c : name) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

// Blanks that are not ASCII are blank to people too, above all the full-width one (U+3000).
bool is_blank(std::string_view text) {
    constexpr std::array<std::string_view, 9> blanks{
        " ", "\t", "\r", "\n", "\u3000", "\u00A0", "\u2002", "\u2003", "\u2009"};
    while (!text.empty()) {
        auto const* const blank = std::ranges::find_if(blanks, [text](auto each) { return text.starts_with(each); });
        if (blank == blanks.end()) return false;
        text.remove_prefix(blank->size());
    }
    return true;
}

// Lists show titles by the thousand: a text of a megabyte would make them a gigabyte. What is longer is a document.
constexpr std::size_t characters_max = 10'000;

bool is_too_long(std::string_view utf8) {
    auto const is_first = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return utf8.size() > characters_max &&
           static_cast<std::size_t>(std::ranges::count_if(utf8, is_first)) > characters_max;
}

Fault wrong_type(Field const& field, std::string pointer, std::string_view expected) {
    return {"wrong_type", std::move(pointer), fmt::format("“{}”应为{}", field.label, expected)};
}

// Codes without choices are codes of another list (a member of another command, its value): never free text.
bool is_choice(Field const& field, std::string const& written) {
    if (field.choices.empty()) return is_code(written);
    return std::ranges::find(field.choices, written) != field.choices.end();
}

Fault unknown_choice(Field const& field, std::string pointer) {
    auto message = field.choices.empty() ? fmt::format("“{}”应为代码", field.label)
                                         : fmt::format("“{}”须为下列之一:{}", field.label, joined(field.choices));
    return {"unknown_choice", std::move(pointer), std::move(message)};
}

struct Form {
    bool is_right;
    std::string_view fault;
    std::string_view expected;  // in the sentence “…”应为…
};

Form form_of_day(std::optional<Day> day) {
    if (!day) return {false, "bad_day", "日期,如 2023-11-11"};
    return {is_within_horizon(*day), "day_too_far", "早于 9000 年的日期"};
}

// How one string of a kind is written. Codes and texts have faults of their own.
Form form_of(FieldKind kind, std::string const& written) {
    switch (kind) {
        case FieldKind::organ:
        case FieldKind::organs:
            return {OrganCode::parse(written).has_value(), "bad_organ", "机关代码"};
        case FieldKind::day:
            return form_of_day(parse_day(written));
        case FieldKind::citation:
            return {parse_citation(written).has_value(), "bad_citation", "条文出处,如 OGI 14"};
        case FieldKind::person:
        case FieldKind::persons:
            return {PersonId::parse(written).has_value(), "bad_person", "人员编号"};
        case FieldKind::post:
            return {PostCode::parse(written).has_value(), "bad_post", "岗位代码"};
        case FieldKind::roles:
            return {parse_role(written).has_value(), "unknown_role", "身份代码,如 handler"};
        case FieldKind::decision:
            return {DecisionId::parse(written).has_value(), "bad_decision", "决策事项编号"};
        default:
            return {true, {}, {}};
    }
}

void check_text(Field const& field, std::string const& written, std::string pointer, Faults& faults) {
    if (is_blank(written)) {
        faults.push_back({"blank_text", std::move(pointer), fmt::format("“{}”不能为空白", field.label)});
    } else if (is_too_long(written)) {
        auto message = fmt::format("“{}”最多 {} 个字;更长的内容应作为文书上传", field.label, characters_max);
        faults.push_back({"text_too_long", std::move(pointer), std::move(message)});
    }
}

// One string of a field whose kind is written as a string or as a list of strings.
void check_string(Field const& field, std::string const& written, std::string pointer, Faults& faults) {
    if (field.kind == FieldKind::code || field.kind == FieldKind::codes) {
        if (!is_choice(field, written)) faults.push_back(unknown_choice(field, std::move(pointer)));
    } else if (field.kind == FieldKind::text) {
        check_text(field, written, std::move(pointer), faults);
    } else if (auto const form = form_of(field.kind, written); !form.is_right) {
        faults.push_back(
            {std::string{form.fault}, std::move(pointer), fmt::format("“{}”应为{}", field.label, form.expected)}
        );
    }
}

void check_list(Field const& field, Value const& value, std::string const& pointer, Faults& faults) {
    auto const* list = value.list();
    if (list == nullptr) {
        faults.push_back(wrong_type(field, pointer, "列表"));
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const place = pointer_to(pointer, std::to_string(i));
        auto const* written = (*list)[i].string();
        auto const before = std::span{*list}.first(i);
        if (written == nullptr) {
            faults.push_back(wrong_type(field, place, "文字列表"));
        } else if (std::ranges::find(before, (*list)[i]) != before.end()) {
            faults.push_back({"repeated_item", place, fmt::format("“{}”中有重复的“{}”", field.label, *written)});
        } else {
            check_string(field, *written, place, faults);
        }
    }
}

void check_number(Field const& field, Value const& value, std::string pointer, Faults& faults) {
    bool const is_version = field.kind == FieldKind::version;
    auto const* number = value.number();
    if (number == nullptr) {
        faults.push_back(wrong_type(field, std::move(pointer), "整数"));
    } else if (is_version && *number < 1) {
        faults.push_back({"bad_version", std::move(pointer), fmt::format("“{}”应为记录的版本号,自 1 起", field.label)});
    } else if (*number < 0) {
        faults.push_back({"bad_number", std::move(pointer), fmt::format("“{}”不能为负数", field.label)});
    }
}

// {"fact":"F_TECH","value":false} or {"law":"OGI","article":14}, perhaps with {"paragraph":1}.
bool is_ground(Object const& ground) {
    if (ground.has("fact")) {
        auto const* value = ground.find("value");
        return ground.size() == 2 && rules::parse_switch(ground.text("fact")) && value != nullptr &&
               value->boolean() != nullptr;
    }
    auto written = fmt::format("{} {}", ground.text("law"), ground.number("article"));
    if (ground.has("paragraph")) written += fmt::format("({})", ground.number("paragraph"));
    return ground.size() == (ground.has("paragraph") ? 3 : 2) && parse_citation(written).has_value();
}

void check_ground(Field const& field, Value const& value, std::string pointer, Faults& faults) {
    auto const* ground = value.object();
    if (ground == nullptr) {
        faults.push_back(wrong_type(field, std::move(pointer), "对象"));
    } else if (!is_ground(*ground)) {
        faults.push_back(
            {"bad_ground", std::move(pointer), fmt::format("“{}”应为事项情形及其有无,或者法律及其条款", field.label)}
        );
    }
}

struct Scope {
    std::string_view title;  // of what the members belong to, for people
    std::string pointer;
    std::span<Field const> fields;
};

void check_members(Scope const& scope, Object const& data, Faults& faults);

void check_rows(Field const& field, Value const& value, std::string const& pointer, Faults& faults) {
    auto const* list = value.list();
    if (list == nullptr) {
        faults.push_back(wrong_type(field, pointer, "列表"));
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto place = pointer_to(pointer, std::to_string(i));
        if (auto const* row = (*list)[i].object()) {
            check_members({field.label, std::move(place), field.members}, *row, faults);
        } else {
            faults.push_back(wrong_type(field, std::move(place), "对象"));
        }
    }
}

void check_value(Field const& field, Value const& value, std::string pointer, Faults& faults) {
    switch (field.kind) {
        case FieldKind::codes:
        case FieldKind::organs:
        case FieldKind::persons:
        case FieldKind::roles:
            return check_list(field, value, pointer, faults);
        case FieldKind::number:
        case FieldKind::version:
            return check_number(field, value, std::move(pointer), faults);
        case FieldKind::rows:
        case FieldKind::sealed_rows:
            return check_rows(field, value, pointer, faults);
        case FieldKind::ground:
            return check_ground(field, value, std::move(pointer), faults);
        case FieldKind::flag:
            if (value.boolean() == nullptr) faults.push_back(wrong_type(field, std::move(pointer), "是或者否"));
            return;
        default:
            break;
    }
    if (auto const* written = value.string()) {
        check_string(field, *written, std::move(pointer), faults);
    } else {
        faults.push_back(wrong_type(field, std::move(pointer), "文字"));
    }
}

void check_members(Scope const& scope, Object const& data, Faults& faults) {
    for (auto const& field : scope.fields) {
        auto pointer = pointer_to(scope.pointer, field.name);
        if (auto const* value = data.find(field.name)) {
            check_value(field, *value, std::move(pointer), faults);
        } else if (field.required) {
            faults.push_back({"missing_field", std::move(pointer), fmt::format("缺少“{}”", field.label)});
        }
    }
    for (auto const& [name, value] : data) {
        if (std::ranges::find(scope.fields, name, &Field::name) == scope.fields.end())
            faults.push_back(
                {"unknown_field",
                 pointer_to(scope.pointer, name),
                 fmt::format("“{}”没有名为“{}”的数据项", scope.title, name)}
            );
    }
}

// 发文字号 enters the leaf, where no free text may be: it is short and of one line.
bool is_document_number(std::string_view number) {
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return number.size() <= 120 && std::ranges::none_of(number, is_control);
}

bool has_slot(std::span<DocumentSlot const> slots, std::string_view role) {
    return std::ranges::find(slots, role, &DocumentSlot::role) != slots.end();
}

void check_documents(CommandSpec const& spec, std::span<Document const> documents, Faults& faults) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
        auto const& document = documents[i];
        auto const place = fmt::format("/documents/{}", i);
        if (!has_slot(spec.documents, document.role) && !has_slot(common_documents(), document.role)) {
            faults.push_back(
                {"unknown_document", place + "/role", fmt::format("“{}”没有名为“{}”的文书", spec.label, document.role)}
            );
        } else if (std::ranges::find(documents.first(i), document.role, &Document::role) != documents.first(i).end()) {
            faults.push_back({"repeated_document", place + "/role", fmt::format("文书“{}”重复", document.role)});
        }
        if (!is_document_number(document.number))
            faults.push_back({"bad_document_number", place + "/number", "发文字号过长或者含有控制字符"});
    }
    for (auto const& slot : spec.documents) {
        if (slot.required && std::ranges::find(documents, slot.role, &Document::role) == documents.end())
            faults.push_back({"missing_document", "/documents", fmt::format("缺少文书“{}”", slot.label)});
    }
}

}  // namespace

std::vector<Fault> faults_of_value(Field const& field, Value const& value, std::string pointer) {
    Faults faults;
    check_value(field, value, std::move(pointer), faults);
    return faults;
}

std::vector<Fault> faults_of_shape(CommandSpec const& spec, Object const& data, std::span<Document const> documents) {
    Faults faults;
    check_members({spec.label, "/data", spec.fields}, data, faults);
    check_documents(spec, documents, faults);
    return faults;
}

}  // namespace juece::procedure
