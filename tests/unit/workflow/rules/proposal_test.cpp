// R01, R02, R08–R11: each seen refusing and permitting.
#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"

namespace juece::testing {
namespace {

using procedure::Role;

TEST(ProposalRules, RefuseAnItemOfNoCategory) {
    STATUTE("D713 3(1)");
    Given{}.when(propose().without("category")).then_refused({"R01"});
    auto const outcome = Given{}.when(propose().with("category", "unlisted")).then_refused({"R01"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"category", "unlisted"}}));
    Given{}.when(propose().with("category", "other_major")).then_accepted();
}

TEST(ProposalRules, RefuseWhatTheDecreeExcludes) {
    STATUTE("D713 3(2)");
    auto const outcome = Given{}.when(propose().with("exclusion", "emergency_response")).then_refused({"R02"});
    EXPECT_EQ(outcome.refusal().message, "突发事件应急处置决策不适用重大行政决策程序,不能作为决策事项提出");
    Given{}.when(propose()).then_accepted();
}

TEST(ProposalRules, TellADepartmentWhichOfTheFiveElementsIsAbsent) {
    STATUTE("D713 10(2)");
    auto const outcome = Given{}.when(propose().without("solution").without("necessity")).then_refused({"R09"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"solution", "necessity"}}}));
    EXPECT_EQ(text(outcome.refusal().cites), "D713 10(2)");
    Given{}.when(propose()).then_accepted();
}

TEST(ProposalRules, AskTheFiveElementsOfNobodyElse) {
    STATUTE("D713 10(2)");
    Given{}.when(propose().by(Role::citizen).with("proposer_kind", "citizen").without("solution")).then_accepted();
}

TEST(ProposalRules, LetAUnitStudyWhatLeadersDelegatesAndCitizensPropose) {
    STATUTE("D713 10");
    for (auto const* proposer : {"leader", "delegate", "citizen"}) {
        auto const proposed = propose().by(*procedure::parse_role(proposer)).with("proposer_kind", proposer);
        auto const outcome = Given{proposed}.when(report_study()).then_refused({"R10"});
        EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"study_unit"}}}));
        Given{proposed, assign_study()}.when(report_study()).then_accepted();
    }
}

TEST(ProposalRules, LetADepartmentArgueItsOwnProposal) {
    STATUTE("D713 10(2)");
    Given{propose()}.when(report_study()).then_accepted();
}

TEST(InitiationRules, AskForTheDecisionOfTheOrgan) {
    STATUTE("D713 10");
    auto const studied = Given{propose(), report_study()};
    for (auto const& act : {start_procedure(), decline_procedure(), defer_procedure()}) {
        auto const outcome = studied.when(act.lacking("decision")).then_refused({"R08"});
        EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"decision"}}}));
        studied.when(act).then_accepted();
    }
}

TEST(InitiationRules, RefuseAHandlerThatStartsItsOwnItemWithEveryReason) {
    STATUTE("D713 10");
    auto const outcome = Given{propose(), report_study()}
                             .when(start_procedure().by(Role::handler).lacking("decision").without("handlers"))
                             .then_refused({"by", "R08", "R11"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"roles", List{"organ"}}, {"held", List{"handler"}}}));
    EXPECT_EQ(outcome.refusal().message, "此步骤应由决策机关实施,您以决策承办单位身份不能办理");
    EXPECT_EQ(text(outcome.refusal().cites), "D713 10");
}

TEST(InitiationRules, AskWhoHandlesTheItem) {
    STATUTE("D713 11");
    auto const studied = Given{propose(), report_study()};
    auto const nobody = studied.when(start_procedure().without("handlers")).then_refused({"R11"});
    EXPECT_EQ(nobody.refusal().missing, (Object{{"absent", List{"handlers"}}}));
    studied.when(start_procedure().with("handlers", List{})).then_refused({"R11"});
    studied.when(start_procedure()).then_accepted();
}

TEST(InitiationRules, AskForALeadAmongTwoHandlers) {
    STATUTE("D713 11");
    auto const studied = Given{propose(), report_study()};
    auto const two = start_procedure().with("handlers", List{handling_organ().text(), other_organ().text()});
    auto const outcome = studied.when(two).then_refused({"R11"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"lead"}}}));
    studied.when(two.with("lead", "91310000000000000X")).then_refused({"R11"});
    studied.when(two.with("lead", other_organ().text())).then_accepted();
}

TEST(ProposalRules, DidNotExistBeforeTheDecree) {
    STATUTE("D713 44");
    auto const bare = propose().without("category").without("problem").with("exclusion", "legislation");
    auto const outcome = Given{}.when(bare.on("2019-08-31")).then_accepted();
    EXPECT_TRUE(outcome.event().basis.rules.empty());
    EXPECT_EQ(outcome.event().basis.articles, std::vector<std::string>{"D713 10"});
    Given{}.when(bare.on("2019-09-01")).then_refused({"R01", "R02", "R09"});
}

}  // namespace
}  // namespace juece::testing
