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

bool is_asked(Clause const& clause, rules::Judgement const& judged, Day day) {
    return clause.rule->in_force(day) && (clause.asked_by == nullptr || clause.asked_by(judged.profile));
}

}  // namespace

Verdict judge(std::span<Clause const> clauses, rules::Judgement const& judged, Asked asked) {
    Verdict verdict;
    auto const day = beijing_day(judged.occurred_at);
    for (auto const& clause : clauses) {
        auto const& rule = *clause.rule;
        if (asked == Asked::standing_rules && rule.nature != rules::Nature::standing) continue;
        if (!is_asked(clause, judged, day)) continue;
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

bool hard_standing_rules_hold(std::span<Clause const> clauses, rules::Judgement const& judged) {
    auto const day = beijing_day(judged.occurred_at);
    return std::ranges::none_of(clauses, [&](Clause const& clause) {
        auto const& rule = *clause.rule;
        return rule.force == rules::Force::hard && rule.nature == rules::Nature::standing &&
               is_asked(clause, judged, day) && clause.unmet(judged);
    });
}

}  // namespace juece::procedure
