// Who may act: posts, stand-ins, typists, the recused (docs/choices.md 4, 5, 15).
#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using procedure::Role;

Act on_behalf(Act act, std::string kind) {
    act.who.actor.on_behalf_of = procedure::OnBehalfOf{*PostCode::parse("post-of-another"), std::move(kind)};
    return act;
}

TEST(By, TellsAPostWithoutRolesThatItHoldsNone) {
    auto nobody = propose();
    nobody.who.roles.clear();
    auto const outcome = Given{}.when(nobody).then_refused({"by"});
    EXPECT_EQ(outcome.missing("held"), Value{List{}});
    EXPECT_NE(outcome.refusal().message.find("您的岗位不具有此身份"), std::string::npos);
}

TEST(By, NamesTheHandlersToAnotherOne) {
    STATUTE("D713 11");
    Given const given{propose(), report_study(), start_procedure()};
    auto const outcome = given.when(complete_draft().by(Role::handler, other_organ())).then_refused({"by"});
    EXPECT_EQ(outcome.missing("handlers"), Value{List{handling_organ().text()}});
}

TEST(StandIns, WhoAreSentDoNotDecideReviewOrArgue) {
    Given const deliberated{ways::deliberated()};
    Given const under_review{ways::under_review()};
    Given const with_panel{ways::joined(ways::drafted(), {choose_panel()})};
    for (auto const* kind : {"delegated", "assigned"}) {
        auto const outcome = deliberated.when(on_behalf(approve_decision(), kind)).then_refused({"D04"});
        EXPECT_EQ(outcome.refusal().cites, (Citation{Source::design, 4}));
        under_review.when(on_behalf(pass_legality_review(), kind)).then_refused({"D04"});
        with_panel.when(on_behalf(file_expert_opinion(), kind)).then_refused({"D04"});
    }
}

TEST(StandIns, WhoActAsHeadOrAreInChargeDecideInTheirOwnRight) {
    STATUTE("D713 30(1)");
    for (auto const* kind : {"acting", "in_charge"})
        Given{ways::deliberated()}.when(on_behalf(approve_decision(), kind)).then_accepted();
}

TEST(StandIns, WhoAreSentDoWhatAnybodyMayDoForAnother) {
    Given{ways::drafted()}.when(on_behalf(open_public_comment(), "delegated")).then_accepted();
}

TEST(Typists, DoNotReviewWhatTheyTyped) {
    auto const reviewer = performer(Role::reviewer).actor.person;
    auto typed = complete_draft();
    typed.who.actor.entered_by = procedure::EnteredBy{reviewer, *PostCode::parse("post-clerk")};
    auto acts = ways::under_review();
    acts[3] = typed;
    Given const given{acts};
    auto const outcome = given.when(pass_legality_review()).then_refused({"D05"});
    EXPECT_EQ(outcome.missing("version"), Value{4});
    auto const another = [] {
        auto act = pass_legality_review();
        act.who.actor.person = person(99);
        return act;
    }();
    given.when(another).then_accepted();
}

TEST(TheRecused, TakeNoPartInTheItem) {
    auto const recused = [](Act act) {
        act.who.recused = true;
        return act;
    };
    Given const given{ways::drafted()};
    given.when(recused(open_public_comment())).then_refused({"D15"});
    given.when(recused(set_fact())).then_refused({"D15"});
    Given{ways::deliberated()}.when(recused(approve_decision())).then_refused({"D15"});
    Given{}.when(recused(propose())).then_refused({"D15"});
}

}  // namespace
}  // namespace juece::testing
