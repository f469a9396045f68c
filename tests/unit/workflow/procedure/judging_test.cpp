// Judging a row: hard rules stand in the way, warnings pass with a reason, rules of another time are not asked.
#include "workflow/procedure/judging.hpp"

#include <gtest/gtest.h>

#include "tests/support/act.hpp"

namespace juece::testing {
namespace {

using procedure::Asked;
using procedure::Clause;
using rules::Rule;

rules::Unmet never_met(rules::Judgement const&) { return Object{{"absent", List{"notice"}}}; }

constexpr Rule rule(std::string_view id, rules::Force force, rules::Nature nature) {
    return {
        id,
        force,
        nature,
        {Source::d713, 1},
        "phrase",
        "{absent}",
        std::chrono::year{2019} / 9 / 1,
        std::chrono::year{2024} / 1 / 1};
}
constexpr Rule hard = rule("R90", rules::Force::hard, rules::Nature::standing);
constexpr Rule content = rule("R90", rules::Force::hard, rules::Nature::content);
constexpr Rule warning = rule("R91", rules::Force::warning, rules::Nature::content);
constexpr std::array clauses{Clause{&hard, &never_met}, Clause{&content, &never_met}, Clause{&warning, &never_met}};

struct Judged {
    procedure::Verdict operator()(std::string_view day, std::vector<rules::Reason> const& reasons, Asked asked) const {
        rules::Facts const facts;
        rules::Profile const profile;
        Object const data;
        auto const who = performer(procedure::Role::organ, handling_organ());
        auto const calendar = calendar::Calendar{}.known_on(beijing_day(beijing(day)));
        return judge(clauses, {facts, profile, calendar, who, beijing(day), data, {}, reasons}, asked);
    }
};
constexpr Judged judged;

std::vector<std::string> ids(std::vector<rules::Refusal> const& refusals) {
    std::vector<std::string> ids;
    for (auto const& refusal : refusals)
        ids.push_back(refusal.rule);
    return ids;
}

TEST(Judging, TellsEveryUnmetRule) {
    auto const verdict = judged("2023-10-12", {}, Asked::every_rule);
    EXPECT_EQ(ids(verdict.refusals), (std::vector<std::string>{"R90", "R90", "R91"}));
    EXPECT_EQ(verdict.judged.size(), 2U) << "an id once";
    EXPECT_TRUE(verdict.let_pass.empty());
    EXPECT_EQ(verdict.refusals[0].message, "公告");
}

TEST(Judging, LetsAWarningPassWithAReasonAndAHardRuleNever) {
    auto const verdict = judged("2023-10-12", {{"R90", "because"}, {"R91", "because"}}, Asked::every_rule);
    EXPECT_EQ(ids(verdict.refusals), (std::vector<std::string>{"R90", "R90"}));
    ASSERT_EQ(verdict.let_pass.size(), 1U);
    EXPECT_EQ(verdict.let_pass[0]->id, "R91");
}

TEST(Judging, AsksOnlyStandingRulesForAMenu) {
    auto const verdict = judged("2023-10-12", {}, Asked::standing_rules);
    EXPECT_EQ(ids(verdict.refusals), std::vector<std::string>{"R90"});
}

TEST(Judging, AsksNoRuleOutsideItsDaysInForce) {
    for (auto const* day : {"2019-08-31", "2024-01-01"}) {
        auto const verdict = judged(day, {}, Asked::every_rule);
        EXPECT_TRUE(verdict.refusals.empty()) << day;
        EXPECT_TRUE(verdict.judged.empty()) << day;
    }
    for (auto const* day : {"2019-09-01", "2023-12-31"})
        EXPECT_EQ(judged(day, {}, Asked::every_rule).refusals.size(), 3U) << day;
}

}  // namespace
}  // namespace juece::testing
