// Rendering of refusals, and a rule's days in force.
#include "workflow/rules/rule.hpp"

#include <string>

#include "workflow/calendar/explanation.hpp"
#include "workflow/procedure/words.hpp"

namespace juece::rules {
namespace {

std::string rendered(Value const& value) {
    if (auto const* number = value.number()) return std::to_string(*number);
    if (auto const* string = value.string()) return procedure::word(*string);
    if (auto const* boolean = value.boolean()) return *boolean ? "是" : "否";
    std::string joined;
    if (auto const* list = value.list()) {
        if (auto days = calendar::in_words(*list)) return *std::move(days);
        for (auto const& item : *list) {
            if (!joined.empty()) joined += "、";
            joined += rendered(item);
        }
    }
    return joined.empty() ? "无" : joined;
}

}  // namespace

bool Rule::in_force(Day day) const {
    return Day{in_force_from} <= day && (!in_force_until || day < Day{*in_force_until});
}

std::string render(std::string_view message, Object const& missing) {
    std::string text;
    while (true) {
        auto const open = message.find('{');
        auto const close = message.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) return text.append(message);
        text += message.substr(0, open);
        auto const* value = missing.find(message.substr(open + 1, close - open - 1));
        text += value != nullptr ? rendered(*value) : "无";
        message.remove_prefix(close + 1);
    }
}

Refusal refuse(Rule const& rule, Object missing) {
    auto message = render(rule.message, missing);
    return {
        std::string{rule.id},
        rule.cites,
        level(rule.cites.source),
        std::string{rule.phrase},
        std::move(missing),
        std::move(message)};
}

}  // namespace juece::rules
