// R30, R36, R40, R64 as they stand at a waiver: only a fact found not to hold switches a stage off.
#include "workflow/rules/waiver.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/participation.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"

namespace juece::testing {
namespace {

using procedure::Trigger;
using rules::Switch;

// The act says nothing that these rules read.
Trial trial_on_any_act() { return Trial{waive_hearing()}; }

// What the law adds to the data of a waiver.
template <Trigger on>
rules::Unmet computed(rules::Judgement const& judged) {
    Object data;
    rules::add_computed_waiver(on, judged, data);
    return data;
}

template <class Rule>
void is_met_only_by_a_fact_found_not_to_hold(Switch of) {
    auto trial = trial_on_any_act();
    Object const unknown{{"fact", code(of)}, {"found", "fact_unknown"}};
    EXPECT_EQ(trial.ask<Rule>(), unknown) << "unknown is not false";
    trial.holds(of);
    Object const holds{{"fact", code(of)}, {"found", "fact_holds"}};
    EXPECT_EQ(trial.ask<Rule>(), holds);
    trial.holds(of, false);
    EXPECT_EQ(trial.ask<Rule>(), std::nullopt);
}

TEST(Waivers, OfExpertReviewNeedAnItemThatIsNotTechnical) {
    STATUTE("D713 19(1)");
    is_met_only_by_a_fact_found_not_to_hold<rules::NotTechnical>(Switch::tech);
}

TEST(Waivers, OfRiskAssessmentNeedAnItemWithoutAdverseEffect) {
    STATUTE("D713 22(1)");
    is_met_only_by_a_fact_found_not_to_hold<rules::NoAdverseEffect>(Switch::risk);
}

TEST(Waivers, OfCompetitionReviewNeedAnItemThatTouchesNoMarket) {
    STATUTE("D713 29(1)");
    is_met_only_by_a_fact_found_not_to_hold<rules::NoMarketEffect>(Switch::market);
}

TEST(Waivers, OfCongressNeedAnItemThatIsNotItsOwn) {
    STATUTE("D713 8(1)");
    is_met_only_by_a_fact_found_not_to_hold<rules::NotForCongress>(Switch::npc);
}

TEST(Waivers, TellAnOfficialWhichFactMustBeSetFirst) {
    STATUTE("D713 19(1)");
    auto const unmet = trial_on_any_act().ask<rules::NotTechnical>();
    ASSERT_TRUE(unmet);
    EXPECT_EQ(
        refuse(rules::NotTechnical::rule, *unmet).message,
        "只有认定本事项不属于“专业性、技术性较强”,才能免除专家论证;目前:尚未认定"
    );
}

TEST(Waivers, ReadTheGroundAsItsFieldWritesIt) {
    auto const ground_of = [](Object ground) { return rules::ground_in({{"ground", std::move(ground)}}); };
    EXPECT_EQ(ground_of({{"law", "OGI"}, {"article", 14}})->code(), "OGI 14");
    EXPECT_EQ(ground_of({{"law", "D713"}, {"article", 16}, {"paragraph", 1}})->code(), "D713 16(1)");
    EXPECT_EQ(ground_of({{"fact", "F_TECH"}, {"value", false}})->code(), "F_TECH");
    EXPECT_FALSE(ground_of({{"law", "nobody"}, {"article", 1}}));
    EXPECT_FALSE(rules::ground_in({{"ground", "OGI 14"}}));
    EXPECT_FALSE(rules::ground_in({}));
}

TEST(Waivers, SayOnWhatFactTheyRestAndWhoDecided) {
    auto const trial = trial_on_any_act();
    Object const expected{
        {"ground", Object{{"fact", "F_TECH"}, {"value", false}}}, {"decided_by", handling_organ().text()}};
    EXPECT_EQ(trial.ask(computed<Trigger::expert_review_waived>), expected);
    EXPECT_EQ(trial.ask(computed<Trigger::risk_assessment_waived>)->find("ground")->object()->text("fact"), "F_RISK");
    EXPECT_EQ(
        trial.ask(computed<Trigger::fair_competition_waived>)->find("ground")->object()->text("fact"), "F_MARKET"
    );
    EXPECT_EQ(trial.ask(computed<Trigger::npc_waived>)->find("ground")->object()->text("fact"), "F_NPC");
    Object const decided{{"decided_by", handling_organ().text()}};
    EXPECT_EQ(trial.ask(computed<Trigger::hearing_waived>), decided) << "the act names its ground";
}

}  // namespace
}  // namespace juece::testing
