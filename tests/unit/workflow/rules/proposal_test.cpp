// R01–R03, R08–R12, D08: each seen refusing and permitting; and what the fold keeps of a proposal.
#include "workflow/rules/proposal.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/opening.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "workflow/rules/folding.hpp"

namespace juece::testing {
namespace {

using rules::Facts;
using rules::Switch;

TEST(ProposalRules, RefuseAnItemOfNoCategory) {
    STATUTE("D713 3(1)");
    EXPECT_EQ(Trial{propose().without("category")}.ask<rules::MajorDecision>(), absent({"category"}));
    Object const unlisted{{"category", "unlisted"}};
    EXPECT_EQ(Trial{propose().with("category", "unlisted")}.ask<rules::MajorDecision>(), unlisted);
    for (auto const* category : {"public_policy", "major_plan", "resource", "public_project", "other_major"})
        EXPECT_EQ(Trial{propose().with("category", category)}.ask<rules::MajorDecision>(), std::nullopt);
}

TEST(ProposalRules, RefuseWhatTheDecreeExcludes) {
    STATUTE("D713 3(2)");
    auto const unmet = Trial{propose().with("exclusion", "emergency_response")}.ask<rules::NotExcluded>();
    ASSERT_TRUE(unmet);
    EXPECT_EQ(
        refuse(rules::NotExcluded::rule, *unmet).message,
        "突发事件应急处置决策不适用重大行政决策程序,不能作为决策事项提出"
    );
    EXPECT_EQ(Trial{propose()}.ask<rules::NotExcluded>(), std::nullopt);
}

TEST(ProposalRules, AskWhichLawPrescribesAnotherProcedure) {
    STATUTE("D713 3(2)");
    auto const other = propose().with("other_procedure", true);
    EXPECT_EQ(Trial{other}.ask<rules::OtherProcedureCited>(), absent({"other_law"}));
    EXPECT_EQ(
        Trial{other.with("other_law", "城乡规划法关于规划公告的规定")}.ask<rules::OtherProcedureCited>(), std::nullopt
    );
    EXPECT_EQ(Trial{propose()}.ask<rules::OtherProcedureCited>(), std::nullopt);
    EXPECT_EQ(rules::OtherProcedureCited::rule.force, rules::Force::warning);
}

TEST(ProposalRules, TellADepartmentWhichOfTheFiveElementsIsAbsent) {
    STATUTE("D713 10(2)");
    auto const bare = propose().without("solution").without("necessity");
    EXPECT_EQ(Trial{bare}.ask<rules::FiveElements>(), absent({"solution", "necessity"}));
    EXPECT_EQ(Trial{propose()}.ask<rules::FiveElements>(), std::nullopt);
    EXPECT_EQ(Trial{bare.with("proposer_kind", "citizen")}.ask<rules::FiveElements>(), std::nullopt)
        << "the five elements are asked of departments only";
}

TEST(ProposalRules, LetAUnitStudyWhatLeadersDelegatesAndCitizensPropose) {
    STATUTE("D713 10");
    for (auto const* proposer : {"leader", "delegate", "citizen"}) {
        Trial trial{report_study()};
        trial.fact(&Facts::proposer_kind, std::string{proposer});
        EXPECT_EQ(trial.ask<rules::StudiedByUnit>(), absent({"study_unit"})) << proposer;
        trial.fact(&Facts::study_unit, handling_organ());
        EXPECT_EQ(trial.ask<rules::StudiedByUnit>(), std::nullopt) << proposer;
    }
    Trial department{report_study()};
    department.fact(&Facts::proposer_kind, std::string{"department"});
    EXPECT_EQ(department.ask<rules::StudiedByUnit>(), std::nullopt) << "a department argues its own proposal";
}

TEST(ProposalRules, ReadNothingThatWasDoneAfterTheActJudged) {
    STATUTE("D713 10");
    Trial trial{report_study()};
    trial.fact(&Facts::proposer_kind, std::string{"leader"});
    trial.fact(&Facts::study_unit, handling_organ(), beijing("2023-10-12"));
    EXPECT_EQ(trial.ask<rules::StudiedByUnit>(), absent({"study_unit"})) << "assigned the day after";
}

TEST(InitiationRules, AskForTheDecisionOfTheOrgan) {
    STATUTE("D713 10");
    for (auto const& act : {start_procedure(), decline_procedure(), defer_procedure()}) {
        EXPECT_EQ(Trial{act.lacking("decision")}.ask<rules::DecidedByOrgan>(), absent({"decision"}));
        EXPECT_EQ(Trial{act}.ask<rules::DecidedByOrgan>(), std::nullopt);
    }
}

TEST(InitiationRules, AskWhoHandlesTheItem) {
    STATUTE("D713 11");
    EXPECT_EQ(Trial{start_procedure().without("handlers")}.ask<rules::HandlersNamed>(), absent({"handlers"}));
    EXPECT_EQ(Trial{start_procedure().with("handlers", List{})}.ask<rules::HandlersNamed>(), absent({"handlers"}));
    EXPECT_EQ(Trial{start_procedure()}.ask<rules::HandlersNamed>(), std::nullopt);
}

TEST(InitiationRules, AskForALeadAmongTwoHandlers) {
    STATUTE("D713 11");
    auto const two = start_procedure().with("handlers", List{handling_organ().text(), other_organ().text()});
    EXPECT_EQ(Trial{two}.ask<rules::HandlersNamed>(), absent({"lead"}));
    EXPECT_EQ(Trial{two.with("lead", reviewing_organ().text())}.ask<rules::HandlersNamed>(), absent({"lead"}));
    EXPECT_EQ(Trial{two.with("lead", other_organ().text())}.ask<rules::HandlersNamed>(), std::nullopt);
    Trial multi{start_procedure()};
    multi.holds(Switch::multi);
    EXPECT_EQ(multi.ask<rules::HandlersNamed>(), absent({"lead"}));
}

TEST(InitiationRules, AskForADeadlineWhereTheProfileDoes) {
    STATUTE("FJ251 5");
    Trial trial{start_procedure().on("2026-03-02")};
    EXPECT_EQ(trial.ask<rules::DeadlineNamed>(), std::nullopt) << "the decree asks for none";
    trial.profile.completion_deadline = true;
    EXPECT_EQ(trial.ask<rules::DeadlineNamed>(), absent({"complete_by"}));
    trial.act = trial.act.with("complete_by", "2026-12-31");
    EXPECT_EQ(trial.ask<rules::DeadlineNamed>(), std::nullopt);
    EXPECT_FALSE(rules::DeadlineNamed::rule.in_force(*parse_day("2026-02-28")));
    EXPECT_TRUE(rules::DeadlineNamed::rule.in_force(*parse_day("2026-03-01")));
}

TEST(Termination, IsDecidedByTheOrganAndSaysItsKind) {
    STATUTE("DESIGN 8");
    auto const bare = terminate_procedure().without("kind").lacking("decision");
    EXPECT_EQ(Trial{bare}.ask<rules::TerminationDecided>(), absent({"decision", "kind"}));
    EXPECT_EQ(Trial{terminate_procedure()}.ask<rules::TerminationDecided>(), std::nullopt);
}

TEST(ProposalFold, KeepsWhoHandlesTheItemAndUntilWhen) {
    STATUTE("D713 11");
    Folding folding{rules::fold_proposal};
    auto const& facts = folding.facts;
    auto const started =
        folding.take(start_procedure().with("lead", handling_organ().text()).with("complete_by", "2023-12-31"));
    ASSERT_TRUE(facts.handlers && facts.lead && facts.complete_by);
    EXPECT_EQ(facts.handlers->value, std::vector{handling_organ()});
    EXPECT_EQ(facts.handlers->version, started);
    EXPECT_EQ(facts.lead->value, handling_organ());
    EXPECT_EQ(text(facts.complete_by->value), "2023-12-31");
}

TEST(ProposalFold, ForgetsTheStudyOfAReturnedProposal) {
    STATUTE("D713 10");
    Folding folding{rules::fold_proposal};
    folding.take(report_study());
    EXPECT_TRUE(folding.facts.studied);
    folding.take(return_proposal().with("unit", other_organ().text()));
    EXPECT_FALSE(folding.facts.studied);
    EXPECT_EQ(folding.facts.study_unit->value, other_organ());
}

}  // namespace
}  // namespace juece::testing
