// R36–R39: each seen refusing and permitting.
#include "workflow/rules/risk.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/expertise.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "workflow/rules/folding.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using rules::Facts;
using rules::Outcome;

TEST(RiskRules, HoldAStageDueUntilItIsDoneOrWaived) {
    STATUTE("D713 22(1)");
    Trial trial{judge_risk()};
    EXPECT_EQ(trial.ask<rules::RiskAssessed>(), absent({"risk_assessment"}));
    EXPECT_EQ(trial.holds(rules::Switch::risk, false).ask<rules::RiskAssessed>(), absent({"risk_assessment"}));
    EXPECT_EQ(trial.stage(Region::risk_assessment, Outcome::waived).ask<rules::RiskAssessed>(), std::nullopt);
    EXPECT_EQ(trial.stage(Region::risk_assessment, Outcome::finished).ask<rules::RiskAssessed>(), std::nullopt)
        << "a submission does not wait for the organ's judgement";
}

TEST(RiskRules, AssessADraft) {
    STATUTE("D713 22(1)");
    Trial trial{commission_risk_assessment()};
    EXPECT_EQ(trial.ask<rules::DraftForAssessment>(), absent({"completed_draft"}));
    EXPECT_EQ(trial.fact(&Facts::draft, digest_of(draft_text)).ask<rules::DraftForAssessment>(), std::nullopt);
}

TEST(RiskRules, AskForPointsMeasuresPlanAndTheDepartments) {
    STATUTE("D713 23(2)");
    EXPECT_EQ(Trial{report_risk_assessment()}.ask<rules::RiskReportComplete>(), std::nullopt);
    auto bare = report_risk_assessment().lacking("risk_report");
    bare.command.data = {};
    EXPECT_EQ(
        Trial{bare}.ask<rules::RiskReportComplete>(),
        absent({"risk_report", "risk_points", "risk_measures", "contingency_plan", "departments_heard"})
    );
    EXPECT_EQ(
        Trial{report_risk_assessment().with("risk_points", 0).with("departments_heard", List{})}
            .ask<rules::RiskReportComplete>(),
        absent({"risk_points", "departments_heard"})
    );
}

TEST(RiskRules, LetAnEarlierReportServeOnlyIfTheRiskIsKnownToBeAssessed) {
    STATUTE("D713 22(2)");
    Trial trial{reuse_risk_assessment()};
    EXPECT_EQ(trial.ask<rules::RiskAlreadyAssessed>(), absent({"risk_already_assessed"}));
    EXPECT_EQ(
        trial.holds(rules::Switch::risk_done, false).ask<rules::RiskAlreadyAssessed>(),
        absent({"risk_already_assessed"})
    );
    EXPECT_EQ(trial.holds(rules::Switch::risk_done).ask<rules::RiskAlreadyAssessed>(), std::nullopt);
}

TEST(RiskRules, AssessWhatAnEarlierReportLeavesOut) {
    STATUTE("D713 22(2)");
    EXPECT_EQ(Trial{reuse_risk_assessment()}.ask<rules::EarlierReportReferenced>(), std::nullopt);
    EXPECT_EQ(
        Trial{reuse_risk_assessment().with("dimensions_remaining", List{})}.ask<rules::EarlierReportReferenced>(),
        std::nullopt
    );
    EXPECT_EQ(
        Trial{reuse_risk_assessment().with("dimensions_remaining", List{"ecology"})}
            .ask<rules::EarlierReportReferenced>(),
        (Object{{"remaining", List{"ecology"}}})
    );
    EXPECT_EQ(
        Trial{reuse_risk_assessment().without("dimensions_covered").lacking("earlier_report")}
            .ask<rules::EarlierReportReferenced>(),
        absent({"earlier_report", "dimensions_covered"})
    );
}

TEST(RiskRules, AskTheOrganForItsJudgementInWriting) {
    STATUTE("D713 24");
    EXPECT_EQ(Trial{judge_risk()}.ask<rules::RiskJudgedByOrgan>(), std::nullopt);
    EXPECT_EQ(Trial{judge_risk().with("outcome", "uncontrollable")}.ask<rules::RiskJudgedByOrgan>(), std::nullopt);
    EXPECT_EQ(
        Trial{judge_risk().without("outcome").lacking("risk_decision")}.ask<rules::RiskJudgedByOrgan>(),
        absent({"risk_judgement", "risk_decision"})
    );
}

TEST(RiskRules, TakeMeasuresOfAnUncontrollableRiskOnly) {
    STATUTE("D713 24");
    Trial trial{take_risk_measures()};
    EXPECT_EQ(trial.ask<rules::RiskHeldUncontrollable>(), absent({"uncontrollable_judgement"}));
    EXPECT_EQ(
        trial.fact(&Facts::risk_controllable, true).ask<rules::RiskHeldUncontrollable>(),
        absent({"uncontrollable_judgement"})
    );
    EXPECT_EQ(trial.fact(&Facts::risk_controllable, false).ask<rules::RiskHeldUncontrollable>(), std::nullopt);
}

TEST(RiskRules, AskWhichMeasuresEnsureControl) {
    STATUTE("D713 24");
    EXPECT_EQ(Trial{take_risk_measures()}.ask<rules::MeasuresEnsureControl>(), std::nullopt);
    EXPECT_EQ(
        Trial{take_risk_measures().without("risk_control").lacking("risk_decision")}.ask<rules::MeasuresEnsureControl>(
        ),
        absent({"risk_control", "risk_decision"})
    );
}

TEST(RiskRules, LetNothingBeDecidedWhileTheRiskIsNotControlled) {
    STATUTE("D713 24");
    Trial trial{take_risk_measures()};
    EXPECT_EQ(trial.ask<rules::RiskControlled>(), absent({"risk_assessment"}));
    trial.stage(Region::risk_assessment, Outcome::finished);
    EXPECT_EQ(trial.ask<rules::RiskControlled>(), absent({"risk_judgement"}));
    EXPECT_EQ(trial.fact(&Facts::risk_controllable, false).ask<rules::RiskControlled>(), absent({"risk_control"}));
    EXPECT_EQ(trial.fact(&Facts::risk_controllable, true).ask<rules::RiskControlled>(), std::nullopt);
}

TEST(RiskRules, LetAWaivedAssessmentStand) {
    STATUTE("D713 24");
    Trial trial{take_risk_measures()};
    EXPECT_EQ(trial.stage(Region::risk_assessment, Outcome::waived).ask<rules::RiskControlled>(), std::nullopt);
}

TEST(RiskRules, ReadNoJudgementThatCameAfterTheDecision) {
    STATUTE("D713 24");
    Trial trial{take_risk_measures()};
    trial.stage(Region::risk_assessment, Outcome::finished);
    trial.fact(&Facts::risk_controllable, true, beijing("2023-12-01"));
    EXPECT_EQ(trial.ask<rules::RiskControlled>(), absent({"risk_judgement"}));
}

TEST(RiskFacts, KeepTheAssessmentWhenTheOrganJudgesAndLoseBothWhenItIsVoid) {
    STATUTE("D713 24");
    Folding folding{rules::fold_risk};
    auto& facts = folding.facts;
    auto const reported = folding.take(report_risk_assessment());
    EXPECT_EQ(facts.stage(Region::risk_assessment)->value, Outcome::finished);
    folding.take(judge_risk().with("outcome", "uncontrollable"));
    EXPECT_EQ(facts.stage(Region::risk_assessment)->version, reported);
    EXPECT_FALSE(facts.risk_controllable->value);
    folding.take(take_risk_measures());
    EXPECT_TRUE(facts.risk_controllable->value);

    folding.take(procedure::Trigger::risk_assessment_voided, reported);
    EXPECT_FALSE(facts.stage(Region::risk_assessment).has_value());
    EXPECT_FALSE(facts.risk_controllable.has_value());
}

}  // namespace
}  // namespace juece::testing
