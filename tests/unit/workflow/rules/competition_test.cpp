// R40–R44: each seen refusing and permitting, and not asked before the regulation was in force.
#include "workflow/rules/competition.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/expertise.hpp"
#include "tests/support/calendars.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "workflow/rules/folding.hpp"

namespace juece::testing {
namespace {

using calendar::test::on;
using procedure::Region;
using rules::Facts;
using rules::Outcome;

TEST(CompetitionRules, HoldAStageDueUntilItIsDoneOrWaived) {
    STATUTE("D713 29(1)");
    Trial trial{review_own_competition()};
    EXPECT_EQ(trial.ask<rules::CompetitionReviewed>(), absent({"fair_competition"}));
    EXPECT_EQ(
        trial.holds(rules::Switch::market, false).ask<rules::CompetitionReviewed>(), absent({"fair_competition"})
    );
    EXPECT_EQ(trial.stage(Region::fair_competition, Outcome::waived).ask<rules::CompetitionReviewed>(), std::nullopt);
    EXPECT_EQ(trial.stage(Region::fair_competition, Outcome::finished).ask<rules::CompetitionReviewed>(), std::nullopt);
}

TEST(CompetitionRules, ReviewADraft) {
    STATUTE("D713 29(1)");
    Trial trial{review_own_competition()};
    EXPECT_EQ(trial.ask<rules::DraftForCompetition>(), absent({"completed_draft"}));
    EXPECT_EQ(trial.fact(&Facts::draft, digest_of(draft_text)).ask<rules::DraftForCompetition>(), std::nullopt);
}

TEST(CompetitionRules, AskNothingOfTheRegulationBeforeItsDay) {
    STATUTE("FCR 27");
    for (auto const& rule :
         {rules::BeforeTheRegulation::rule,
          rules::PreliminaryOpinionMade::rule,
          rules::StakeholdersHeard::rule,
          rules::ExceptionGrounded::rule,
          rules::CompetitionPassed::rule}) {
        EXPECT_FALSE(rule.in_force(on("2023-11-20"))) << rule.id;
        EXPECT_FALSE(rule.in_force(on("2024-07-31"))) << rule.id;
        EXPECT_TRUE(rule.in_force(on("2024-08-01"))) << rule.id;
    }
    EXPECT_TRUE(rules::CompetitionReviewed::rule.in_force(on("2023-11-20")));
    EXPECT_TRUE(rules::ConclusionMade::rule.in_force(on("2023-11-20")));
}

TEST(CompetitionRules, KnowOneWayToReviewOnEachDay) {
    STATUTE("FCR 14");
    Object const since{{"in_force_from", "2024-08-01"}};
    EXPECT_TRUE(rules::RegulationInForce::rule.in_force(on("2024-07-31")));
    EXPECT_FALSE(rules::RegulationInForce::rule.in_force(on("2024-08-01")));
    EXPECT_EQ(Trial{review_competition_initially()}.ask<rules::RegulationInForce>(), since);
    EXPECT_EQ(Trial{review_own_competition()}.ask<rules::BeforeTheRegulation>(), since);
    EXPECT_EQ(
        rules::refuse(rules::BeforeTheRegulation::rule, since).message,
        "自 2024-08-01 起,政府出台的政策措施由市场监督管理部门审查,不得自我审查"
    );
}

TEST(CompetitionRules, AskForThePreliminaryOpinion) {
    STATUTE("FCR 14");
    EXPECT_EQ(Trial{review_competition_initially()}.ask<rules::PreliminaryOpinionMade>(), std::nullopt);
    EXPECT_EQ(
        Trial{review_competition_initially().lacking("preliminary_opinion")}.ask<rules::PreliminaryOpinionMade>(),
        absent({"preliminary_opinion"})
    );
}

TEST(CompetitionRules, HearStakeholdersAndThePublicWhereItIsTouched) {
    STATUTE("FCR 16");
    auto const act = conclude_competition_review();
    EXPECT_EQ(Trial{act}.ask<rules::StakeholdersHeard>(), std::nullopt);
    EXPECT_EQ(
        Trial{act.lacking("stakeholder_opinions")}.ask<rules::StakeholdersHeard>(), absent({"stakeholder_opinions"})
    );
    EXPECT_EQ(Trial{act.with("public_interest", true)}.ask<rules::StakeholdersHeard>(), absent({"public_heard"}));
    EXPECT_EQ(
        Trial{act.with("public_interest", true).with("public_heard", true)}.ask<rules::StakeholdersHeard>(),
        std::nullopt
    );
}

Act conclude_with_exception() {
    return conclude_competition_review()
        .with("verdict", "exception")
        .with("exception_case", "public_interest_case")
        .with("no_lesser_alternative", true)
        .with("term", "2026-12-31")
        .with("exception_explanation", "应急救灾物资的定点储备");
}

TEST(CompetitionRules, AskFourThingsOfAnException) {
    STATUTE("FCR 12");
    EXPECT_EQ(Trial{conclude_with_exception()}.ask<rules::ExceptionGrounded>(), std::nullopt);
    EXPECT_EQ(Trial{conclude_competition_review()}.ask<rules::ExceptionGrounded>(), std::nullopt);
    EXPECT_EQ(
        Trial{conclude_competition_review().with("verdict", "exception")}.ask<rules::ExceptionGrounded>(),
        absent({"exception_case", "no_lesser_alternative", "term_or_end_condition", "exception_explanation"})
    );
}

TEST(CompetitionRules, TakeAConditionForATermButNoTermThatIsOver) {
    STATUTE("FCR 12");
    EXPECT_EQ(
        Trial{conclude_with_exception().without("term").with("end_condition", "储备任务完成")}
            .ask<rules::ExceptionGrounded>(),
        std::nullopt
    );
    EXPECT_EQ(
        Trial{conclude_with_exception().with("term", "2024-09-10")}.ask<rules::ExceptionGrounded>(),
        absent({"term_or_end_condition"})
    );
}

TEST(CompetitionRules, AskForTheLawThatMakesAnotherCase) {
    STATUTE("FCR 12");
    auto const act = conclude_with_exception().with("exception_case", "case_in_law");
    EXPECT_EQ(Trial{act}.ask<rules::ExceptionGrounded>(), absent({"exception_case"}));
    EXPECT_EQ(Trial{act.with("exception_law", "SH-L 5")}.ask<rules::ExceptionGrounded>(), absent({"exception_case"}))
        << "法律、行政法规, nothing below";
    EXPECT_EQ(Trial{act.with("exception_law", "SSL 17")}.ask<rules::ExceptionGrounded>(), std::nullopt);
}

TEST(CompetitionRules, EndAReviewWithAConclusion) {
    STATUTE("D713 29(1)");
    EXPECT_EQ(Trial{review_own_competition()}.ask<rules::ConclusionMade>(), std::nullopt);
    EXPECT_EQ(Trial{conclude_competition_review()}.ask<rules::ConclusionMade>(), std::nullopt);
    EXPECT_EQ(
        Trial{review_own_competition().without("verdict").lacking("competition_conclusion")}.ask<rules::ConclusionMade>(
        ),
        absent({"competition_verdict", "competition_conclusion"})
    );
}

TEST(CompetitionRules, LetNothingBeIssuedThatWasNotReviewedOrFailed) {
    STATUTE("FCR 18");
    Trial trial{conclude_competition_review()};
    EXPECT_EQ(trial.ask<rules::CompetitionPassed>(), absent({"fair_competition"}));
    trial.stage(Region::fair_competition, Outcome::finished);
    EXPECT_EQ(
        trial.fact(&Facts::competition_verdict, std::string{"fail"}).ask<rules::CompetitionPassed>(),
        absent({"passing_conclusion"})
    );
    for (auto const* verdict : {"pass", "exception"})
        EXPECT_EQ(
            trial.fact(&Facts::competition_verdict, std::string{verdict}).ask<rules::CompetitionPassed>(), std::nullopt
        );
    Trial waived{conclude_competition_review()};
    EXPECT_EQ(waived.stage(Region::fair_competition, Outcome::waived).ask<rules::CompetitionPassed>(), std::nullopt);
}

TEST(CompetitionFacts, KeepTheVerdictUntilTheReviewIsVoid) {
    STATUTE("FCR 18");
    Folding folding{rules::fold_competition};
    auto& facts = folding.facts;
    auto const concluded = folding.take(conclude_competition_review().with("verdict", "fail"));
    EXPECT_EQ(facts.stage(Region::fair_competition)->value, Outcome::finished);
    EXPECT_EQ(facts.competition_verdict->value, "fail");
    folding.take(procedure::Trigger::fair_competition_voided, concluded);
    EXPECT_FALSE(facts.stage(Region::fair_competition).has_value());
    EXPECT_FALSE(facts.competition_verdict.has_value());
}

}  // namespace
}  // namespace juece::testing
