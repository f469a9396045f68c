// R17, R18, R20–R22, R29: each seen refusing and permitting.
#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"

namespace juece::testing {
namespace {

using procedure::Role;

Given drafted() { return {propose(), report_study(), start_procedure(), complete_draft()}; }
Given opened() { return {propose(), report_study(), start_procedure(), complete_draft(), open_public_comment()}; }
Given closed() {
    return {
        propose(), report_study(), start_procedure(), complete_draft(), open_public_comment(), close_public_comment()};
}

TEST(ParticipationRules, RefuseToFinaliseADraftOfWhichThePublicWasNotHeard) {
    STATUTE("D713 14(1)");
    auto const outcome = drafted().when(finalise_draft()).then_refused({"R17"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"participation"}}}));
    closed().when(finalise_draft()).then_refused({"R17"});
}

TEST(ParticipationRules, PermitToFinaliseOnceOpinionsAreAnsweredOrTheItemIsNotPublicByLaw) {
    STATUTE("D713 14(1)");
    Given{
        propose(),
        report_study(),
        start_procedure(),
        complete_draft(),
        open_public_comment(),
        close_public_comment(),
        report_public_comment()}
        .when(finalise_draft())
        .then_accepted();
    Given{propose(), report_study(), start_procedure(), complete_draft(), waive_public_comment()}
        .when(finalise_draft())
        .then_accepted();
}

TEST(ParticipationRules, ReadNothingThatWasDoneAfterTheActJudged) {
    STATUTE("D713 14(1)");
    // Regions keep their own order of time: the waiver is recorded first but was decided on the 12th.
    Given{propose(), report_study(), start_procedure(), complete_draft(), waive_public_comment()}
        .when(finalise_draft().at(beijing("2023-10-11", 12)))
        .then_refused({"R17"});
}

TEST(ParticipationRules, RefuseAGroundThatWouldFitAnyItem) {
    STATUTE("D713 14(1)");
    auto const outcome = drafted().when(waive_public_comment().with("ground", "OGI 16")).then_refused({"R18"});
    EXPECT_EQ(
        outcome.refusal().missing,
        (Object{{"ground", "OGI 16"}, {"allowed", List{"OGI 14", "OGI 15", "law"}}, {"absent", List{"ground"}}})
    );
    EXPECT_NE(outcome.refusal().message.find("《政府信息公开条例》第十六条"), std::string::npos);
    drafted().when(waive_public_comment().with("ground", "D713 14(1)")).then_refused({"R18"});
}

TEST(ParticipationRules, RefuseAWaiverWithoutGroundOrDecision) {
    STATUTE("D713 14(1)");
    auto const outcome =
        drafted().when(waive_public_comment().without("ground").lacking("decision")).then_refused({"R18"});
    EXPECT_EQ(outcome.missing("absent"), Value{(List{"ground", "decision"})});
    auto const no_decision = drafted().when(waive_public_comment().lacking("decision")).then_refused({"R18"});
    EXPECT_EQ(no_decision.missing("absent"), Value{List{"decision"}});
    drafted().when(waive_public_comment().by(Role::handler)).then_refused({"by"});
}

TEST(ParticipationRules, PermitAWaiverOnOneOfTheGroundsOfTheLaw) {
    STATUTE("D713 14(1)");
    for (auto const* ground : {"OGI 14", "OGI 15", "OGI 15(1)", "CIV 1032"})
        drafted().when(waive_public_comment().with("ground", ground)).then_accepted();
}

TEST(ParticipationRules, RefuseANoticeBeforeThereIsADraft) {
    STATUTE("D713 15(1)");
    auto const outcome =
        Given{propose(), report_study(), start_procedure()}.when(open_public_comment()).then_refused({"R20"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"completed_draft"}}}));
    drafted().when(open_public_comment()).then_accepted();
}

TEST(ParticipationRules, RefuseANoticeWithoutItsExplanation) {
    STATUTE("D713 15(1)");
    auto const outcome = drafted().when(open_public_comment().lacking("explanation")).then_refused({"R20"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"explanation"}}}));
    EXPECT_NE(outcome.refusal().message.find("尚缺:草案说明"), std::string::npos) << outcome.refusal().message;
}

TEST(ParticipationRules, TellAllThatANoticeLacks) {
    STATUTE("D713 15(1)");
    auto act = open_public_comment().without("until").without("channels");
    act.command.documents.clear();
    auto const outcome = drafted().when(act).then_refused({"R20"});
    EXPECT_EQ(
        outcome.refusal().missing, (Object{{"absent", List{"notice", "draft", "explanation", "until", "channels"}}})
    );
    drafted().when(open_public_comment().with("channels", List{})).then_refused({"R20"});
}

TEST(ParticipationRules, RefuseToPublishAnotherDraftThanTheOneCompleted) {
    STATUTE("D713 15(1)");
    auto const outcome = drafted().when(open_public_comment().attaching("draft", "另一文本")).then_refused({"R20"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"same_draft"}}}));
}

TEST(ParticipationRules, RefuseAPeriodThatEndsOnTheDayItBegins) {
    STATUTE("D713 15(1)");
    auto const outcome = drafted()
                             .when(open_public_comment().with("until", "2023-10-12").with("shortening_reason", "汛期"))
                             .then_refused({"R20"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"later_until"}}}));
}

TEST(ParticipationRules, RefuseLessThanThirtyDaysWithoutAReason) {
    STATUTE("D713 15(1)");
    auto const outcome = drafted().when(open_public_comment().with("until", "2023-11-10")).then_refused({"R21"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"days", 29}, {"days_min", 30}, {"shortened_by", 1}}));
}

TEST(ParticipationRules, CountThirtyDaysFromTheDayAfterTheOpening) {
    STATUTE("CIV 201");
    auto const outcome = drafted().when(open_public_comment()).then_accepted();
    EXPECT_EQ(outcome.event().data.number("days"), 30);
    EXPECT_FALSE(outcome.event().data.has("shortened"));
    // Opened one minute before midnight the day still does not count.
    drafted().when(open_public_comment().at(beijing("2023-10-12", 23, 59))).then_accepted();
    drafted().when(open_public_comment().at(beijing("2023-10-13", 0, 0))).then_refused({"R21"});
}

TEST(ParticipationRules, PermitAShorterPeriodWithAReasonAndRecordThatItIsShort) {
    STATUTE("D713 15(1)");
    auto const outcome =
        drafted()
            .when(open_public_comment().with("until", "2023-11-01").with("shortening_reason", "汛期将至"))
            .then_accepted();
    EXPECT_EQ(outcome.event().data.number("days"), 20);
    EXPECT_TRUE(outcome.event().data.flag("shortened"));
    EXPECT_FALSE(outcome.event().data.has("shortening_reason")) << "no free text in a leaf";
    ASSERT_EQ(outcome.sealed().size(), 1U);
    EXPECT_EQ(outcome.sealed()[0].role, "shortening_reason");
    EXPECT_EQ(outcome.sealed()[0].text, "汛期将至");
}

TEST(ParticipationRules, TakeTheNumberOfDaysFromTheProfile) {
    STATUTE("D713 15(1)");
    auto const outcome =
        drafted().under({"elsewhere", 3, CalendarDays{40}}).when(open_public_comment()).then_refused({"R21"});
    EXPECT_EQ(outcome.missing("shortened_by"), Value{10});
}

TEST(ParticipationRules, RefuseClosingBeforeTheLastDayEnds) {
    STATUTE("D713 15(1)");
    auto const outcome = opened().when(close_public_comment().on("2023-11-10")).then_refused({"R22"});
    EXPECT_EQ(
        outcome.refusal().missing, (Object{{"last_day", "2023-11-11"}, {"days_left", 2}, {"earliest", "2023-11-12"}})
    );
    EXPECT_EQ(outcome.refusal().message, "公开征求意见期限至 2023-11-11,尚差 2 日,最早可于 2023-11-12 结束");
    // The period is days, not hours: 23:59 on the last Beijing day is still open.
    opened().when(close_public_comment().at(beijing("2023-11-11", 23, 59))).then_refused({"R22"});
}

TEST(ParticipationRules, PermitClosingFromTheDayAfterTheLast) {
    STATUTE("D713 15(1)");
    opened().when(close_public_comment().at(beijing("2023-11-12", 0, 0))).then_accepted();
}

TEST(ParticipationRules, AskHowOpinionsWereAdopted) {
    STATUTE("D713 18");
    auto const outcome = closed().when(report_public_comment().lacking("adoption_report")).then_refused({"R29"});
    EXPECT_EQ(outcome.refusal().missing, (Object{{"absent", List{"adoption_report"}}}));
    closed().when(report_public_comment()).then_accepted();
}

TEST(ParticipationRules, LetOnlyTheUnitsNamedAtTheStartHandleTheItem) {
    STATUTE("D713 11");
    auto const outcome = drafted().when(open_public_comment().by(Role::handler, other_organ())).then_refused({"by"});
    EXPECT_EQ(outcome.missing("handlers"), Value{(List{handling_organ().text()})});
    EXPECT_NE(outcome.refusal().message.find(handling_organ().text()), std::string::npos);
}

}  // namespace
}  // namespace juece::testing
