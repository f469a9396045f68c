// R13–R16: each seen refusing and permitting; and what the fold keeps of drafts and consultations.
#include "workflow/rules/drafting.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/opening.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "workflow/rules/folding.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using rules::Consultation;
using rules::Facts;
using rules::Switch;

Act with_dispute(Act const& act) {
    return act.with("dispute_issue", "避灾安置点由谁管理")
        .with("dispute_units_view", "由镇管理")
        .with("dispute_handler_view", "由区管理")
        .with("dispute_grounds", "上位预案");
}

TEST(DraftingRules, AskForTheInventoryOfLaws) {
    STATUTE("D713 12(2)");
    EXPECT_EQ(Trial{complete_draft().lacking("law_inventory")}.ask<rules::LawsSurveyed>(), absent({"law_inventory"}));
    EXPECT_EQ(Trial{complete_draft()}.ask<rules::LawsSurveyed>(), std::nullopt);
    EXPECT_EQ(rules::LawsSurveyed::rule.force, rules::Force::warning);
}

TEST(DraftingRules, AskForAForecastOfCostsOrAReason) {
    STATUTE("D713 12(3)");
    EXPECT_EQ(Trial{complete_draft().lacking("cost_benefit")}.ask<rules::CostsForecast>(), absent({"cost_benefit"}));
    EXPECT_EQ(Trial{complete_draft()}.ask<rules::CostsForecast>(), std::nullopt);
    EXPECT_EQ(rules::CostsForecast::rule.force, rules::Force::warning);
}

TEST(DraftingRules, AskForTwoPlansWhereOpinionsAreDivided) {
    STATUTE("D713 12(4)");
    Trial trial{complete_draft()};
    EXPECT_EQ(trial.ask<rules::PlansCompared>(), std::nullopt) << "nobody found that opinions are divided";
    trial.holds(Switch::dispute);
    Object const one{{"plans", 1}, {"plans_min", 2}};
    EXPECT_EQ(trial.ask<rules::PlansCompared>(), one);
    trial.act = trial.act.with("plans", 2);
    EXPECT_EQ(trial.ask<rules::PlansCompared>(), std::nullopt);
    EXPECT_EQ(rules::PlansCompared::rule.force, rules::Force::warning);
}

TEST(DraftingRules, AskDepartmentsWhoseDutiesAreTouched) {
    STATUTE("D713 13");
    Trial trial{complete_draft()};
    EXPECT_EQ(trial.ask<rules::DepartmentsConsulted>(), std::nullopt);
    trial.holds(Switch::cross_dept);
    EXPECT_EQ(trial.ask<rules::DepartmentsConsulted>(), absent({"consultation"}));

    trial.fact(&Facts::consultation, Consultation{{reviewing_organ(), other_organ()}, {{other_organ(), "agree"}}});
    Object const unanswered{{"absent", List{"answer"}}, {"unanswered", List{reviewing_organ().text()}}};
    EXPECT_EQ(trial.ask<rules::DepartmentsConsulted>(), unanswered);

    trial.fact(&Facts::consultation, Consultation{{reviewing_organ()}, {{reviewing_organ(), "overdue"}}});
    EXPECT_EQ(trial.ask<rules::DepartmentsConsulted>(), std::nullopt) << "overdue is an answer";
}

TEST(DraftingRules, AskForADisputeStatementWhereNoAgreementWasReached) {
    STATUTE("D713 13");
    for (auto const* answer : {"opinions", "overdue"}) {
        Trial trial{complete_draft()};
        trial.holds(Switch::cross_dept);
        trial.fact(&Facts::consultation, Consultation{{other_organ()}, {{other_organ(), answer}}});
        Object const missing{
            {"absent", List{"dispute_issue", "dispute_units_view", "dispute_handler_view", "dispute_grounds"}},
            {"units", List{other_organ().text()}}};
        EXPECT_EQ(trial.ask<rules::DisputeExplained>(), missing) << answer << " is no consent";
        trial.act = with_dispute(complete_draft());
        EXPECT_EQ(trial.ask<rules::DisputeExplained>(), std::nullopt);
    }
}

TEST(DraftingRules, AskForNoDisputeStatementWhereAllAgree) {
    STATUTE("D713 13");
    for (auto const* answer : {"agree", "no_opinion"}) {
        Trial trial{complete_draft()};
        trial.holds(Switch::cross_dept);
        trial.fact(&Facts::consultation, Consultation{{other_organ()}, {{other_organ(), answer}}});
        EXPECT_EQ(trial.ask<rules::DisputeExplained>(), std::nullopt) << answer;
    }
}

TEST(ConsultationRules, AskNobodyBeforeTheProcedureStarted) {
    STATUTE("D713 13");
    Trial trial{request_consultation()};
    EXPECT_EQ(trial.ask<rules::DraftToConsultOn>(), absent({"started_procedure"}));
    trial.fact(&Facts::handlers, std::vector{handling_organ()});
    EXPECT_EQ(trial.ask<rules::DraftToConsultOn>(), std::nullopt);
}

TEST(ConsultationRules, AskWhomAndUntilWhen) {
    STATUTE("D713 13");
    EXPECT_EQ(
        Trial{request_consultation().with("units", List{}).without("answer_by")}.ask<rules::UnitsAsked>(),
        absent({"units", "answer_by"})
    );
    EXPECT_EQ(
        Trial{request_consultation().with("answer_by", "2023-10-10")}.ask<rules::UnitsAsked>(),
        absent({"later_answer_by"})
    );
    EXPECT_EQ(Trial{request_consultation()}.ask<rules::UnitsAsked>(), std::nullopt);
}

TEST(ConsultationRules, HearNoAnswerBeforeAQuestion) {
    STATUTE("D713 13");
    Trial trial{answer_consultation()};
    EXPECT_EQ(trial.ask<rules::ConsultationRequested>(), absent({"consultation"}));
    trial.fact(&Facts::consultation, Consultation{{reviewing_organ()}, {}});
    EXPECT_EQ(trial.ask<rules::ConsultationRequested>(), std::nullopt);
}

TEST(ConsultationRules, HearOnlyTheUnitsAsked) {
    STATUTE("D713 13");
    Trial trial{answer_consultation()};
    trial.fact(&Facts::consultation, Consultation{{reviewing_organ()}, {}});
    EXPECT_EQ(trial.ask<rules::WasAsked>(), std::nullopt);

    Object const missing{{"unit", other_organ().text()}};
    trial.act = answer_consultation().with("unit", other_organ().text()).by(Role::department, other_organ());
    EXPECT_EQ(trial.ask<rules::WasAsked>(), missing) << "it was not asked";
    Object const another{{"unit", reviewing_organ().text()}};
    trial.act = answer_consultation().by(Role::department, other_organ());
    EXPECT_EQ(trial.ask<rules::WasAsked>(), another) << "it answers for another unit";
}

TEST(ConsultationRules, LetTheHandlingUnitEnterAnAnswer) {
    STATUTE("D713 13");
    Trial trial{answer_consultation().by(Role::handler, handling_organ()).with("answer", "overdue")};
    trial.fact(&Facts::handlers, std::vector{handling_organ()});
    trial.fact(&Facts::consultation, Consultation{{reviewing_organ()}, {}});
    EXPECT_EQ(trial.ask<rules::WasAsked>(), std::nullopt);
}

TEST(DraftingFold, KeepsTheLatestDraftAndWhoMadeIt) {
    STATUTE("D713 12");
    Folding folding{rules::fold_drafting};
    auto const& facts = folding.facts;
    folding.take(complete_draft());
    EXPECT_EQ(facts.draft->value, digest_of(draft_text));
    EXPECT_EQ(facts.drafter->value.organ, handling_organ());
    auto const revised = folding.take(revise_draft());
    EXPECT_EQ(facts.draft->value, digest_of("按公众意见修改后的草案"));
    EXPECT_EQ(facts.draft->version, revised);
}

TEST(DraftingFold, AsksMoreUnitsAndForgetsAnswersToAnEarlierText) {
    STATUTE("D713 13");
    Folding folding{rules::fold_drafting};
    auto const& facts = folding.facts;
    folding.take(request_consultation());
    folding.take(answer_consultation());
    EXPECT_EQ(facts.consultation->value.answers.at(reviewing_organ()), "agree");
    folding.take(request_consultation().with("units", List{other_organ().text()}));
    EXPECT_EQ(facts.consultation->value.asked, (std::vector{reviewing_organ(), other_organ()}));
    EXPECT_EQ(facts.consultation->value.answers.size(), 1u);
    folding.take(request_consultation());
    EXPECT_TRUE(facts.consultation->value.answers.empty());
    EXPECT_EQ(facts.consultation->value.asked.size(), 2u);
}

}  // namespace
}  // namespace juece::testing
