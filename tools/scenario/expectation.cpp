// Comparison of what a scenario expects of a step with what came.
#include <algorithm>

#include <fmt/format.h>

#include "tools/scenario/runner.hpp"

namespace juece::scenario {
namespace {

using Lines = std::vector<std::string>;

// Without its version: "public_comment.opened".
std::string_view type_of(procedure::Event const& event) {
    return std::string_view{event.type}.substr(0, event.type.rfind(".v"));
}

std::string event_list(std::vector<SeenEvent> const& events) {
    std::vector<std::string> names;
    for (auto const& seen : events) {
        names.emplace_back(type_of(seen.event));
    }
    return names.empty() ? "无" : fmt::format("{}", fmt::join(names, "、"));
}

std::string refusal_list(std::vector<Refusal> const& refusals) {
    Lines lines;
    for (auto const& refusal : refusals)
        lines.push_back(fmt::format("{} {}", refusal.rule, refusal.article));
    return fmt::format("{}", fmt::join(lines, "、"));
}

void compare_events(Expectations const& expected, StepResult const& result, Lines& lines) {
    if (expected.events.empty()) return;
    bool const same = std::equal(
        expected.events.begin(),
        expected.events.end(),
        result.events.begin(),
        result.events.end(),
        [](auto const& wanted, auto const& seen) { return type_of(seen.event) == wanted.type; }
    );
    if (!same) {
        Lines names;
        for (auto const& event : expected.events)
            names.push_back(event.type);
        lines.push_back(fmt::format("应产生事件 {},实际产生 {}", fmt::join(names, "、"), event_list(result.events)));
        return;
    }
    for (std::size_t i = 0; i < expected.events.size(); ++i) {
        for (auto const& [name, wanted] : expected.events[i].data) {
            auto const* value = result.events[i].event.data.find(name);
            auto const found = value != nullptr ? argument_text(*value) : std::string{"(没有)"};
            if (found != wanted) lines.push_back(fmt::format("{} 应为 {},实际为 {}", name, wanted, found));
        }
    }
}

void compare_refusals(Expectations const& expected, Refused const& refused, Lines& lines) {
    auto const key = [](auto const& refusal) { return refusal.rule + " " + refusal.article; };
    std::vector<std::string> wanted;
    std::vector<std::string> found;
    for (auto const& refusal : expected.refusals)
        wanted.push_back(key(refusal));
    for (auto const& refusal : refused.refusals)
        found.push_back(key(refusal));
    auto const shown = fmt::format("{}", fmt::join(wanted, "、"));
    std::sort(wanted.begin(), wanted.end());
    std::sort(found.begin(), found.end());
    if (wanted != found) {
        lines.push_back(fmt::format("应以 {} 为由拒绝,实际为 {}", shown, refusal_list(refused.refusals)));
        return;
    }
    for (auto const& each : expected.refusals) {
        if (!each.message) continue;
        auto const at = std::find_if(refused.refusals.begin(), refused.refusals.end(), [&](auto const& refusal) {
            return key(refusal) == key(each);
        });
        if (at->message != *each.message) {
            lines.push_back(fmt::format("{} 的说明应为“{}”,实际为“{}”", each.rule, *each.message, at->message));
        }
    }
}

// Every fault's code, or the problem's own if it names none.
void compare_faults(Expectations const& expected, Rejected const& rejected, Lines& lines) {
    auto wanted = expected.faults;
    Lines found;
    for (auto const& fault : rejected.faults)
        found.push_back(fault.code);
    if (found.empty()) found.push_back(rejected.code);
    std::ranges::sort(wanted);
    std::ranges::sort(found);
    if (wanted != found) {
        lines.push_back(
            fmt::format("应以 {} 为由不予受理,实际为 {}", fmt::join(expected.faults, "、"), fmt::join(found, "、"))
        );
    }
}

void compare_outcome(Expectations const& expected, StepResult const& result, Lines& lines) {
    if (auto const* rejected = std::get_if<Rejected>(&result.outcome)) {
        if (!expected.faults.empty()) return compare_faults(expected, *rejected, lines);
        lines.push_back(fmt::format("请求无法执行:{}({})", rejected->detail, rejected->code));
        for (auto const& fault : rejected->faults)
            lines.push_back(fmt::format("{}:{}", fault.pointer, fault.message));
        return;
    }
    auto const* refused = std::get_if<Refused>(&result.outcome);
    if (!expected.faults.empty()) {
        auto const instead = refused != nullptr ? "以 " + refusal_list(refused->refusals) + " 为由拒绝" : "准许";
        lines.push_back(fmt::format("应以 {} 为由不予受理,实际{}", fmt::join(expected.faults, "、"), instead));
    } else if (expected.refusals.empty()) {
        if (refused == nullptr) return compare_events(expected, result, lines);
        lines.push_back(fmt::format("应当准许,实际以 {} 为由拒绝", refusal_list(refused->refusals)));
        for (auto const& refusal : refused->refusals)
            lines.push_back(fmt::format("{}:{}", refusal.rule, refusal.message));
    } else if (refused == nullptr) {
        lines.push_back(fmt::format("应当拒绝,实际准许,并产生了事件 {}", event_list(result.events)));
    } else {
        compare_refusals(expected, *refused, lines);
    }
}

void compare_states(Expectations const& expected, States const& states, Lines& lines) {
    for (auto const& [region, state] : expected.states) {
        auto const at = std::find_if(states.begin(), states.end(), [&, wanted = region](auto const& each) {
            return each.first == procedure::code(wanted);
        });
        // Before the opening there is no decision, which is what "absent" says.
        std::string_view const found = at != states.end() ? std::string_view{at->second} : "absent";
        if (found != procedure::code(state)) {
            lines.push_back(
                fmt::format("{} 应处于 {},实际处于 {}", procedure::code(region), procedure::code(state), found)
            );
        }
    }
}

void compare_menu(Expectations const& expected, StepResult const& result, Lines& lines) {
    if (!expected.menu.empty() && !result.menu) {
        lines.push_back("尚无决策事项,没有可办事项单");
        return;
    }
    for (auto const& wanted : expected.menu) {
        auto const& options = result.menu->options;
        bool const open = std::any_of(options.begin(), options.end(), [&](auto const& option) {
            return option.command == wanted.spec->name && option.open;
        });
        if (open != wanted.open) {
            lines.push_back(fmt::format("{} 应当{}可以办理", wanted.spec->name, wanted.open ? "" : "尚不"));
        }
    }
}

}  // namespace

std::vector<std::string> differences(Expectations const& expected, StepResult const& result) {
    Lines lines;
    compare_outcome(expected, result, lines);
    compare_states(expected, result.states, lines);
    compare_menu(expected, result, lines);
    return lines;
}

}  // namespace juece::scenario
