// Facts that switch duties: who finds them, what vanishes with them, and what comes back (docs/choices.md 1).
#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::Role;
using procedure::State;
using rules::Switch;
using Types = std::vector<std::string>;

TEST(SetFact, SaysWhoDecidedAndWhichDutiesVanish) {
    auto const outcome = Given{ways::drafted()}.when(set_fact()).then_accepted();
    auto const data = outcome.event().data;
    EXPECT_EQ(data.text("decided_by"), other_organ().text());
    EXPECT_EQ(*data.find("vanishing"), Value{List{"expert_review"}});
    EXPECT_FALSE(data.has("ground_text")) << "a reason is sealed";
    EXPECT_EQ(outcome.sealed().front().role, "ground_text");
    EXPECT_FALSE(Given{ways::drafted()}.when(set_fact().with("value", true)).event().data.has("vanishing"));
    EXPECT_FALSE(Given{ways::drafted()}.when(set_fact().with("fact", "F_HOT")).event().data.has("vanishing"));
}

TEST(SetFact, IsTheOrgansOnceTheDraftIsMade) {
    auto const by_handler = set_fact().by(Role::handler, handling_organ()).lacking("decision");
    Given{propose(), report_study(), start_procedure()}.when(by_handler).then_accepted();
    Given{ways::drafted()}.when(by_handler).then_refused({"D01", "D01"});
    Given{ways::drafted()}.when(set_fact().lacking("decision")).then_refused({"D01"});
    Given{ways::drafted()}.when(set_fact()).then_accepted();
}

TEST(SetFact, NeverRecordsAStateSecret) {
    auto const outcome = Given{ways::drafted()}.when(set_fact().with("fact", "F_SECRET")).then_refused({"F_SECRET"});
    EXPECT_EQ(outcome.refusal().cites, (Citation{Source::secrets, 24, 3})) << "the law of 2010, in 2023";
    EXPECT_EQ(chinese_text(outcome.refusal().cites), "《保守国家秘密法》第二十四条第(三)项");
    auto const later = set_fact().with("fact", "F_SECRET").on("2024-05-01");
    EXPECT_EQ(
        Given{ways::drafted()}.when(later).then_refused({"F_SECRET"}).refusal().cites,
        (Citation{Source::secrets, 31, 3})
    );
}

TEST(SetFact, BringsBackTheStageWhoseWaiverLosesItsGround) {
    STATUTE("D713 19(1)");
    struct Case {
        std::string_view fact;
        Region region;
        std::string_view event;
    };
    for (auto const& [fact, region, event] :
         {Case{"F_TECH", Region::expert_review, "expert_review.reinstated.v1"},
          Case{"F_RISK", Region::risk_assessment, "risk_assessment.reinstated.v1"},
          Case{"F_MARKET", Region::fair_competition, "fair_competition.reinstated.v1"},
          Case{"F_NPC", Region::npc, "npc.reinstated.v1"}}) {
        Given given{ways::freed()};
        ASSERT_EQ(given.item().state(region), State::waived) << fact;
        auto const waived = given.item().dossier.facts.stage(region)->version;
        auto const outcome = given.when(ways::found(fact, true, "2023-11-22")).then_accepted();
        EXPECT_EQ(outcome.types(), (Types{"fact.set.v1", std::string{event}}));
        EXPECT_EQ(outcome.event(1).data, (Object{{"target", waived}}));
        EXPECT_EQ(outcome.event(1).step->to, State::due);
        EXPECT_EQ(outcome.event(1).basis.articles, std::vector<std::string>{"DESIGN 1"});
        given.and_then({ways::found(fact, true, "2023-11-22")});
        EXPECT_EQ(given.item().state(region), State::due) << fact;
        EXPECT_FALSE(given.item().dossier.facts.stage(region)) << fact;
        EXPECT_FALSE(given.item().dossier.facts.waivers.contains(region)) << fact;
    }
}

TEST(SetFact, ThatChangesNothingBringsNothingBack) {
    EXPECT_EQ(Given{ways::freed()}.when(ways::found("F_TECH", false, "2023-11-22")).types(), Types{"fact.set.v1"});
    EXPECT_EQ(Given{ways::freed()}.when(ways::found("F_HOT", true, "2023-11-22")).types(), Types{"fact.set.v1"});
    EXPECT_EQ(Given{ways::drafted()}.when(ways::found("F_TECH", true)).types(), Types{"fact.set.v1"});
}

TEST(SetFact, MakesAnItemPublicAgain) {
    STATUTE("D713 14(1)");
    Given given{ways::joined(ways::drafted(), {ways::found("F_NOTPUBLIC", true, "2023-10-12")})};
    given.and_then({waive_public_comment().on("2023-10-13")});
    ASSERT_EQ(given.item().state(Region::public_comment), State::waived);
    EXPECT_EQ(
        given.when(ways::found("F_NOTPUBLIC", false, "2023-10-14")).types(),
        (Types{"fact.set.v1", "public_comment.reinstated.v1"})
    );
}

TEST(SetFact, EnteredLateReinstatesNoEarlierThanTheRegionsLastAct) {
    Given const given{ways::freed()};
    auto const outcome = given.when(ways::found("F_TECH", true, "2023-11-20")).then_accepted();
    EXPECT_EQ(outcome.event(0).occurred_at, beijing("2023-11-20"));
    EXPECT_EQ(outcome.event(1).occurred_at, beijing("2023-11-21")) << "the waiver is of that day";
}

TEST(SetFact, MakesAHearingDueThatWasWaivedOnAnotherGround) {
    STATUTE("D713 16(1)");
    Given given{ways::freed()};
    given.and_then({waive_hearing().on("2023-11-21")});
    ASSERT_EQ(given.item().state(Region::hearing), State::waived);
    EXPECT_EQ(
        given.when(ways::found("F_HEARLAW", true, "2023-11-22")).types(),
        (Types{"fact.set.v1", "hearing.reinstated.v1"})
    );
}

}  // namespace
}  // namespace juece::testing
