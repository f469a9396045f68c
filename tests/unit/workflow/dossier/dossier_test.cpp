// decide: what an accepted act becomes, what is told of one out of order, and what lists show of an item.
#include "workflow/dossier/dossier.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"
#include "workflow/procedure/judging.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::Role;
using procedure::State;
using procedure::Trigger;

TEST(Decide, KeepsTypedTextOutOfTheEvent) {
    auto const outcome = Given{}.when(propose()).then_accepted();
    auto const event = outcome.event();
    EXPECT_EQ(event.type, "proposal.submitted.v1");
    EXPECT_EQ(event.data, (Object{{"category", "public_policy"}, {"proposer_kind", "department"}}));
    std::vector<std::string> roles;
    for (auto const& sealed : outcome.sealed()) {
        roles.push_back(sealed.role);
        EXPECT_EQ(sealed.seal, procedure::SealClass::government);
        EXPECT_FALSE(sealed.rows);
    }
    EXPECT_EQ(roles, (std::vector<std::string>{"title", "problem", "grounds", "solution", "necessity", "feasibility"}));
}

TEST(Decide, SealsRowsThatSayWhoSaidWhatAsOnePayload) {
    STATUTE("D713 30(3)");
    auto const listed = ways::joined(ways::reviewed(), {list_for_deliberation()});
    auto const outcome = Given{listed}.when(record_deliberation()).then_accepted();
    EXPECT_FALSE(outcome.event().data.has("views"));
    EXPECT_EQ(outcome.event().data.number("views_recorded"), 4) << "counts are computed into the leaf";
    auto const sealed = outcome.sealed();
    auto const views = std::ranges::find(sealed, "views", &dossier::SealedText::role);
    ASSERT_NE(views, sealed.end());
    ASSERT_TRUE(views->rows.has_value());
    EXPECT_EQ(Value{*views->rows}, *record_deliberation().command.data.find("views"));
    EXPECT_TRUE(views->text.empty());
}

TEST(Decide, WritesWhatItWasJudgedBy) {
    auto const outcome = Given{ways::drafted()}.when(open_public_comment());
    auto const event = outcome.then_accepted().event();
    EXPECT_EQ(
        event.step, (procedure::Step{Trigger::public_comment_opened, Region::public_comment, State::due, State::open})
    );
    EXPECT_EQ(event.basis.statute, (procedure::Pin{"d713_2019", 1}));
    EXPECT_EQ(event.basis.profile, (procedure::Pin{"national", 1}));
    EXPECT_EQ(event.basis.register_version, 1U);
    EXPECT_EQ(event.basis.articles, (std::vector<std::string>{"D713 15(1)", "OGI 17(2)"}));
    EXPECT_EQ(event.basis.rules, (std::vector<std::string>{"R20", "R21", "R99"}));
    EXPECT_TRUE(event.basis.overrides.empty());
    EXPECT_EQ(event.actor.organ, handling_organ());
    EXPECT_EQ(event.occurred_at, beijing("2023-10-12"));
}

TEST(Decide, PinsTheCalendarOnlyIfARuleCountedWorkingDays) {
    STATUTE("D713 26(2)");
    EXPECT_FALSE(Given{ways::drafted()}.when(open_public_comment()).event().basis.calendar);
    rules::Profile rolling;
    rolling.id = "rolling";
    rolling.end_on_rest_day = calendar::EndOnRestDay::roll;
    auto const rolled = Given{ways::drafted()}.under(rolling).when(open_public_comment()).then_accepted();
    EXPECT_EQ(rolled.event().basis.calendar->id, "cn");
    auto const reviewed = Given{ways::under_review()}.when(pass_legality_review()).then_accepted();
    EXPECT_EQ(reviewed.event().basis.calendar->id, "cn");
    EXPECT_TRUE(Given{ways::published()}.item().events.back().basis.calendar.has_value()) << "R66";
}

TEST(Decide, GivesAnActOfRecordNoStep) {
    auto const outcome = Given{ways::drafted()}.when(request_consultation()).then_accepted();
    EXPECT_FALSE(outcome.event().step);
    EXPECT_EQ(outcome.event().type, "drafting.consultation_requested.v1");
    EXPECT_EQ(outcome.event().basis.rules, std::vector<std::string>{"R16"});
}

TEST(Decide, KnowsNoActOfRecordBeforeTheProposal) {
    for (auto const& act :
         {set_fact(), confirm_entry(), annul_entry(), request_consultation(), record_participation()}) {
        auto const outcome = Given{}.when(act).then_refused({"step"});
        EXPECT_EQ(outcome.refusal().message, "事项尚未提出,不能办理") << act.command.spec->name;
    }
}

TEST(Decide, SaysFromWhereAStepIsPossible) {
    STATUTE("D713 10");
    auto const outcome = Given{propose()}.when(start_procedure().by(Role::citizen)).then_refused({"step"});
    EXPECT_EQ(
        outcome.refusal().missing,
        (Object{{"region", "main"}, {"state", "proposed"}, {"from", List{"studied", "deferred"}}})
    );
    EXPECT_EQ(outcome.refusal().message, "“主流程”当前处于“已提出建议”,此步骤只能在“已研究论证、暂缓启动”时办理");
    EXPECT_FALSE(outcome.refusal().phrase.empty());
}

TEST(Faults, AreOfTheFutureAndOfWhatPrecedesTheRegionsLastAct) {
    Given const given{propose(), report_study().on("2023-10-20")};
    auto const now = beijing("2023-10-25");
    auto const fault = [&](Act const& act) { return dossier::fault_of_time(given.item().dossier, act.command, now); };
    EXPECT_EQ(fault(start_procedure().on("2023-10-26"))->code, "occurred_in_future");
    EXPECT_EQ(fault(start_procedure().on("2023-10-19"))->code, "occurred_before_region");
    EXPECT_EQ(fault(start_procedure().on("2023-10-19"))->pointer, "/occurred_at");
    EXPECT_FALSE(fault(start_procedure().on("2023-10-20")));
    EXPECT_FALSE(fault(start_procedure().at(now)));
    EXPECT_FALSE(fault(waive_public_comment().on("2023-10-12"))) << "another region keeps its own time";
    EXPECT_FALSE(fault(set_fact().on("2023-10-12"))) << "an act of record belongs to no region";
}

TEST(Faults, AreReasonsForRulesThatNobodyAsks) {
    auto const& statute = *procedure::find_statute("d713_2019");
    auto const codes = [&](Act const& act) {
        std::vector<std::string> told;
        for (auto const& fault : dossier::faults_of_reasons(statute, act.command))
            told.push_back(fault.code + " " + fault.pointer);
        return told;
    };
    EXPECT_EQ(codes(complete_draft().because("R13", "已并入说明")), std::vector<std::string>{});
    EXPECT_EQ(
        codes(complete_draft().because("R13", "已并入说明").because("R16", "不必")),
        std::vector<std::string>{"reason_not_asked /reasons/1/rule"}
    ) << "R16 is hard";
    EXPECT_EQ(codes(set_fact().because("R13", "x")), std::vector<std::string>{"reason_not_asked /reasons/0/rule"});
}

TEST(Decide, SealsTheReasonForWhichAWarningWasLetPass) {
    auto const started = std::vector<Act>{propose(), report_study(), start_procedure()};
    auto const silent = complete_draft().lacking("law_inventory");
    Given{started}.when(silent).then_refused({"R13"});
    auto const outcome = Given{started}.when(silent.because("R13", "沿用原清单")).then_accepted();
    EXPECT_EQ(outcome.event().basis.overrides, (std::vector<procedure::Override>{{"R13", 0}}));
    ASSERT_EQ(outcome.sealed().size(), 1U);
    EXPECT_EQ(outcome.sealed()[0].role, "reason_R13");
    EXPECT_EQ(outcome.sealed()[0].text, "沿用原清单");
}

TEST(RowOf, SaysWhereAnItemStandsAndWhoseTurnItIs) {
    auto const row = Given{ways::commented()}.item().row();
    EXPECT_EQ(row.text("category"), "public_policy");
    EXPECT_EQ(row.text("opened_at"), "2023-10-11T01:00:00.000000Z");
    EXPECT_EQ(row.text("recorded_at"), "2023-10-12T01:00:00.000000Z");
    EXPECT_EQ(row.find("states")->object()->text("main"), "drafted");
    EXPECT_EQ(row.find("states")->object()->text("public_comment"), "open");
    EXPECT_EQ(row.find("states")->object()->size(), procedure::region_count);
    EXPECT_EQ(*row.find("public_comment"), Value(Object{{"opened", "2023-10-12"}, {"last_day", "2023-11-11"}}));
    EXPECT_EQ(row.text("next_date"), "2023-11-11");
    EXPECT_FALSE(row.has("awaiting_review"));
    EXPECT_FALSE(row.has("awaiting_confirmation"));
}

TEST(RowOf, WaitsForTheReviewerHoweverManyWorkingDaysHeHas) {
    auto const row = Given{ways::under_review()}.item().row();
    auto const& roles = *row.find("waiting_for")->list();
    EXPECT_NE(std::ranges::find(roles, Value{"reviewer"}), roles.end());
}

TEST(RowOf, NamesTheHearingWhileItIsToBeHeld) {
    STATUTE("D713 16(2)");
    Given const given{ways::joined(ways::drafted(), {announce_hearing()})};
    auto const announced = announce_hearing();
    auto const held_on = announced.command.data.text("held_on");
    EXPECT_EQ(given.item().row().find("hearing")->object()->text("held_on"), held_on);
    EXPECT_EQ(given.item().row().text("next_date"), held_on);
}

TEST(RowOf, WaitsForNobodyOnceTheItemHasEnded) {
    Given const given{propose(), reject_proposal()};
    EXPECT_EQ(*given.item().row().find("waiting_for"), Value{List{}});
    EXPECT_FALSE(given.item().row().has("next_date"));
}

}  // namespace
}  // namespace juece::testing
