// R45–R54, R56, D02, D03, D12: each seen refusing and permitting.
#include "workflow/rules/legality.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/deciding.hpp"
#include "tests/support/acts/opening.hpp"
#include "tests/support/calendars.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using calendar::WorkingDays;
using calendar::test::on;
using procedure::Role;
using rules::Doer;
using rules::Facts;
using rules::Review;
using rules::Unmet;

Doer doer(rules::Performer const& who) { return {who.actor.person, who.actor.organ}; }

Trial on_trial(Act act) { return Trial{std::move(act)}; }

// An opinion given on that day about materials that were complete on the other.
Trial opinion_on(std::string_view day, std::string_view sent) {
    Trial trial{pass_legality_review().on(day)};
    trial.fact(&Facts::materials_complete, on(sent), beijing(sent));
    return trial;
}

Trial to_be_listed(Review review) {
    Trial trial{list_for_deliberation()};
    trial.fact(&Facts::review, std::move(review));
    return trial;
}

Review review_of(std::string_view draft, std::string verdict, bool changes_accepted = false) {
    return {std::move(verdict), digest_of(draft), changes_accepted};
}

// --- S08 -------------------------------------------------------------------------------------------------------------

// 上海的规则不是别处的依据。
TEST(LegalityRules, CiteTheTextThatAsksForThePreReviewHere) {
    rules::Profile profile;
    profile.legality_initial = true;
    profile.grounds["legality_initial"] = {{Source::sh_legality, 4}, "shanghai", false};
    EXPECT_EQ(rules::ClearedInitially::rests_on(profile), (Citation{Source::sh_legality, 5}));
    profile.grounds["legality_initial"] = {{Source::qj_plan, 29}, "hubei/qianjiang", true};
    EXPECT_EQ(rules::ClearedInitially::rests_on(profile), (Citation{Source::qj_plan, 29}));
    EXPECT_EQ(rules::InitialOpinionComplete::rests_on(profile), (Citation{Source::qj_plan, 29}));
}

TEST(LegalityRules, RefuseAPreReviewThatTheProfileDoesNotKnow) {
    STATUTE("DESIGN 12");
    auto trial = on_trial(submit_legality_initial());
    EXPECT_EQ(trial.ask<rules::InitialReviewDue>(), absent({"initial_review_by_profile"}));
    trial.profile.legality_initial = true;
    EXPECT_EQ(trial.ask<rules::InitialReviewDue>(), std::nullopt);
}

TEST(LegalityRules, RefuseThePreReviewOfOnesOwnDraft) {
    STATUTE("DESIGN 2");
    auto trial = on_trial(pass_legality_initial());
    trial.fact(&Facts::drafter, doer(trial.act.who));
    EXPECT_EQ(trial.ask<rules::DrafterApart>(), absent({"another_initial_reviewer"}));
    trial.fact(&Facts::drafter, doer(performer(Role::handler)));
    EXPECT_EQ(trial.ask<rules::DrafterApart>(), std::nullopt);
    EXPECT_EQ(rules::DrafterApart::rule.force, rules::Force::warning);
}

TEST(LegalityRules, RefuseAPreReviewThatAnswersOnlyTwoOfItsThreeHeads) {
    STATUTE("SH-L 6");
    auto const act = pass_legality_initial();
    EXPECT_EQ(on_trial(act).ask<rules::InitialOpinionComplete>(), std::nullopt);
    EXPECT_EQ(
        on_trial(act.without("procedure").lacking("initial_opinion")).ask<rules::InitialOpinionComplete>(),
        absent({"procedure", "initial_opinion"})
    );
}

TEST(LegalityRules, RefuseToSendADraftThatWasNotClearedInitially) {
    STATUTE("SH-L 5");
    auto trial = on_trial(submit_legality_review());
    EXPECT_EQ(trial.ask<rules::ClearedInitially>(), std::nullopt);
    trial.profile.legality_initial = true;
    trial.fact(&Facts::draft, digest_of(draft_text));
    EXPECT_EQ(trial.ask<rules::ClearedInitially>(), absent({"initial_clearance"}));
    trial.fact(&Facts::cleared_draft, digest_of("初审后又修改的草案"));
    EXPECT_EQ(trial.ask<rules::ClearedInitially>(), absent({"clearance_of_this_draft"}));
    trial.fact(&Facts::cleared_draft, digest_of(draft_text));
    EXPECT_EQ(trial.ask<rules::ClearedInitially>(), std::nullopt);
}

// --- S09: the submission ---------------------------------------------------------------------------------------------

TEST(LegalityRules, RefuseASubmissionWithoutItsGrounds) {
    STATUTE("D713 26(1)");
    auto const ask = [](Act act) {
        auto trial = on_trial(std::move(act));
        trial.fact(&Facts::draft, digest_of(draft_text));
        return trial.ask<rules::MaterialsComplete>();
    };
    EXPECT_EQ(ask(submit_legality_review()), std::nullopt);
    EXPECT_EQ(ask(submit_legality_review().lacking("law_basis")), absent({"law_basis"}));
    EXPECT_EQ(
        ask(submit_legality_review().lacking("draft").lacking("procedure_statement")),
        absent({"draft", "procedure_statement"})
    );
    EXPECT_EQ(ask(submit_legality_review().attaching("draft", "另一份草案")), absent({"current_draft"}));
}

// --- S09: who reviews, and in what form ------------------------------------------------------------------------------

TEST(LegalityRules, RefuseThatTheDrafterOrThePreReviewerReviews) {
    STATUTE("DESIGN 3");
    auto trial = on_trial(pass_legality_review());
    trial.fact(&Facts::drafter, doer(performer(Role::handler)));
    trial.fact(&Facts::initial_reviewer, doer(performer(Role::handler_legal)));
    EXPECT_EQ(trial.ask<rules::ReviewerApart>(), std::nullopt);
    trial.fact(&Facts::drafter, doer(trial.act.who));
    trial.fact(&Facts::initial_reviewer, doer(trial.act.who));
    EXPECT_EQ(trial.ask<rules::ReviewerApart>(), (Object{{"held", List{"drafter", "initial_reviewer"}}}));
}

TEST(LegalityRules, AskForASecondReviewerWhereTheReviewingDepartmentHandlesTheItem) {
    STATUTE("DESIGN 3");
    auto const ask = [](Act act) {
        auto trial = on_trial(std::move(act));
        trial.fact(&Facts::handlers, std::vector{reviewing_organ()});
        trial.fact(&Facts::drafter, doer(performer(Role::handler, reviewing_organ())));
        return trial.ask<rules::SecondReviewer>();
    };
    auto const act = pass_legality_review();
    EXPECT_EQ(ask(act), absent({"second_reviewer", "second_reviewer_organ"}));
    auto const drafter = performer(Role::handler).actor.person.text();
    EXPECT_EQ(
        ask(act.with("second_reviewer", drafter).with("second_reviewer_organ", reviewing_organ().text())),
        absent({"another_second_reviewer", "other_organ"})
    );
    EXPECT_EQ(
        ask(act.with("second_reviewer", person(99).text()).with("second_reviewer_organ", other_organ().text())),
        std::nullopt
    );
    auto elsewhere = on_trial(act);
    elsewhere.fact(&Facts::handlers, std::vector{handling_organ()});
    EXPECT_EQ(elsewhere.ask<rules::SecondReviewer>(), std::nullopt);
    EXPECT_EQ(rules::SecondReviewer::rule.force, rules::Force::warning);
}

TEST(LegalityRules, RefuseACountersignatureInPlaceOfAReview) {
    STATUTE("D713 25(1)");
    auto const act = pass_legality_review();
    EXPECT_EQ(on_trial(act).ask<rules::OpinionIsReview>(), std::nullopt);
    EXPECT_EQ(
        on_trial(act.with("form", "countersign")).ask<rules::OpinionIsReview>(), (Object{{"form", "countersign"}})
    );
    EXPECT_EQ(
        on_trial(act.with("form", "consultation")).ask<rules::OpinionIsReview>(), (Object{{"form", "consultation"}})
    );
    EXPECT_EQ(on_trial(act.without("form")).ask<rules::OpinionIsReview>(), absent({"form"}));
}

// --- S09: its time ---------------------------------------------------------------------------------------------------

TEST(LegalityRules, RefuseAnOpinionOnTheSixthWorkingDay) {
    STATUTE("D713 26(2)");
    auto const missing = opinion_on("2023-11-22", "2023-11-14").ask<rules::SevenWorkingDays>();
    ASSERT_TRUE(missing);
    EXPECT_EQ(
        *missing,
        (Object{
            {"sent", "2023-11-14"},
            {"earliest", "2023-11-23"},
            {"working_days_used", 6},
            {"working_days_min", 7},
            {"notices", List{"国办发明电〔2022〕16号"}},
            {"counted", List{}}})
    );
    EXPECT_EQ(opinion_on("2023-11-23", "2023-11-14").ask<rules::SevenWorkingDays>(), std::nullopt);
}

TEST(LegalityRules, CountMakeUpDaysAndSkipHolidaysAndSaySo) {
    STATUTE("D713 26(2)");
    auto const missing = opinion_on("2023-10-10", "2023-09-26").ask<rules::SevenWorkingDays>();
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->number("working_days_used"), 6);
    EXPECT_EQ(missing->text("earliest"), "2023-10-11");
    auto const message = rules::refuse(rules::SevenWorkingDays::rule, *missing).message;
    EXPECT_NE(message.find("最早可出具意见之日:2023-10-11"), std::string::npos) << message;
    EXPECT_NE(message.find("9月29日–10月6日放假(国办发明电〔2022〕16号)"), std::string::npos) << message;
    EXPECT_NE(message.find("10月7日、8日调休上班"), std::string::npos) << message;
    EXPECT_EQ(opinion_on("2023-10-11", "2023-09-26").ask<rules::SevenWorkingDays>(), std::nullopt);
}

TEST(LegalityRules, PermitAnEarlierOpinionWithTheReviewersOwnNote) {
    STATUTE("DESIGN 13");
    auto trial = opinion_on("2023-11-16", "2023-11-14");
    EXPECT_TRUE(trial.ask<rules::SevenWorkingDays>());
    trial.act = trial.act.with("early_note", "材料齐备、争议较小,提前出具意见");
    EXPECT_EQ(trial.ask<rules::SevenWorkingDays>(), std::nullopt);
}

TEST(LegalityRules, GuessNoDateOfAYearWithoutANotice) {
    STATUTE("D713 26(2)");
    auto const missing = opinion_on("2026-12-30", "2026-12-28").ask<rules::SevenWorkingDays>();
    ASSERT_TRUE(missing);
    EXPECT_EQ(
        *missing, (Object{{"sent", "2026-12-28"}, {"working_days_min", 7}, {"earliest", "no_notice"}, {"year", 2027}})
    );
    auto const message = rules::refuse(rules::SevenWorkingDays::rule, *missing).message;
    EXPECT_NE(message.find("尚无该年放假安排通知"), std::string::npos) << message;
}

TEST(LegalityRules, CountFromTheSupplementAndByTheProfile) {
    STATUTE("D713 26(2)");
    auto trial = opinion_on("2023-11-28", "2023-11-14");
    trial.profile.review_days_min = WorkingDays{10};
    EXPECT_EQ(trial.ask<rules::SevenWorkingDays>(), std::nullopt);
    trial.fact(&Facts::materials_complete, on("2023-11-15"), beijing("2023-11-15"));
    EXPECT_EQ(trial.ask<rules::SevenWorkingDays>()->text("earliest"), "2023-11-29");
    trial.facts.materials_complete.reset();
    EXPECT_EQ(trial.ask<rules::SevenWorkingDays>(), absent({"materials_complete"}));
}

TEST(LegalityRules, AskForAReasonAfterTheProfilesLongestReview) {
    STATUTE("D713 28");
    auto trial = opinion_on("2023-12-06", "2023-11-14");
    EXPECT_EQ(trial.ask<rules::LongestReview>(), std::nullopt);
    trial.profile.review_days_max = WorkingDays{15};
    auto const missing = trial.ask<rules::LongestReview>();
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->text("latest"), "2023-12-05");
    EXPECT_EQ(missing->number("working_days_used"), 16);
    EXPECT_EQ(missing->number("working_days_max"), 15);
    EXPECT_EQ(missing->text("sent"), "2023-11-14");
    trial.profile.review_days_max = WorkingDays{16};
    EXPECT_EQ(trial.ask<rules::LongestReview>(), std::nullopt);
    EXPECT_EQ(rules::LongestReview::rule.force, rules::Force::warning);
}

// --- S09: its content ------------------------------------------------------------------------------------------------

TEST(LegalityRules, RefuseAnOpinionThatLeavesAQuestionOpen) {
    STATUTE("D713 27");
    auto const act = pass_legality_review();
    EXPECT_EQ(on_trial(act).ask<rules::ThreeQuestions>(), std::nullopt);
    EXPECT_EQ(on_trial(fail_legality_review()).ask<rules::ThreeQuestions>(), std::nullopt);
    EXPECT_EQ(
        on_trial(act.without("authority").without("content").lacking("legality_opinion")).ask<rules::ThreeQuestions>(),
        absent({"authority", "content", "legality_opinion"})
    );
}

TEST(LegalityRules, LetNoOpinionPassADraftThatItFindsUnlawful) {
    STATUTE("D713 25(2)");
    for (auto const& act : {pass_legality_review(), pass_legality_review_with_changes(), pass_exploratory()}) {
        auto const& [spec, when, data, documents, reasons] = act.with("content", "unlawful").command;
        auto const faults = procedure::faults_of_shape(*spec, data, documents);
        ASSERT_EQ(faults.size(), 1U) << spec->name;
        EXPECT_EQ(faults.front().code, "unknown_choice");
        EXPECT_EQ(faults.front().pointer, "/data/content");
    }
}

TEST(LegalityRules, RefuseAReviewWithoutCounsel) {
    STATUTE("D713 28");
    auto const act = pass_legality_review();
    EXPECT_EQ(on_trial(act).ask<rules::CounselHeardInReview>(), std::nullopt);
    EXPECT_EQ(on_trial(act.with("counsel", List{})).ask<rules::CounselHeardInReview>(), absent({"counsel_opinion"}));
    EXPECT_EQ(on_trial(act.without("counsel")).ask<rules::CounselHeardInReview>(), absent({"counsel_opinion"}));
    EXPECT_EQ(
        on_trial(act.without("counsel").attaching("counsel_opinion", "法律意见书")).ask<rules::CounselHeardInReview>(),
        std::nullopt
    );
}

TEST(LegalityRules, PermitTheExploratoryWayToExploratoryItemsOnly) {
    STATUTE("D713 25(2)");
    auto trial = on_trial(pass_exploratory());
    EXPECT_EQ(trial.ask<rules::ExploratoryReform>(), absent({"F_EXPLORE"}));
    trial.holds(rules::Switch::explore, false);
    EXPECT_EQ(trial.ask<rules::ExploratoryReform>(), absent({"F_EXPLORE"}));
    trial.holds(rules::Switch::explore);
    EXPECT_EQ(trial.ask<rules::ExploratoryReform>(), std::nullopt);
}

TEST(LegalityRules, RefuseAnExploratoryOpinionWithoutTheRiskOrAgainstExistingLaw) {
    STATUTE("D713 25(2)");
    auto const act = pass_exploratory();
    EXPECT_EQ(on_trial(act).ask<rules::RiskStated>(), std::nullopt);
    EXPECT_EQ(
        on_trial(act.without("legal_risk").with("no_national_rule", false)).ask<rules::RiskStated>(),
        absent({"legal_risk", "no_national_rule"})
    );
    for (auto const& unsaid : {act.with("against_existing_law", true), act.without("against_existing_law")})
        EXPECT_EQ(on_trial(unsaid).ask<rules::RiskStated>(), absent({"not_against_existing_law"}));
}

TEST(LegalityRules, RefuseChangesThatTheReviewerDidNotAccept) {
    STATUTE("DESIGN 10");
    auto const act = accept_changes();
    EXPECT_EQ(on_trial(act).ask<rules::ChangesAccepted>(), std::nullopt);
    EXPECT_EQ(on_trial(act.with("accepted", false)).ask<rules::ChangesAccepted>(), absent({"accepted"}));
    EXPECT_EQ(
        on_trial(act.lacking("draft").lacking("change_note")).ask<rules::ChangesAccepted>(),
        absent({"draft", "change_note"})
    );
}

// --- what is remembered ----------------------------------------------------------------------------------------------

void take(Facts& facts, Act const& act) { rules::fold(facts, event_of(act, facts.entries.size() + 1)); }

void voided(Facts& facts, procedure::Trigger trigger) {
    procedure::Event event;
    event.type = std::string{code(trigger)} + ".v1";
    rules::fold(facts, event);
}

TEST(LegalityFacts, SayWhatWasClearedByWhomUntilItIsVoided) {
    Facts facts;
    take(facts, complete_draft());
    take(facts, pass_legality_initial());
    EXPECT_EQ(facts.cleared_draft->value, digest_of(draft_text));
    EXPECT_EQ(facts.initial_reviewer->value.person, performer(Role::handler_legal).actor.person);
    voided(facts, procedure::Trigger::legality_initial_voided);
    EXPECT_FALSE(facts.cleared_draft || facts.initial_reviewer);
}

TEST(LegalityFacts, CountFromTheLastSubmissionOrSupplement) {
    Facts facts;
    take(facts, submit_legality_review());
    EXPECT_EQ(facts.materials_complete->value, on("2023-12-01"));
    take(facts, supplement_materials());
    EXPECT_EQ(facts.materials_complete->value, on("2023-12-05"));
}

TEST(LegalityFacts, TieAnOpinionToTheDraftThatItIsAbout) {
    struct Case {
        Act act;
        std::string_view verdict;
    };
    for (auto const& [act, verdict] :
         {Case{pass_legality_review(), "legal"},
          Case{pass_legality_review_with_changes(), "legal_after_changes"},
          Case{pass_exploratory(), "exploratory"},
          Case{fail_legality_review(), "illegal"}}) {
        Facts facts;
        take(facts, complete_draft());
        take(facts, act);
        EXPECT_EQ(facts.review->value.verdict, verdict);
        EXPECT_EQ(facts.review->value.draft, digest_of(draft_text));
        EXPECT_FALSE(facts.review->value.changes_accepted);
        EXPECT_EQ(facts.reviewer->value.organ, reviewing_organ());
        voided(facts, procedure::Trigger::legality_review_voided);
        EXPECT_FALSE(facts.review || facts.reviewer || facts.materials_complete);
    }
}

TEST(LegalityFacts, TakeTheChangedTextForTheDraftOnceItIsAccepted) {
    Facts facts;
    take(facts, complete_draft());
    take(facts, pass_legality_review_with_changes());
    take(facts, accept_changes().attaching("draft", "按审查意见修改的草案"));
    EXPECT_EQ(facts.draft->value, digest_of("按审查意见修改的草案"));
    EXPECT_EQ(facts.review->value.draft, digest_of("按审查意见修改的草案"));
    EXPECT_EQ(facts.review->value.verdict, "legal_after_changes");
    EXPECT_TRUE(facts.review->value.changes_accepted);
}

// --- from review to discussion ---------------------------------------------------------------------------------------

TEST(LegalityRules, RefuseToDiscussADraftThatWasNotReviewed) {
    STATUTE("D713 25(1)");
    auto trial = on_trial(list_for_deliberation());
    EXPECT_EQ(trial.ask<rules::ReviewedBeforeDiscussion>(), absent({"review_opinion"}));
    EXPECT_EQ(trial.ask<rules::LegalBeforeDiscussion>(), (Object{{"verdict", "no_review"}}));
    trial.fact(&Facts::review, review_of(draft_text, "legal"));
    EXPECT_EQ(trial.ask<rules::ReviewedBeforeDiscussion>(), std::nullopt);
}

TEST(LegalityRules, ReadNoReviewThatCameAfterTheListing) {
    STATUTE("D713 25(1)");
    auto trial = on_trial(list_for_deliberation());
    trial.fact(&Facts::review, review_of(draft_text, "legal"), beijing("2023-12-14"));
    EXPECT_EQ(trial.ask<rules::ReviewedBeforeDiscussion>(), absent({"review_opinion"}));
    EXPECT_EQ(trial.ask<rules::SameDraft>(), absent({"review_opinion"}));
}

TEST(LegalityRules, RefuseToDiscussWhatTheReviewFoundIllegalOrChangesNotAccepted) {
    STATUTE("D713 25(2)");
    EXPECT_EQ(
        to_be_listed(review_of(draft_text, "illegal")).ask<rules::LegalBeforeDiscussion>(),
        (Object{{"verdict", "illegal"}})
    );
    EXPECT_EQ(
        to_be_listed(review_of(draft_text, "legal_after_changes")).ask<rules::LegalBeforeDiscussion>(),
        (Object{{"verdict", "legal_after_changes"}})
    );
    for (auto const& review :
         {review_of(draft_text, "legal"),
          review_of(draft_text, "exploratory"),
          review_of(draft_text, "legal_after_changes", true)})
        EXPECT_EQ(to_be_listed(review).ask<rules::LegalBeforeDiscussion>(), std::nullopt) << review.verdict;
}

TEST(LegalityRules, RefuseToDiscussAnotherDraftThanTheOneReviewed) {
    STATUTE("DESIGN 10");
    EXPECT_EQ(to_be_listed(review_of(draft_text, "legal")).ask<rules::SameDraft>(), std::nullopt);
    EXPECT_EQ(to_be_listed(review_of("审查后改动的草案", "legal")).ask<rules::SameDraft>(), absent({"reviewed_draft"}));
    Trial trial{list_for_deliberation().lacking("draft")};
    trial.fact(&Facts::review, review_of(draft_text, "legal"));
    EXPECT_EQ(trial.ask<rules::SameDraft>(), absent({"reviewed_draft"}));
}

// --- on the table ----------------------------------------------------------------------------------------------------

TEST(LegalityReview, IsNotOverOnTheSixthWorkingDayButForTheReviewersNote) {
    STATUTE("D713 26(2)");
    Given const sent{ways::under_review()};  // on Friday 2023-12-01: the sixth working day is Monday the 11th
    auto const early = pass_legality_review().on("2023-12-11");
    auto const outcome = sent.when(early).then_refused({"R51"});
    EXPECT_EQ(outcome.missing("working_days_used"), Value{6});
    EXPECT_EQ(outcome.missing("earliest"), Value{"2023-12-12"});
    sent.when(early.with("early_note", "争议较小,提前出具意见")).then_accepted();
    sent.when(pass_legality_review()).then_accepted();
}

TEST(LegalityReview, OpensTheExploratoryWayToNoOrdinaryItem) {
    STATUTE("D713 25(2)");
    Given{ways::under_review()}.when(pass_exploratory()).then_refused({"R49"});
}

TEST(LegalityReview, LetsTheAcceptedTextBeDiscussedAndNoOther) {
    STATUTE("DESIGN 10");
    auto const changed = "按审查意见修改的草案";
    Given const accepted{ways::joined(
        ways::under_review(), {pass_legality_review_with_changes(), accept_changes().attaching("draft", changed)}
    )};
    accepted.when(list_for_deliberation()).then_refused({"R56"});
    accepted.when(list_for_deliberation().attaching("draft", changed)).then_accepted();
}

}  // namespace
}  // namespace juece::testing
