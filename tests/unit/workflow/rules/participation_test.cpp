// R17–R22, R29, R99: each seen refusing and permitting; what is computed of a period; and what the fold keeps.
#include "workflow/rules/participation.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/opening.hpp"
#include "tests/support/acts/participation.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "workflow/rules/folding.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::Trigger;
using rules::CommentPeriod;
using rules::Facts;
using rules::Outcome;
using rules::Switch;

Day day(std::string_view written) { return *parse_day(written); }

Trial& recorded(Trial& trial, std::string method) {
    trial.facts.participation.push_back({std::move(method), ++trial.version, trial.act.command.occurred_at});
    return trial;
}

// A draft that is to be shown to the public.
Trial on_a_draft(Act const& act) {
    Trial trial{act};
    trial.fact(&Facts::draft, digest_of(draft_text));
    return trial;
}

Trial while_open(Act const& act, CommentPeriod period = {day("2023-10-12"), day("2023-11-11")}) {
    Trial trial{act};
    trial.fact(&Facts::comment_period, period);
    return trial;
}

TEST(ParticipationRules, RefuseADraftOfWhichThePublicWasNotHeard) {
    STATUTE("D713 14(1)");
    Trial trial{close_public_comment()};
    EXPECT_EQ(trial.ask<rules::PublicHeard>(), absent({"participation"}));
    trial.stage(Region::hearing, Outcome::waived);
    EXPECT_EQ(trial.ask<rules::PublicHeard>(), absent({"participation"})) << "no hearing is not participation";
}

TEST(ParticipationRules, TakeAnyMethodThatIsComplete) {
    STATUTE("D713 14(2)");
    for (auto const stage : {Region::public_comment, Region::hearing}) {
        Trial trial{close_public_comment()};
        trial.stage(stage, Outcome::finished);
        EXPECT_EQ(trial.ask<rules::PublicHeard>(), std::nullopt) << code(stage);
    }
    for (auto const* method : {"symposium", "field_visit", "written", "questionnaire", "poll"}) {
        Trial trial{close_public_comment()};
        EXPECT_EQ(recorded(trial, method).ask<rules::PublicHeard>(), std::nullopt) << method;
    }
    Trial waived{close_public_comment()};
    waived.stage(Region::public_comment, Outcome::waived);
    EXPECT_EQ(waived.ask<rules::PublicHeard>(), std::nullopt);
}

TEST(ParticipationRules, TakeNoTalksWithGroupsNorInterviewsForParticipation) {
    STATUTE("D713 14(1)");
    Trial trial{close_public_comment()};
    recorded(recorded(trial, "group_consultation"), "expert_interview");
    EXPECT_EQ(trial.ask<rules::PublicHeard>(), absent({"participation"}));
}

TEST(ParticipationRules, ReadNothingThatWasDoneAfterTheActJudged) {
    STATUTE("D713 14(1)");
    Trial trial{close_public_comment()};
    trial.stage(Region::public_comment, Outcome::finished);
    recorded(trial, "symposium");
    trial.act = trial.act.at(beijing("2023-11-11"));
    EXPECT_EQ(trial.ask<rules::PublicHeard>(), absent({"participation"}));
}

TEST(ParticipationRules, AskForTalksWithTheGroupsWhoseInterestsAreTouched) {
    STATUTE("D713 14(3)");
    Trial trial{close_public_comment()};
    EXPECT_EQ(trial.ask<rules::GroupsConsulted>(), std::nullopt);
    trial.holds(Switch::group);
    EXPECT_EQ(recorded(trial, "symposium").ask<rules::GroupsConsulted>(), absent({"group_consultation"}));
    EXPECT_EQ(recorded(trial, "group_consultation").ask<rules::GroupsConsulted>(), std::nullopt);
}

TEST(ParticipationRules, WaiveNothingBeforeTheProcedureStarted) {
    STATUTE("D713 14(1)");
    Trial trial{waive_public_comment()};
    EXPECT_EQ(trial.ask<rules::ProcedureStarted>(), absent({"started_procedure"}));
    trial.fact(&Facts::handlers, std::vector{handling_organ()});
    EXPECT_EQ(trial.ask<rules::ProcedureStarted>(), std::nullopt);
}

Act waived_on(Object ground) { return waive_public_comment().with("ground", std::move(ground)); }

TEST(ParticipationRules, RefuseAGroundThatWouldFitAnyItem) {
    STATUTE("OGI 16");
    Object const refused{
        {"ground", "OGI 16"}, {"allowed", List{"OGI 14", "OGI 15", "law"}}, {"absent", List{"ground"}}};
    auto const unmet = Trial{waived_on({{"law", "OGI"}, {"article", 16}})}.ask<rules::NotPublicByLaw>();
    EXPECT_EQ(unmet, refused);
    EXPECT_NE(
        refuse(rules::NotPublicByLaw::rule, *unmet).message.find("《政府信息公开条例》第十六条"), std::string::npos
    );
    EXPECT_TRUE(Trial{waived_on({{"law", "D713"}, {"article", 14}})}.ask<rules::NotPublicByLaw>());
}

TEST(ParticipationRules, RefuseAWaiverWithoutGroundOrDecision) {
    STATUTE("D713 14(1)");
    auto const unmet = Trial{waive_public_comment().without("ground").lacking("decision")}.ask<rules::NotPublicByLaw>();
    ASSERT_TRUE(unmet);
    EXPECT_EQ(*unmet->find("absent"), Value{(List{"ground", "decision"})});
}

TEST(ParticipationRules, PermitAWaiverOnOneOfTheGroundsOfTheLaw) {
    STATUTE("OGI 14");
    for (auto const& ground :
         {Object{{"law", "OGI"}, {"article", 14}},
          Object{{"law", "OGI"}, {"article", 15}},
          Object{{"law", "CIV"}, {"article", 1032}, {"paragraph", 1}}})
        EXPECT_EQ(Trial{waived_on(ground)}.ask<rules::NotPublicByLaw>(), std::nullopt);
}

TEST(ParticipationRules, TakeTheFactForAGroundOnceItWasFound) {
    STATUTE("D713 14(1)");
    Trial trial{waived_on({{"fact", "F_NOTPUBLIC"}, {"value", true}})};
    auto const unmet = trial.ask<rules::NotPublicByLaw>();
    ASSERT_TRUE(unmet);
    EXPECT_EQ(*unmet->find("absent"), Value{List{"known_fact"}});
    trial.holds(Switch::not_public);
    EXPECT_EQ(trial.ask<rules::NotPublicByLaw>(), std::nullopt);
    trial.act = waived_on({{"fact", "F_NOTPUBLIC"}, {"value", false}});
    EXPECT_TRUE(trial.ask<rules::NotPublicByLaw>());
    trial.holds(Switch::tech);
    trial.act = waived_on({{"fact", "F_TECH"}, {"value", true}});
    EXPECT_TRUE(trial.ask<rules::NotPublicByLaw>());
}

TEST(ParticipationRules, RefuseANoticeBeforeThereIsADraft) {
    STATUTE("D713 15(1)");
    EXPECT_EQ(Trial{open_public_comment()}.ask<rules::DraftCompleted>(), absent({"completed_draft"}));
    EXPECT_EQ(on_a_draft(open_public_comment()).ask<rules::DraftCompleted>(), std::nullopt);
}

TEST(ParticipationRules, TellAllThatANoticeLacks) {
    STATUTE("D713 15(1)");
    auto const explanation = on_a_draft(open_public_comment().lacking("explanation")).ask<rules::NoticeComplete>();
    EXPECT_EQ(explanation, absent({"explanation"}));
    EXPECT_NE(refuse(rules::NoticeComplete::rule, *explanation).message.find("尚缺:草案说明"), std::string::npos);

    auto bare = open_public_comment().without("until").with("channels", List{});
    bare.command.documents.clear();
    EXPECT_EQ(
        on_a_draft(bare).ask<rules::NoticeComplete>(), absent({"notice", "draft", "explanation", "until", "channels"})
    );
    EXPECT_EQ(on_a_draft(open_public_comment()).ask<rules::NoticeComplete>(), std::nullopt);
}

TEST(ParticipationRules, RefuseToPublishAnotherDraftThanTheOneCompleted) {
    STATUTE("D713 15(1)");
    auto const other = open_public_comment().attaching("draft", "另一文本");
    EXPECT_EQ(on_a_draft(other).ask<rules::NoticeComplete>(), absent({"same_draft"}));
}

TEST(ParticipationRules, RefuseAPeriodThatEndsOnTheDayItBegins) {
    STATUTE("D713 15(1)");
    auto const same_day = open_public_comment().with("until", "2023-10-12");
    EXPECT_EQ(on_a_draft(same_day).ask<rules::NoticeComplete>(), absent({"later_until"}));
}

TEST(ParticipationRules, RefuseLessThanThirtyDaysWithoutAReason) {
    STATUTE("D713 15(1)");
    auto const short_one = open_public_comment().with("until", "2023-11-10");
    Object const missing{{"days", 29}, {"days_min", 30}, {"shortened_by", 1}};
    EXPECT_EQ(Trial{short_one}.ask<rules::ThirtyDays>(), missing);
    EXPECT_EQ(Trial{short_one.with("shortening_reason", "汛期将至")}.ask<rules::ThirtyDays>(), std::nullopt);
}

TEST(ParticipationRules, CountThirtyDaysFromTheDayAfterTheOpening) {
    STATUTE("CIV 201");
    EXPECT_EQ(Trial{open_public_comment()}.ask<rules::ThirtyDays>(), std::nullopt);
    EXPECT_EQ(Trial{open_public_comment().at(beijing("2023-10-12", 23, 59))}.ask<rules::ThirtyDays>(), std::nullopt);
    EXPECT_TRUE(Trial{open_public_comment().at(beijing("2023-10-13", 0, 0))}.ask<rules::ThirtyDays>());
}

TEST(ParticipationRules, TakeTheNumberOfDaysFromTheProfile) {
    STATUTE("D713 15(1)");
    Trial trial{open_public_comment()};
    trial.profile.comment_days_min = CalendarDays{40};
    Object const missing{{"days", 30}, {"days_min", 40}, {"shortened_by", 10}};
    EXPECT_EQ(trial.ask<rules::ThirtyDays>(), missing);
}

TEST(ParticipationRules, ExtendAPeriodAndNeverShortenIt) {
    STATUTE("D713 15(1)");
    auto const missing = [](std::string_view code) {
        return rules::Unmet{Object{{"absent", List{code}}, {"last_day", "2023-11-11"}}};
    };
    EXPECT_EQ(while_open(extend_public_comment()).ask<rules::LaterLastDay>(), std::nullopt);
    for (auto const* until : {"2023-11-10", "2023-11-11"}) {
        auto const trial = while_open(extend_public_comment().with("until", until));
        EXPECT_EQ(trial.ask<rules::LaterLastDay>(), missing("longer_until")) << until;
    }
    EXPECT_EQ(while_open(extend_public_comment().without("until")).ask<rules::LaterLastDay>(), missing("until"));
    EXPECT_EQ(while_open(extend_public_comment().on("2023-11-20")).ask<rules::LaterLastDay>(), missing("longer_until"))
        << "a day that is over";
    EXPECT_EQ(Trial{extend_public_comment()}.ask<rules::LaterLastDay>(), absent({"opened_comment"}));
}

TEST(ParticipationRules, RefuseClosingBeforeTheLastDayEnds) {
    STATUTE("D713 15(1)");
    auto trial = while_open(open_public_comment());
    trial.act = close_public_comment().on("2023-11-10");
    Object const missing{{"last_day", "2023-11-11"}, {"days_left", 2}, {"earliest", "2023-11-12"}};
    auto const unmet = trial.ask<rules::LastDayEnded>();
    EXPECT_EQ(unmet, missing);
    EXPECT_EQ(
        refuse(rules::LastDayEnded::rule, *unmet).message,
        "公开征求意见期限至 2023-11-11,尚差 2 日,最早可于 2023-11-12 结束"
    );
    // The period is days, not hours: 23:59 on the last Beijing day is still open.
    trial.act = close_public_comment().at(beijing("2023-11-11", 23, 59));
    EXPECT_TRUE(trial.ask<rules::LastDayEnded>());
    trial.act = close_public_comment().at(beijing("2023-11-12", 0, 0));
    EXPECT_EQ(trial.ask<rules::LastDayEnded>(), std::nullopt);
}

TEST(ParticipationRules, LetAPeriodRollWhereTheProfileDoes) {
    STATUTE("CIV 203");
    // 2025-09-01 + 30 days = 2025-10-01, a holiday; the next working day is 2025-10-09.
    Trial trial{open_public_comment().on("2025-09-01")};
    trial.fact(&Facts::comment_period, CommentPeriod{day("2025-09-01"), day("2025-10-01")});
    trial.act = close_public_comment().on("2025-10-02");
    EXPECT_EQ(trial.ask<rules::LastDayEnded>(), std::nullopt) << "the nation's periods do not roll";

    trial.profile.end_on_rest_day = calendar::EndOnRestDay::roll;
    auto const unmet = trial.ask<rules::LastDayEnded>();
    ASSERT_TRUE(unmet);
    EXPECT_EQ(unmet->text("last_day"), "2025-10-09");
    EXPECT_EQ(unmet->text("earliest"), "2025-10-10");
    EXPECT_EQ(unmet->number("days_left"), 8);
    EXPECT_EQ(unmet->text("reckoned"), "2025-10-01");
    ASSERT_NE(unmet->find("counted"), nullptr) << "the notice that moved the day is told";
    EXPECT_EQ(unmet->find("counted")->list()->size(), 1u);
    trial.act = close_public_comment().on("2025-10-10");
    EXPECT_EQ(trial.ask<rules::LastDayEnded>(), std::nullopt);
}

TEST(ParticipationRules, RefuseToGuessAYearWithoutANotice) {
    STATUTE("CIV 203");
    Trial trial{open_public_comment().on("2026-12-10")};
    trial.fact(&Facts::comment_period, CommentPeriod{day("2026-12-10"), day("2027-01-09")});
    trial.profile.end_on_rest_day = calendar::EndOnRestDay::roll;
    trial.act = close_public_comment().on("2027-02-01");
    auto const unmet = trial.ask<rules::LastDayEnded>();
    ASSERT_TRUE(unmet);
    EXPECT_EQ(unmet->text("earliest"), "no_notice");
    EXPECT_EQ(unmet->number("year"), 2027);
}

TEST(ParticipationRules, AskHowOpinionsWereAdopted) {
    STATUTE("D713 18");
    EXPECT_EQ(
        Trial{report_public_comment().lacking("adoption_report")}.ask<rules::AdoptionReported>(),
        absent({"adoption_report"})
    );
    EXPECT_EQ(Trial{report_public_comment()}.ask<rules::AdoptionReported>(), std::nullopt);
}

TEST(ParticipationRules, AskForTheAdoptionOfOpinionsUnlessNobodyWasToBeHeard) {
    STATUTE("D713 29(2)");
    Trial trial{close_public_comment()};
    EXPECT_EQ(recorded(trial, "symposium").ask<rules::AdoptionExists>(), absent({"adoption_report"}));
    trial.fact(&Facts::adoption_reported, true);
    EXPECT_EQ(trial.ask<rules::AdoptionExists>(), std::nullopt);
    Trial waived{close_public_comment()};
    waived.stage(Region::public_comment, Outcome::waived);
    EXPECT_EQ(waived.ask<rules::AdoptionExists>(), std::nullopt);
}

TEST(ParticipationRules, AskForAReviewOfWhatIsMadePublic) {
    STATUTE("OGI 17(2)");
    for (auto const& act : {open_public_comment(), announce_hearing()}) {
        EXPECT_EQ(Trial{act.lacking("publicity_review")}.ask<rules::PublicityReviewed>(), absent({"publicity_review"}));
        EXPECT_EQ(Trial{act}.ask<rules::PublicityReviewed>(), std::nullopt);
    }
}

TEST(ParticipationRules, HearThePublicOnADraftAndKeepARecord) {
    STATUTE("D713 14(1)");
    EXPECT_EQ(Trial{record_participation()}.ask<rules::DraftToHearOn>(), absent({"completed_draft"}));
    EXPECT_EQ(on_a_draft(record_participation()).ask<rules::DraftToHearOn>(), std::nullopt);
    EXPECT_EQ(Trial{record_participation().lacking("record")}.ask<rules::MeetingRecorded>(), absent({"record"}));
    EXPECT_EQ(Trial{record_participation()}.ask<rules::MeetingRecorded>(), std::nullopt);
}

TEST(OpinionRules, RegisterNoneBeforeThePublicWasAsked) {
    STATUTE("D713 18");
    EXPECT_EQ(Trial{register_opinion()}.ask<rules::CommentWasOpened>(), absent({"opened_comment"}));
    EXPECT_EQ(while_open(register_opinion()).ask<rules::CommentWasOpened>(), std::nullopt);
}

TEST(OpinionRules, AnswerOnlyOpinionsOfThisItem) {
    STATUTE("D713 18");
    Trial trial{resolve_opinion()};
    EXPECT_EQ(trial.ask<rules::OpinionReceived>(), absent({"registered_opinion"}));
    trial.facts.opinions = {{5, false}};
    EXPECT_EQ(trial.ask<rules::OpinionReceived>(), std::nullopt);
    Object const missing{{"target", 6}};
    EXPECT_EQ(trial.ask<rules::OpinionExists>(), missing);
    trial.facts.opinions = {{6, false}};
    EXPECT_EQ(trial.ask<rules::OpinionExists>(), std::nullopt);
}

TEST(OpinionRules, RejectNoneWithoutAReason) {
    STATUTE("D713 18");
    auto const rejected = resolve_opinion().with("fate", "not_adopted");
    EXPECT_EQ(Trial{rejected}.ask<rules::ReasonForRejecting>(), absent({"reason"}));
    EXPECT_EQ(Trial{rejected.with("reason", "超出本区职权")}.ask<rules::ReasonForRejecting>(), std::nullopt);
    EXPECT_EQ(Trial{resolve_opinion()}.ask<rules::ReasonForRejecting>(), std::nullopt);
}

rules::Unmet computed_period(rules::Judgement const& judged) {
    Object data;
    rules::add_computed_comment_period(judged, data);
    return data;
}

TEST(CommentPeriodData, TellsItsDaysAndThatItEndsOnARestDay) {
    STATUTE("D713 15(1)");
    // 2023-11-11 is a Saturday; the real notice did not roll.
    Object const saturday{{"days", 30}, {"falls_on_rest_day", true}};
    EXPECT_EQ(Trial{open_public_comment()}.ask(computed_period), saturday);
    Object const monday{{"days", 32}};
    EXPECT_EQ(Trial{open_public_comment().with("until", "2023-11-13")}.ask(computed_period), monday);
    Object const short_one{{"days", 20}, {"shortened", true}};
    EXPECT_EQ(Trial{open_public_comment().with("until", "2023-11-01")}.ask(computed_period), short_one);
    EXPECT_EQ(Trial{open_public_comment().without("until")}.ask(computed_period), Object{});
}

TEST(CommentPeriodData, TellsTheDayToWhichItRolls) {
    STATUTE("CIV 203");
    Trial trial{open_public_comment()};
    trial.profile.end_on_rest_day = calendar::EndOnRestDay::roll;
    Object const rolled{{"days", 30}, {"falls_on_rest_day", true}, {"last_day", "2023-11-13"}};
    EXPECT_EQ(trial.ask(computed_period), rolled);
}

TEST(CommentPeriodData, CountsAnExtensionFromTheOpening) {
    STATUTE("D713 15(1)");
    Object const extended{{"days", 39}};
    EXPECT_EQ(while_open(extend_public_comment()).ask(computed_period), extended);
}

TEST(OpinionData, TellsALateOpinion) {
    STATUTE("D713 18");
    auto const computed = [](rules::Judgement const& judged) -> rules::Unmet {
        Object data;
        rules::add_computed_opinion(judged, data);
        return data;
    };
    auto const received = [](std::string_view on) { return while_open(register_opinion().with("received_on", on)); };
    EXPECT_EQ(received("2023-11-11").ask(computed), Object{});
    Object const late{{"late", true}};
    EXPECT_EQ(received("2023-11-12").ask(computed), late);
}

TEST(ParticipationFold, KeepsThePeriodAsItIsExtended) {
    STATUTE("D713 15(1)");
    Folding folding{rules::fold_participation};
    folding.take(open_public_comment());
    folding.take(extend_public_comment());
    auto const& period = folding.facts.comment_period;
    ASSERT_TRUE(period);
    EXPECT_EQ(text(period->value.opened), "2023-10-12");
    EXPECT_EQ(text(period->value.last_day), "2023-11-20");
    EXPECT_EQ(period->version, 2u);
}

TEST(ParticipationFold, ForgetsAVoidedCommentAndItsAdoption) {
    STATUTE("DESIGN 9");
    Folding folding{rules::fold_participation};
    folding.take(open_public_comment());
    folding.take(close_public_comment());
    auto const reported = folding.take(report_public_comment());
    EXPECT_EQ(folding.facts.stage(Region::public_comment)->value, Outcome::finished);
    EXPECT_TRUE(folding.facts.adoption_reported);

    folding.take(Trigger::public_comment_voided, reported);
    EXPECT_FALSE(folding.facts.stage(Region::public_comment));
    EXPECT_FALSE(folding.facts.comment_period);
    EXPECT_FALSE(folding.facts.adoption_reported);
}

TEST(ParticipationFold, KeepsTheAdoptionThatAnotherMethodBrought) {
    STATUTE("DESIGN 9");
    Folding folding{rules::fold_participation};
    folding.take(open_public_comment());
    auto const reported = folding.take(report_public_comment());
    folding.take(record_participation().attaching("adoption_report", "意见采纳情况说明"));
    folding.take(Trigger::public_comment_voided, reported);
    EXPECT_TRUE(folding.facts.adoption_reported);
}

TEST(ParticipationFold, ForgetsAWaiverThatIsReinstated) {
    STATUTE("DESIGN 1");
    Folding folding{rules::fold_participation};
    auto const waived = folding.take(waive_public_comment());
    EXPECT_EQ(folding.facts.stage(Region::public_comment)->value, Outcome::waived);
    folding.take(Trigger::public_comment_reinstated, waived);
    EXPECT_FALSE(folding.facts.stage(Region::public_comment));
}

TEST(ParticipationFold, ForgetsTheVoidedRecordAndNoOther) {
    STATUTE("DESIGN 9");
    Folding folding{rules::fold_participation};
    auto const first = folding.take(record_participation());
    folding.take(record_participation().with("method", "poll"));
    folding.take(Trigger::participation_voided, first);
    ASSERT_EQ(folding.facts.participation.size(), 1u);
    EXPECT_EQ(folding.facts.participation.front().value, "poll");
}

TEST(ParticipationFold, KnowsWhichOpinionsWereAnswered) {
    STATUTE("D713 18");
    Folding folding{rules::fold_participation};
    auto const first = folding.take(register_opinion());
    auto const second = folding.take(register_opinion());
    folding.take(resolve_opinion().with("target", first));
    EXPECT_EQ(folding.facts.opinions, (std::map<std::uint64_t, bool>{{first, true}, {second, false}}));
}

}  // namespace
}  // namespace juece::testing
