// Judging: which clauses of a row hold for an act. The one place where a rule is asked, for the machine's guards,
// for the menu and for an event's basis. Pure; threads: any.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "workflow/procedure/statute.hpp"
#include "workflow/rules/judgement.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::procedure {

enum class Asked : std::uint8_t {
    every_rule,
    standing_rules,  // as the menu does: there is no data yet
};

struct Verdict {
    std::vector<rules::Refusal> refusals;      // every unmet rule that stands in the way
    std::vector<rules::Rule const*> judged;    // every rule asked, in the row's order, none twice by id
    std::vector<Citation> articles;            // what those rules rest on here, in the same order, some twice
    std::vector<rules::Rule const*> let_pass;  // unmet W rules for which the act gives a reason, none twice by id
};

// Asks the clauses that are in force on the day of the act (Beijing) and that the profile asks for.
Verdict judge(std::span<Clause const> clauses, rules::Judgement const& judged, Asked asked = Asked::every_rule);

// Whether no hard standing rule of the row is unmet: the same question, without putting the reasons into words.
bool hard_standing_rules_hold(std::span<Clause const> clauses, rules::Judgement const& judged);

}  // namespace juece::procedure
