// R63, R64: each seen refusing and permitting.
#include "workflow/rules/report.hpp"

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

TEST(ReportRules, ReportADraft) {
    STATUTE("D713 31");
    Trial trial{submit_party_report()};
    EXPECT_EQ(trial.ask<rules::ReportFollowsDraft>(), absent({"completed_draft"}));
    EXPECT_EQ(trial.fact(&Facts::draft, digest_of(draft_text)).ask<rules::ReportFollowsDraft>(), std::nullopt);
}

TEST(ReportRules, SubmitADraftToTheCongress) {
    STATUTE("D713 8(1)");
    Trial trial{submit_to_npc()};
    EXPECT_EQ(trial.ask<rules::BillFollowsDraft>(), absent({"completed_draft"}));
    EXPECT_EQ(trial.fact(&Facts::draft, digest_of(draft_text)).ask<rules::BillFollowsDraft>(), std::nullopt);
}

TEST(ReportRules, TakeTheNumberOfAPaperThatMustStayOutside) {
    STATUTE("D713 31");
    auto const paperless = submit_party_report().lacking("party_request");
    EXPECT_EQ(Trial{submit_party_report()}.ask<rules::ReportMade>(), std::nullopt);
    EXPECT_EQ(Trial{paperless}.ask<rules::ReportMade>(), absent({"party_request"}));
    EXPECT_EQ(Trial{paperless.with("paper_register", 0)}.ask<rules::ReportMade>(), absent({"party_request"}));
    EXPECT_EQ(Trial{paperless.with("paper_register", 4711)}.ask<rules::ReportMade>(), std::nullopt);
}

TEST(ReportRules, AskWhatTheCommitteeAnsweredAndWhere) {
    STATUTE("D713 31");
    auto const bare = answer_party_report().without("answer").lacking("party_answer");
    EXPECT_EQ(Trial{answer_party_report()}.ask<rules::AnswerReferenced>(), std::nullopt);
    EXPECT_EQ(Trial{bare}.ask<rules::AnswerReferenced>(), absent({"answer_of_party", "party_answer"}));
    EXPECT_EQ(
        Trial{bare.with("answer", "filed").with("paper_register", 12)}.ask<rules::AnswerReferenced>(), std::nullopt
    );
}

TEST(ReportRules, LetNothingBeIssuedWithoutTheCommitteesAnswer) {
    STATUTE("D713 31");
    Trial trial{answer_party_report()};
    EXPECT_EQ(trial.ask<rules::PartyReported>(), absent({"party_answer"}));
    EXPECT_EQ(
        trial.fact(&Facts::party_answer, std::string{"not_agreed"}).ask<rules::PartyReported>(),
        absent({"party_consent"})
    );
    for (auto const* answer : {"agreed", "agreed_with_opinion", "filed"})
        EXPECT_EQ(trial.fact(&Facts::party_answer, std::string{answer}).ask<rules::PartyReported>(), std::nullopt);
}

TEST(ReportRules, ReadNoAnswerThatCameAfterTheIssue) {
    STATUTE("D713 31");
    Trial trial{answer_party_report()};
    trial.fact(&Facts::party_answer, std::string{"agreed"}, beijing("2023-12-21"));
    EXPECT_EQ(trial.ask<rules::PartyReported>(), absent({"party_answer"}));
}

TEST(ReportRules, AskForTheBill) {
    STATUTE("D713 8(1)");
    EXPECT_EQ(Trial{submit_to_npc()}.ask<rules::BillMade>(), std::nullopt);
    EXPECT_EQ(Trial{submit_to_npc().lacking("bill")}.ask<rules::BillMade>(), absent({"bill"}));
    EXPECT_EQ(Trial{submit_to_npc().lacking("bill").with("paper_register", 3)}.ask<rules::BillMade>(), std::nullopt);
}

TEST(ReportRules, AskWhatWasResolvedAndWhere) {
    STATUTE("D713 8(1)");
    EXPECT_EQ(Trial{resolve_npc()}.ask<rules::ResolutionReferenced>(), std::nullopt);
    EXPECT_EQ(
        Trial{resolve_npc().without("outcome").lacking("resolution")}.ask<rules::ResolutionReferenced>(),
        absent({"resolution_result", "resolution"})
    );
}

TEST(ReportRules, LetNothingBeIssuedBeforeTheCongressResolvedOrTheItemIsNotIts) {
    STATUTE("D713 8(1)");
    Trial trial{resolve_npc()};
    EXPECT_EQ(trial.ask<rules::NpcResolved>(), absent({"resolution"})) << "unknown is not false";
    EXPECT_EQ(trial.stage(Region::npc, Outcome::waived).ask<rules::NpcResolved>(), std::nullopt);
    EXPECT_EQ(trial.holds(rules::Switch::npc).ask<rules::NpcResolved>(), absent({"resolution"}))
        << "a waiver does not outlive its ground";
    EXPECT_EQ(trial.stage(Region::npc, Outcome::finished).ask<rules::NpcResolved>(), std::nullopt);
}

TEST(ReportFacts, WithdrawTheAnswerWhenTheReportIsMadeAnew) {
    STATUTE("D713 31");
    Folding reports{rules::fold_reports};
    reports.take(submit_party_report());
    EXPECT_FALSE(reports.facts.party_answer.has_value());
    reports.take(answer_party_report());
    EXPECT_EQ(reports.facts.party_answer->value, "agreed");
    EXPECT_EQ(reports.facts.stage(Region::party_report)->value, Outcome::finished);
    reports.take(submit_party_report());
    EXPECT_FALSE(reports.facts.party_answer.has_value());
    EXPECT_FALSE(reports.facts.stage(Region::party_report).has_value());
}

TEST(ReportFacts, FinishNothingByAResolutionAgainstIt) {
    STATUTE("D713 8(1)");
    Folding reports{rules::fold_reports};
    reports.take(submit_to_npc());
    reports.take(resolve_npc().with("outcome", "resolved_against"));
    EXPECT_FALSE(reports.facts.stage(Region::npc).has_value());
    reports.take(submit_to_npc());
    reports.take(resolve_npc());
    EXPECT_EQ(reports.facts.stage(Region::npc)->value, Outcome::finished);
}

}  // namespace
}  // namespace juece::testing
