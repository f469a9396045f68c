// A rule of the law as code: one struct each, with its id, its original phrase, its article, and from when to when
// it is in force. A rule reads a Judgement (facts, profile, the act itself), never a clock, and answers with what is
// missing.
//
// Threads: constant data and pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/core/citation.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"

namespace juece::rules {

struct Judgement;
struct Profile;

enum class Force : std::uint8_t {
    hard,     // H: the step is refused
    warning,  // W: the step passes only with a recorded reason
};

// Standing rules depend on state, facts and time: the menu judges them. Content rules read the command's data: the menu
// lists what they need (docs/adr/0001-statute-table.md).
enum class Nature : std::uint8_t { standing, content };

struct Rule {
    std::string_view id;  // "R21"
    Force force{};
    Nature nature{};
    Citation cites;
    std::string_view phrase;   // 原文
    std::string_view message;  // for an official; {name} stands for a member of what is missing
    std::chrono::year_month_day in_force_from{};
    std::optional<std::chrono::year_month_day> in_force_until{};  // first day on which it no longer holds

    bool in_force(Day day) const;
};

// What is missing, in codes and numbers only: it is recorded in the attempts stream. Nothing: the rule is met.
using Unmet = std::optional<Object>;

// One reason why the law says no. `rule` is "by" for an act of the wrong post and "step" for one in the wrong order.
struct Refusal {
    std::string rule;
    Citation cites;
    NormLevel level{};
    std::string phrase;  // 原文
    Object missing;
    std::string message;  // rendered for people
    bool operator==(Refusal const&) const = default;
};

// The message with each {name} replaced by that member of `missing`: numbers and dates as they are, codes by their
// labels, a list joined by "、", days that a notice arranged (calendar/explanation.hpp in_codes) as
// “9月29日–10月6日放假(国办发明电〔2022〕16号)”, and “无” for what is empty or absent.
std::string render(std::string_view message, Object const& missing);

Refusal refuse(Rule const& rule, Object missing);

}  // namespace juece::rules
