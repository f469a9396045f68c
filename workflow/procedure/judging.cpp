// Asks each clause of a row once and sorts the answers.
#include "workflow/procedure/judging.hpp"

#include <algorithm>

namespace juece::procedure {
namespace {

// Two clauses may share an id: a rule with a standing and a content part.
void add_once(std::vector<rules::Rule const*>& rules, rules::Rule const& rule) {
    auto const same_id = [&](rules::Rule const* other) { return other->id == rule.id; };
    if (std::ranges::none_of(rules, same_id)) rules.push_back(&rule);
}

rules::Refusal refuse(rules::Rule const& rule, Citation const& rests_on, Object missing) {
    auto refusal = rules::refuse(rule, std::move(missing));
    if (rests_on == rule.cites) return refusal;
    refusal.cites = rests_on;
    refusal.level = level(rests_on.source);
    refusal.phrase.clear();  // the words are another text's
    return refusal;
}

}  // namespace

Verdict judge(std::span<Clause const> clauses, rules::Judgement const& judged, Asked asked) {
    Verdict verdict;
    auto const day = beijing_day(judged.occurred_at);
    for (auto const& clause : clauses) {
        auto const& rule = *clause.rule;
        if (asked == Asked::standing_rules && rule.nature != rules::Nature::standing) continue;
        bool const is_a_rule_here = clause.asked_by == nullptr || clause.asked_by(judged.profile);
        if (!rule.in_force(day) || !is_a_rule_here) continue;
        add_once(verdict.judged, rule);
        auto const rests_on = clause.rests_on != nullptr ? clause.rests_on(judged.profile) : rule.cites;
        verdict.articles.push_back(rests_on);
        auto missing = clause.unmet(judged);
        if (!missing) continue;
        if (rule.force == rules::Force::warning && judged.has_reason(rule.id)) {
            add_once(verdict.let_pass, rule);
        } else {
            verdict.refusals.push_back(refuse(rule, rests_on, std::move(*missing)));
        }
    }
    return verdict;
}

}  // namespace juece::procedure
