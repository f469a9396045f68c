// Looks a code up: in the words of the chapters, then among roles, states, regions, facts and citations.
#include "workflow/procedure/words.hpp"

#include <unordered_map>

#include "workflow/core/citation.hpp"
#include "workflow/procedure/commands/chapters.hpp"
#include "workflow/procedure/vocabulary.hpp"
#include "workflow/rules/switches.hpp"

namespace juece::procedure {
namespace {

// What the chapters of commands say: their own words, then the labels of fields and documents, the first of each.
std::unordered_map<std::string_view, std::string_view> const& words() {
    static auto const joined = [] {
        std::unordered_map<std::string_view, std::string_view> all;
        for (auto const& chapter : commands::every_chapter()) {
            for (auto const& [code, chinese] : chapter.words)
                all.emplace(code, chinese);
        }
        for (auto const& spec : every_command()) {
            for (auto const& slot : spec.documents)
                all.emplace(slot.role, slot.label);
            for (auto const& field : spec.fields)
                all.emplace(field.name, field.label);
        }
        return all;
    }();
    return joined;
}

}  // namespace

std::string word(std::string_view code) {
    auto const found = words().find(code);
    if (found != words().end()) return std::string{found->second};
    if (auto const role = parse_role(code)) return std::string{label(*role)};
    if (auto const state = parse_state(code)) return std::string{label(*state)};
    if (auto const region = parse_region(code)) return std::string{label(*region)};
    if (auto const of = rules::parse_switch(code)) return std::string{label(*of)};
    if (auto const cites = parse_citation(code)) return chinese_text(*cites);
    return std::string{code};
}

}  // namespace juece::procedure
