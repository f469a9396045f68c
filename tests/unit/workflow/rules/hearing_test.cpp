// R23–R28, and R29 of the hearing: each seen refusing and permitting; and what the fold keeps.
#include "workflow/rules/hearing.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/participation.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "workflow/rules/folding.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::Trigger;
using rules::Facts;
using rules::HearingPlan;
using rules::Outcome;
using rules::Switch;

Day day(std::string_view written) { return *parse_day(written); }

HearingPlan plan() { return {.announced = day("2023-10-12"), .held_on = day("2023-11-02")}; }

Trial planned(Act const& act, HearingPlan const& as = plan()) {
    Trial trial{act};
    trial.fact(&Facts::hearing, as, beijing("2023-10-12"));
    return trial;
}

TEST(HearingRules, AskForAHearingOrAReasonWhereInterestsAreTouchedOrOpinionsDivided) {
    STATUTE("D713 16(1)");
    for (auto const of : {Switch::vital, Switch::dispute}) {
        Trial trial{report_hearing()};
        EXPECT_EQ(trial.ask<rules::HearingOrReason>(), std::nullopt) << "unknown does not call for one";
        trial.holds(of);
        EXPECT_EQ(trial.ask<rules::HearingOrReason>(), absent({"finished_hearing"}));
        trial.stage(Region::hearing, Outcome::waived);
        EXPECT_EQ(trial.ask<rules::HearingOrReason>(), std::nullopt);
        trial.stage(Region::hearing, Outcome::finished);
        EXPECT_EQ(trial.ask<rules::HearingOrReason>(), std::nullopt);
    }
    EXPECT_EQ(rules::HearingOrReason::rule.force, rules::Force::warning) << "可以, not 应当";
}

TEST(HearingRules, DemandAHearingThatAnotherLawDemands) {
    STATUTE("D713 16(1)");
    Trial trial{report_hearing()};
    EXPECT_EQ(trial.ask<rules::HearingHeld>(), std::nullopt);
    trial.holds(Switch::hear_law);
    EXPECT_EQ(trial.ask<rules::HearingHeld>(), absent({"finished_hearing"}));
    trial.stage(Region::hearing, Outcome::finished);
    EXPECT_EQ(trial.ask<rules::HearingHeld>(), std::nullopt);
}

TEST(HearingRules, WaiveNoHearingThatAnotherLawDemands) {
    STATUTE("D713 16(1)");
    Trial trial{waive_hearing()};
    EXPECT_EQ(trial.ask<rules::HearingNotRequiredByLaw>(), std::nullopt);
    trial.holds(Switch::hear_law);
    Object const missing{{"fact", "F_HEARLAW"}};
    EXPECT_EQ(trial.ask<rules::HearingNotRequiredByLaw>(), missing);
    trial.holds(Switch::hear_law, false);
    EXPECT_EQ(trial.ask<rules::HearingNotRequiredByLaw>(), std::nullopt);
}

TEST(HearingRules, WaiveAHearingAtDiscretionWithAReason) {
    STATUTE("D713 16(1)");
    EXPECT_EQ(Trial{waive_hearing()}.ask<rules::GroundForNoHearing>(), std::nullopt);
    Object const no_reason{{"ground", "D713 16(1)"}, {"absent", List{"reason"}}};
    EXPECT_EQ(Trial{waive_hearing().without("reason")}.ask<rules::GroundForNoHearing>(), no_reason);
    EXPECT_EQ(Trial{waive_hearing().without("ground")}.ask<rules::GroundForNoHearing>(), absent({"ground"}));
    auto const other_law = waive_hearing().with("ground", Object{{"law", "OGI"}, {"article", 14}});
    Object const wrong{{"ground", "OGI 14"}, {"absent", List{"ground"}}};
    EXPECT_EQ(Trial{other_law}.ask<rules::GroundForNoHearing>(), wrong);
}

TEST(HearingRules, WaiveAHearingBecauseAFactWasFoundNotToHold) {
    STATUTE("D713 16(1)");
    auto const by_fact =
        waive_hearing().with("ground", Object{{"fact", "F_VITAL"}, {"value", false}}).without("reason");
    Trial trial{by_fact};
    Object const unknown{{"ground", "F_VITAL"}, {"absent", List{"known_fact"}}};
    EXPECT_EQ(trial.ask<rules::GroundForNoHearing>(), unknown);
    trial.holds(Switch::vital, false);
    EXPECT_EQ(trial.ask<rules::GroundForNoHearing>(), std::nullopt);

    trial.holds(Switch::dispute);
    Object const no_reason{{"ground", "F_VITAL"}, {"absent", List{"reason"}}};
    EXPECT_EQ(trial.ask<rules::GroundForNoHearing>(), no_reason) << "opinions are divided all the same";
    trial.act = by_fact.with("reason", "已召开三次座谈会");
    EXPECT_EQ(trial.ask<rules::GroundForNoHearing>(), std::nullopt);
}

TEST(HearingRules, AnnounceNothingBeforeThereIsADraft) {
    STATUTE("D713 16(2)");
    Trial trial{announce_hearing()};
    EXPECT_EQ(trial.ask<rules::DraftForHearing>(), absent({"completed_draft"}));
    trial.fact(&Facts::draft, digest_of(draft_text));
    EXPECT_EQ(trial.ask<rules::DraftForHearing>(), std::nullopt);
}

TEST(HearingRules, TellAllThatANoticeLacks) {
    STATUTE("D713 16(2)");
    auto const asked = [](Act const& act) {
        Trial trial{act};
        trial.fact(&Facts::draft, digest_of(draft_text));
        return trial.ask<rules::HearingNoticeComplete>();
    };
    EXPECT_EQ(asked(announce_hearing()), std::nullopt);
    auto bare = announce_hearing().without("held_on").without("time").without("place");
    bare.command.documents.clear();
    EXPECT_EQ(asked(bare), absent({"notice", "draft", "explanation", "held_on", "time", "place"}));
    EXPECT_EQ(asked(announce_hearing().attaching("draft", "另一文本")), absent({"same_draft"}));
    EXPECT_EQ(asked(announce_hearing().with("held_on", "2023-10-12")), absent({"later_held_on"})) << "提前公布";
}

TEST(HearingRules, AskWhenMethodAndListWerePublishedIfParticipantsAreSelected) {
    STATUTE("D713 16(3)");
    auto const asked = [](std::optional<Day> method, std::optional<Day> list) {
        auto selecting = plan();
        selecting.selects_participants = true;
        selecting.method_published = method;
        selecting.list_published = list;
        return planned(hold_hearing(), selecting).ask<rules::SelectionPublished>();
    };
    EXPECT_EQ(asked({}, {}), absent({"selection_method_published", "participants_published"}));
    EXPECT_EQ(asked(day("2023-10-12"), {}), absent({"participants_published"}));
    EXPECT_EQ(asked(day("2023-10-20"), day("2023-10-20")), absent({"method_before_list"}));
    EXPECT_EQ(asked(day("2023-10-12"), day("2023-11-02")), absent({"list_before_hearing"}));
    EXPECT_EQ(asked(day("2023-10-12"), day("2023-11-01")), std::nullopt);
    EXPECT_EQ(planned(hold_hearing()).ask<rules::SelectionPublished>(), std::nullopt) << "nobody is selected";
}

TEST(HearingRules, DeliverMaterialsSevenDaysBefore) {
    STATUTE("D713 16(3)");
    EXPECT_EQ(planned(deliver_hearing_materials().on("2023-10-26")).ask<rules::MaterialsInTime>(), std::nullopt);
    auto const late = planned(deliver_hearing_materials().on("2023-10-27")).ask<rules::MaterialsInTime>();
    Object const missing{{"days", 6}, {"days_min", 7}, {"held_on", "2023-11-02"}, {"latest", "2023-10-26"}};
    EXPECT_EQ(late, missing);
    EXPECT_EQ(
        refuse(rules::MaterialsInTime::rule, *late).message,
        "听证会材料应当于召开听证会 7 日前送达:听证会定于 2023-11-02,仅余 6 日,最迟应于 2023-10-26 送达;"
        "须改期另行公告"
    );
    auto strict = planned(deliver_hearing_materials().on("2023-10-26"));
    strict.profile.hearing_days_min = CalendarDays{10};
    EXPECT_TRUE(strict.ask<rules::MaterialsInTime>());
}

TEST(HearingRules, HoldNoHearingBeforeItsDay) {
    STATUTE("D713 16(2)");
    Object const missing{{"held_on", "2023-11-02"}, {"earliest", "2023-11-02"}};
    EXPECT_EQ(planned(hold_hearing().on("2023-11-01")).ask<rules::HeldOnItsDay>(), missing);
    EXPECT_EQ(planned(hold_hearing()).ask<rules::HeldOnItsDay>(), std::nullopt);
}

TEST(HearingRules, HoldAHearingInPublicAndInOrder) {
    STATUTE("D713 17");
    EXPECT_EQ(Trial{hold_hearing()}.ask<rules::HearingInOrder>(), std::nullopt);
    EXPECT_EQ(Trial{hold_hearing().with("public", false)}.ask<rules::HearingInOrder>(), absent({"public"}));
    EXPECT_EQ(Trial{hold_hearing().lacking("record")}.ask<rules::HearingInOrder>(), absent({"record"}));
    for (auto const& steps : {List{"debate", "introduction", "confirmation"}, List{"introduction", "debate"}, List{}})
        EXPECT_EQ(Trial{hold_hearing().with("steps", steps)}.ask<rules::HearingInOrder>(), absent({"steps_in_order"}));
    auto bare = hold_hearing();
    bare.command.data = {};
    EXPECT_EQ(Trial{bare}.ask<rules::HearingInOrder>(), absent({"public", "steps_in_order", "participants"}));
}

TEST(HearingRules, RecordEverySignatureOrAWitness) {
    STATUTE("D713 17");
    auto const eight = hold_hearing().with("signed", 8);
    EXPECT_EQ(Trial{eight}.ask<rules::HearingInOrder>(), absent({"every_signature"}));
    EXPECT_EQ(Trial{eight.with("unsigned", 1)}.ask<rules::HearingInOrder>(), absent({"witness"}));
    auto const witnessed = eight.with("unsigned", 1).with("witness", person(9).text());
    EXPECT_EQ(Trial{witnessed}.ask<rules::HearingInOrder>(), std::nullopt) << "nobody can block a hearing";
}

TEST(HearingRules, AskForAReport) {
    STATUTE("D713 18");
    EXPECT_EQ(
        Trial{report_hearing().lacking("hearing_report")}.ask<rules::HearingReported>(), absent({"hearing_report"})
    );
    EXPECT_EQ(Trial{report_hearing()}.ask<rules::HearingReported>(), std::nullopt);
}

TEST(HearingFold, TakesTheDaysOfPublicationFromNoticeOrDelivery) {
    STATUTE("D713 16(3)");
    Folding folding{rules::fold_participation};
    folding.take(announce_hearing().with("selects_participants", true).with("selection_method_published", "2023-10-12")
    );
    ASSERT_TRUE(folding.facts.hearing);
    EXPECT_TRUE(folding.facts.hearing->value.selects_participants);
    EXPECT_FALSE(folding.facts.hearing->value.list_published);
    folding.take(deliver_hearing_materials().with("participants_published", "2023-10-24"));
    auto const& plan = folding.facts.hearing->value;
    EXPECT_EQ(plan.method_published, day("2023-10-12"));
    EXPECT_EQ(plan.list_published, day("2023-10-24"));
    EXPECT_TRUE(folding.facts.hearing_materials_delivered);
}

TEST(HearingFold, ForgetsAPlanThatIsPostponed) {
    STATUTE("D713 16(2)");
    Folding folding{rules::fold_participation};
    folding.take(announce_hearing());
    folding.take(deliver_hearing_materials());
    folding.take(postpone_hearing());
    EXPECT_FALSE(folding.facts.hearing);
    EXPECT_FALSE(folding.facts.hearing_materials_delivered);
}

TEST(HearingFold, FinishesWithTheReportAndForgetsAVoidedOne) {
    STATUTE("DESIGN 9");
    Folding folding{rules::fold_participation};
    folding.take(announce_hearing());
    folding.take(hold_hearing());
    EXPECT_FALSE(folding.facts.stage(Region::hearing));
    auto const reported = folding.take(report_hearing());
    EXPECT_EQ(folding.facts.stage(Region::hearing)->value, Outcome::finished);
    EXPECT_TRUE(folding.facts.adoption_reported);
    folding.take(Trigger::hearing_voided, reported);
    EXPECT_FALSE(folding.facts.stage(Region::hearing));
    EXPECT_FALSE(folding.facts.hearing);
    EXPECT_FALSE(folding.facts.adoption_reported);
}

TEST(HearingFold, ForgetsAWaiverThatIsReinstated) {
    STATUTE("DESIGN 1");
    Folding folding{rules::fold_participation};
    auto const waived = folding.take(waive_hearing());
    EXPECT_EQ(folding.facts.stage(Region::hearing)->value, Outcome::waived);
    folding.take(Trigger::hearing_reinstated, waived);
    EXPECT_FALSE(folding.facts.stage(Region::hearing));
}

}  // namespace
}  // namespace juece::testing
