// R57–R62, R95, D10, D11: each seen refusing and permitting; and what a record of a meeting says in bare facts.
#include "workflow/rules/deliberation.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/deciding.hpp"
#include "tests/support/calendars.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using calendar::test::on;
using procedure::Region;
using rules::Facts;
using rules::MeetingRecord;
using rules::Outcome;
using rules::Unmet;

// --- the record ------------------------------------------------------------------------------------------------------

// One who speaks at a meeting.
Object speaker(std::uint8_t who, int order, std::string_view view) {
    return {{"person", person(who).text()}, {"order", order}, {"view", view}};
}

Object as(std::string_view mark, Object speaker) {
    speaker.set(mark, true);
    return speaker;
}

Act meeting(std::int64_t present, List views) {
    return record_deliberation().without("head_reason").with("present", present).with("views", std::move(views));
}

Object computed(Act act) {
    auto const compute = [](rules::Judgement const& judged) -> Unmet {
        Object data;
        rules::add_computed_meeting(judged, data);
        return data;
    };
    return *Trial{std::move(act)}.ask(+compute);
}

// The facts that follow from the act as it is recorded: its sealed rows stay behind.
Facts recorded(Act const& act) {
    auto event = event_of(act);
    event.data.erase("views");
    event.data.erase("head_reason");
    if (act.command.spec->trigger == procedure::Trigger::deliberation_recorded) {
        for (auto const& [member, value] : computed(act))
            event.data.set(member, value);
    }
    Facts facts;
    rules::fold(facts, event);
    return facts;
}

TEST(MeetingRecords, CountMembersByViewAndLeaveOutTheHeadAndWhoAttends) {
    STATUTE("D713 30(3)");
    auto const data = computed(record_deliberation());
    EXPECT_EQ(
        *data.find("counts"),
        Value{(Object{
            {"agree", 1},
            {"agree_in_principle", 1},
            {"agree_after_changes", 1},
            {"disagree", 1},
            {"defer", 0},
            {"silent", 0},
            {"written_opinion", 0}})}
    );
    EXPECT_EQ(data.number("views_recorded"), 4);
    EXPECT_EQ(data.number("dissents"), 1);
    EXPECT_EQ(data.number("head_order"), 6);
    EXPECT_EQ(data.number("last_order"), 6);
    EXPECT_EQ(data.text("majority"), "approve");
    EXPECT_TRUE(data.flag("reason_given"));
    EXPECT_FALSE(computed(record_deliberation().without("head_reason")).flag("reason_given"));
}

TEST(MeetingRecords, TakeTheHeadsFirstWordAndNotTheLast) {
    STATUTE("D713 30(2)");
    auto const data = computed(meeting(
        3,
        {as("head", speaker(1, 1, "agree")),
         speaker(2, 2, "agree"),
         speaker(3, 3, "agree"),
         as("head", speaker(1, 4, "agree"))}
    ));
    EXPECT_EQ(data.number("head_order"), 1);
    EXPECT_EQ(data.number("last_order"), 4);
}

TEST(MeetingRecords, CountAMemberOnceByHisLastWord) {
    STATUTE("D713 30(3)");
    auto const data =
        computed(meeting(2, {speaker(2, 2, "disagree"), speaker(2, 1, "agree"), as("head", speaker(1, 3, "agree"))}));
    EXPECT_EQ(data.number("views_recorded"), 1);
    EXPECT_EQ(data.number("dissents"), 1);
    EXPECT_EQ(data.text("majority"), "reject");
}

TEST(MeetingRecords, FindNoMajorityInAHalfOrAmongTheSilent) {
    STATUTE("D713 30(2)");
    auto const majority = [](std::int64_t present, List views) {
        return std::string{computed(meeting(present, std::move(views))).text("majority")};
    };
    EXPECT_EQ(majority(3, {speaker(2, 1, "agree"), speaker(3, 2, "disagree")}), "none");
    EXPECT_EQ(majority(4, {speaker(2, 1, "agree"), speaker(3, 0, "silent"), speaker(4, 0, "silent")}), "none");
    EXPECT_EQ(majority(4, {speaker(2, 1, "defer"), speaker(3, 2, "defer"), speaker(4, 3, "agree")}), "defer");
    // Five were present beside the head: two who agree are not most of them, whoever was left out of the record.
    EXPECT_EQ(majority(6, {speaker(2, 1, "agree"), speaker(3, 2, "agree")}), "none");
    EXPECT_EQ(majority(1, {}), "none");
}

TEST(MeetingRecords, KeepTheWrittenOpinionOfAnAbsentMemberApart) {
    STATUTE("D713 30(3)");
    auto const data = computed(
        meeting(2, {speaker(2, 1, "disagree"), speaker(3, 0, "written_opinion"), as("head", speaker(1, 2, "disagree"))})
    );
    EXPECT_EQ(data.number("views_recorded"), 1);
    EXPECT_EQ(data.find("counts")->object()->number("written_opinion"), 1);
    EXPECT_EQ(data.text("majority"), "reject");
}

TEST(MeetingRecords, BecomeFactsAsTheyStand) {
    STATUTE("D713 30(3)");
    auto const facts =
        recorded(meeting(4, {as("head", speaker(1, 1, "agree")), speaker(2, 2, "disagree"), speaker(3, 3, "disagree")})
        );
    ASSERT_TRUE(facts.meeting);
    auto const& meeting = facts.meeting->value;
    EXPECT_EQ(meeting.kind, "standing_meeting");
    EXPECT_EQ(meeting.members, 7);
    EXPECT_EQ(meeting.present, 4);
    EXPECT_EQ(meeting.views, 2);
    EXPECT_EQ(meeting.dissents, 2);
    EXPECT_EQ(meeting.head_order, 1);
    EXPECT_EQ(meeting.last_order, 3);
    EXPECT_EQ(meeting.majority, "reject");
    EXPECT_FALSE(meeting.reason_given);
}

TEST(MeetingRecords, EndWhenTheySaySoOrWhenTheyWereMade) {
    STATUTE("D713 30(1)");
    auto const ended = [](Act const& act) { return recorded(act).meeting->value.ended; };
    auto const act = record_deliberation();
    EXPECT_EQ(ended(act), act.command.occurred_at);
    EXPECT_EQ(ended(act.with("ended", 1130)), beijing("2023-12-14", 11, 30));
    auto const end_of_the_day = last_moment_of(on("2023-12-14"));
    EXPECT_EQ(ended(act.on("2023-12-15")), end_of_the_day);
    EXPECT_EQ(ended(act.with("ended", 1175)), end_of_the_day);
    EXPECT_EQ(ended(act.with("ended", 2400)), end_of_the_day);
}

TEST(MeetingRecords, AreFollowedByADecisionOfADay) {
    STATUTE("D713 30(1)");
    auto const facts = recorded(approve_decision().with("dated", "2023-12-15"));
    EXPECT_EQ(facts.decision->value, "approved");
    EXPECT_EQ(facts.decision_dated->value, on("2023-12-15"));
    EXPECT_EQ(recorded(defer_decision()).decision_dated->value, on("2023-12-14"));
    EXPECT_EQ(recorded(approve_with_changes()).decision->value, "modified");
    EXPECT_EQ(recorded(reject_decision()).decision->value, "rejected");
    EXPECT_EQ(recorded(return_decision()).decision->value, "returned");
    EXPECT_EQ(recorded(list_for_deliberation()).listed_draft->value, digest_of(draft_text));
}

// --- the package -----------------------------------------------------------------------------------------------------

TEST(DeliberationRules, RefuseAPackageWithoutTheReviewOrTheDraft) {
    STATUTE("D713 29");
    EXPECT_EQ(Trial{list_for_deliberation()}.ask<rules::PackageComplete>(), std::nullopt);
    EXPECT_EQ(
        Trial{list_for_deliberation().lacking("legality_opinion").lacking("draft")}.ask<rules::PackageComplete>(),
        absent({"draft", "legality_opinion"})
    );
}

TEST(DeliberationRules, AskForThePapersOfTheProceduresThatWereCarriedOut) {
    STATUTE("D713 29");
    Trial trial{list_for_deliberation()
                    .lacking("adoption_report")
                    .lacking("expert_adoption")
                    .lacking("risk_report")
                    .lacking("competition_information")};
    EXPECT_EQ(trial.ask<rules::PackageComplete>(), std::nullopt);
    trial.stage(Region::public_comment, Outcome::waived).stage(Region::expert_review, Outcome::waived);
    trial.holds(rules::Switch::market, false);
    EXPECT_EQ(trial.ask<rules::PackageComplete>(), std::nullopt);
    trial.stage(Region::public_comment, Outcome::finished).stage(Region::expert_review, Outcome::finished);
    trial.stage(Region::risk_assessment, Outcome::finished).holds(rules::Switch::market);
    EXPECT_EQ(
        trial.ask<rules::PackageComplete>(),
        absent({"adoption_report", "expert_adoption", "risk_report", "competition_information"})
    );
}

TEST(DeliberationRules, AskForTheAdoptionReportHoweverThePublicWasHeard) {
    STATUTE("D713 29");
    Trial symposium{list_for_deliberation().lacking("adoption_report")};
    symposium.facts.participation.push_back({"symposium", 1, symposium.act.command.occurred_at});
    EXPECT_EQ(symposium.ask<rules::PackageComplete>(), absent({"adoption_report"}));
    Trial hearing{list_for_deliberation().lacking("adoption_report")};
    hearing.stage(Region::hearing, Outcome::finished);
    EXPECT_EQ(hearing.ask<rules::PackageComplete>(), absent({"adoption_report"}));
}

// --- the decision ----------------------------------------------------------------------------------------------------

MeetingRecord lawful_meeting() {
    MeetingRecord record;
    record.kind = "standing_meeting";
    record.ended = beijing("2023-12-14", 11);
    record.members = 7;
    record.present = 5;
    record.views = 4;
    record.dissents = 1;
    record.head_order = 5;
    record.last_order = 5;
    record.majority = "approve";
    return record;
}

Trial after(MeetingRecord record, Act act = approve_decision()) {
    Trial trial{std::move(act)};
    trial.fact(&Facts::meeting, std::move(record));
    return trial;
}

TEST(DeliberationRules, RefuseADecisionOfAnyOtherMeeting) {
    STATUTE("D713 30(1)");
    auto record = lawful_meeting();
    EXPECT_EQ(after(record).ask<rules::LawfulMeeting>(), std::nullopt);
    record.kind = "plenary_meeting";
    EXPECT_EQ(after(record).ask<rules::LawfulMeeting>(), std::nullopt);
    for (auto const* kind : {"leading_group", "written_circulation", "other_meeting"}) {
        record.kind = kind;
        EXPECT_EQ(after(record).ask<rules::LawfulMeeting>(), (Object{{"kind", kind}}));
    }
}

TEST(DeliberationRules, RefuseADecisionWithoutARecordOnceAndNotSixTimes) {
    STATUTE("D713 30(1)");
    Trial trial{approve_decision()};
    trial.profile.quorum_percent = 50;
    EXPECT_EQ(trial.ask<rules::LawfulMeeting>(), absent({"deliberation_record"}));
    EXPECT_EQ(trial.ask<rules::QuorumPresent>(), std::nullopt);
    EXPECT_EQ(trial.ask<rules::HeadLast>(), std::nullopt);
    EXPECT_EQ(trial.ask<rules::ReasonToApprove>(), std::nullopt);
    EXPECT_EQ(trial.ask<rules::EveryViewRecorded>(), std::nullopt);
    EXPECT_EQ(trial.ask<rules::DecidedAfterDiscussion>(), std::nullopt);
}

TEST(DeliberationRules, RefuseADecisionBelowTheQuorumOfTheProfile) {
    STATUTE("DESIGN 11");
    auto record = lawful_meeting();
    record.members = 8;
    record.present = 3;
    auto trial = after(record);
    EXPECT_EQ(trial.ask<rules::QuorumPresent>(), std::nullopt);
    trial.profile.quorum_percent = 50;
    EXPECT_EQ(trial.ask<rules::QuorumPresent>(), (Object{{"members", 8}, {"present", 3}, {"quorum_percent", 50}}));
    record.present = 4;
    trial.fact(&Facts::meeting, record);
    EXPECT_EQ(trial.ask<rules::QuorumPresent>(), std::nullopt);
    record.members = record.present = 0;
    trial.fact(&Facts::meeting, record);
    EXPECT_TRUE(trial.ask<rules::QuorumPresent>());
}

TEST(DeliberationRules, RefuseADecisionAfterTheHeadSpokeFirst) {
    STATUTE("D713 30(2)");
    auto record = lawful_meeting();
    EXPECT_EQ(after(record).ask<rules::HeadLast>(), std::nullopt);
    record.head_order = 1;
    auto const missing = after(record).ask<rules::HeadLast>();
    EXPECT_EQ(missing, (Object{{"head_order", 1}, {"last_order", 5}}));
    EXPECT_EQ(
        rules::refuse(rules::HeadLast::rule, *missing).message,
        "行政首长应当最后发表意见:记录中行政首长的发言次序为 1(未发言记为 0),最后一名为 5"
    );
    record.head_order = record.last_order = 0;
    EXPECT_TRUE(after(record).ask<rules::HeadLast>());
}

TEST(DeliberationRules, RefuseToDecideAgainstTheMajorityWithoutAReasonGivenAtTheMeeting) {
    STATUTE("D713 30(2)");
    auto const approve = &rules::ReasonToApprove::unmet;
    auto const reject = &rules::ReasonToReject::unmet;
    auto const defer = &rules::ReasonToDefer::unmet;
    auto const send_back = &rules::ReasonToReturn::unmet;
    struct Case {
        std::string_view majority;
        std::vector<Unmet (*)(rules::Judgement const&)> accord;
        std::vector<Unmet (*)(rules::Judgement const&)> differ;
    };
    for (auto const& [majority, accord, differ] : {
             Case{"approve", {approve}, {reject, defer, send_back}},
             Case{"reject", {reject, send_back}, {approve, defer}},
             Case{"defer", {defer, send_back}, {approve, reject}},
             Case{"none", {approve, reject, defer, send_back}, {}},
         }) {
        auto record = lawful_meeting();
        record.majority = majority;
        for (auto const rule : accord)
            EXPECT_EQ(after(record).ask(rule), std::nullopt) << majority;
        for (auto const rule : differ) {
            EXPECT_TRUE(after(record).ask(rule)) << majority;
            auto reasoned = record;
            reasoned.reason_given = true;
            EXPECT_EQ(after(reasoned).ask(rule), std::nullopt) << majority;
        }
    }
}

TEST(DeliberationRules, SayWhichMajorityTheDecisionGoesAgainst) {
    STATUTE("D713 30(2)");
    auto record = lawful_meeting();
    record.majority = "reject";
    auto const missing = after(record).ask<rules::ReasonToApprove>();
    EXPECT_EQ(missing, (Object{{"majority_view", "disagree"}}));
    auto const refusal = rules::refuse(rules::ReasonToApprove::rule, *missing);
    EXPECT_EQ(refusal.rule, "R60");
    EXPECT_NE(refusal.message.find("多数意见为不同意"), std::string::npos) << refusal.message;
}

TEST(DeliberationRules, RefuseARecordThatLeavesAMemberOut) {
    STATUTE("D713 30(3)");
    auto record = lawful_meeting();
    EXPECT_EQ(after(record).ask<rules::EveryViewRecorded>(), std::nullopt);
    record.views = 3;
    EXPECT_EQ(after(record).ask<rules::EveryViewRecorded>(), (Object{{"present_without_head", 4}, {"views", 3}}));
    record.views = 5;
    EXPECT_TRUE(after(record).ask<rules::EveryViewRecorded>());
}

TEST(DeliberationRules, RefuseADecisionBeforeTheDiscussionEnded) {
    STATUTE("D713 30(1)");
    auto const at = [](int hour, int minute) {
        return after(lawful_meeting(), approve_decision().at(beijing("2023-12-14", hour, minute)));
    };
    auto trial = at(12, 0);
    EXPECT_EQ(trial.ask<rules::DecidedAfterDiscussion>(), std::nullopt);
    EXPECT_EQ(at(11, 0).facts.meeting->value.ended, at(11, 0).act.command.occurred_at);
    EXPECT_EQ(at(11, 0).ask<rules::DecidedAfterDiscussion>(), std::nullopt);
    auto record = lawful_meeting();
    record.ended = beijing("2023-12-14", 12, 30);
    EXPECT_EQ(
        after(record).ask<rules::DecidedAfterDiscussion>(), (Object{{"earliest", "2023-12-14"}, {"ended", "12:30"}})
    );
}

// --- who was heard ---------------------------------------------------------------------------------------------------

TEST(DeliberationRules, RefuseADecisionByAHeadWhoHasNotHeardTheReviewer) {
    STATUTE("D713 25(1)");
    auto const ask = [](Act act) {
        Trial trial{std::move(act)};
        trial.fact(&Facts::review, rules::Review{"legal", digest_of(draft_text)}, beijing("2023-12-12"));
        return trial.ask<rules::ReviewerHeard>();
    };
    auto const act = approve_decision();
    EXPECT_EQ(ask(act), std::nullopt);
    EXPECT_EQ(ask(act.with("reviewer_heard_on", "2023-12-12")), std::nullopt);
    EXPECT_EQ(ask(act.without("reviewer_heard_on")), absent({"reviewer_heard_on"}));
    EXPECT_EQ(ask(act.with("reviewer_heard_on", "2023-12-11")), absent({"heard_after_opinion"}));
    EXPECT_EQ(ask(act.with("reviewer_heard_on", "2023-12-15")), absent({"heard_before_decision"}));
}

TEST(DeliberationRules, AskForAReasonWhereNoAdviserWasHeard) {
    STATUTE("SH-PLAN 40");
    auto const ask = [](Act act) { return Trial{std::move(act)}.ask<rules::AdvisersHeard>(); };
    auto const act = approve_decision();
    EXPECT_EQ(ask(act), std::nullopt);
    EXPECT_EQ(
        ask(act.without("counsel_heard_on").without("counsel_heard_form")),
        absent({"counsel_heard_on", "counsel_heard_form"})
    );
    EXPECT_EQ(ask(act.with("counsel_heard_on", "2023-12-15")), absent({"heard_before_decision"}));
    auto const& rule = rules::AdvisersHeard::rule;
    EXPECT_EQ(rule.force, rules::Force::warning);
    EXPECT_NE(rule.message.find("依据为规划要求,非法律规范"), std::string_view::npos);
}

TEST(DeliberationRules, RefuseToChangeTheSubstanceWithoutAnotherDiscussion) {
    STATUTE("DESIGN 10");
    auto const ask = [](Act act) { return Trial{std::move(act)}.ask<rules::MinorChange>(); };
    auto const act = approve_with_changes();
    EXPECT_EQ(ask(act), std::nullopt);
    EXPECT_EQ(ask(act.with("substantial", true)), absent({"minor_change_only"}));
    EXPECT_EQ(ask(act.without("substantial")), absent({"substance_stated"}));
    EXPECT_EQ(ask(act.lacking("final_text").lacking("change_note")), absent({"final_text", "change_note"}));
}

// --- on the table ----------------------------------------------------------------------------------------------------

// The item, listed, and the record of its discussion.
Given discussed(Act const& record) { return Given{ways::joined(ways::reviewed(), {list_for_deliberation(), record})}; }

TEST(Deliberation, IsRecordedWithTheHeadSpeakingFirstAndLetsNoDecisionBeBuiltOnIt) {
    STATUTE("D713 30(2)");
    auto views = *record_deliberation().command.data.find("views")->list();
    views.back().object()->set("order", 1);
    auto const head_first = discussed(record_deliberation().with("views", views));
    for (auto const& decision : {approve_decision(), approve_with_changes(), reject_decision(), return_decision()})
        head_first.when(decision).then_refused({"R59"});
    head_first.when(defer_decision()).then_accepted();  // to be listed for another meeting
}

TEST(Deliberation, TakesADecisionAgainstTheMajorityOnlyWithAReasonGivenThere) {
    STATUTE("D713 30(2)");
    auto const unreasoned = discussed(record_deliberation().without("head_reason"));
    unreasoned.when(approve_decision()).then_accepted();
    unreasoned.when(reject_decision()).then_refused({"R60"});
    unreasoned.when(defer_decision()).then_refused({"R60"});
    discussed(record_deliberation()).when(reject_decision()).then_accepted();
}

TEST(Deliberation, KeepsWhoSaidWhatOutOfTheLeaf) {
    STATUTE("D713 30(3)");
    Given const listed{ways::joined(ways::reviewed(), {list_for_deliberation()})};
    auto const outcome = listed.when(record_deliberation()).then_accepted();
    auto const event = outcome.event();
    EXPECT_FALSE(event.data.has("views") || event.data.has("head_reason"));
    EXPECT_EQ(event.data.number("dissents"), 1);
    auto const sealed = outcome.sealed();
    ASSERT_EQ(sealed.size(), 2U);
    for (auto const& payload : sealed)
        EXPECT_EQ(payload.seal, procedure::SealClass::restricted) << payload.role;
}

}  // namespace
}  // namespace juece::testing
