// Members taken out of rows, and codes replaced by their labels.
#include "tools/juecectl/rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "tools/scenario/arguments.hpp"
#include "tools/scenario/wording.hpp"

namespace juece::juecectl {

List const& list_in(Object const& object, std::string_view member) {
    static List const none;
    auto const* value = object.find(member);
    auto const* list = value != nullptr ? value->list() : nullptr;
    return list != nullptr ? *list : none;
}

scenario::States states_in(Object const& row) {
    scenario::States states;
    auto const* member = row.find("states");
    auto const* object = member != nullptr ? member->object() : nullptr;
    if (object == nullptr) return states;
    for (auto const& [region, state] : *object)
        states.emplace_back(region, scenario::argument_text(state));
    return states;
}

std::string brief_states(Object const& row) {
    auto states = states_in(row);
    std::erase_if(states, [](auto const& each) { return each.second == "due"; });
    std::ranges::stable_partition(states, [](auto const& each) { return each.first == "main"; });
    return scenario::states_text(states);
}

std::string roles_text(Object const& object, std::string_view member) {
    std::vector<std::string> roles;
    for (auto const& role : list_in(object, member))
        roles.push_back(scenario::role_label(scenario::argument_text(role)));
    return fmt::format("{}", fmt::join(roles, "、"));
}

std::vector<scenario::Refusal> refusals_in(Object const& option) {
    std::vector<scenario::Refusal> refusals;
    for (auto const& value : list_in(option, "refusals")) {
        auto const* each = value.object();
        if (each == nullptr) continue;
        auto const* missing = each->find("missing");
        refusals.push_back(
            {std::string{each->text("rule")},
             std::string{each->text("article")},
             std::string{each->text("level")},
             std::string{each->text("phrase")},
             std::string{each->text("message")},
             missing != nullptr && missing->object() != nullptr ? *missing->object() : Object{}}
        );
    }
    return refusals;
}

}  // namespace juece::juecectl
