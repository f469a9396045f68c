// R18 (of a decision), R65–R68: each seen refusing and permitting.
#include "workflow/rules/publication.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/deciding.hpp"
#include "tests/support/calendars.hpp"
#include "tests/support/folding.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"

namespace juece::testing {
namespace {

using calendar::test::on;
using rules::Facts;
using rules::Unmet;

Object ground(std::string_view law, int article) { return {{"law", law}, {"article", article}}; }

Facts folded(Act const& act) {
    Facts facts;
    rules::fold(facts, event_of(act));
    return facts;
}

TEST(PublicationRules, RefusePublicationThatTheWebsiteDoesNotShow) {
    STATUTE("D713 32");
    auto const ask = [](Act act) { return Trial{std::move(act)}.ask<rules::PublishedOnWebsite>(); };
    auto const act = publish_decision();
    EXPECT_EQ(ask(act), std::nullopt);
    EXPECT_EQ(
        ask(act.without("website").lacking("decision").lacking("website_record")),
        absent({"decision", "website_day", "website_record"})
    );
    EXPECT_EQ(ask(act.with("website", "2023-12-22")), absent({"website_by_now"}));
}

TEST(PublicationRules, AskForAReasonAfterTwentyWorkingDays) {
    STATUTE("OGI 26");
    auto const on_day = [](std::string_view day) {
        Trial trial{publish_decision().on(day)};
        trial.fact(&Facts::decision_dated, on("2023-12-14"), beijing("2023-12-14", 12));
        return trial.ask<rules::PublishedInTime>();
    };
    // 2024-01-01 is off: the twentieth working day is 2024-01-12.
    EXPECT_EQ(on_day("2024-01-12"), std::nullopt);
    auto const missing = on_day("2024-01-15");
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->text("dated"), "2023-12-14");
    EXPECT_EQ(missing->text("latest"), "2024-01-12");
    EXPECT_EQ(missing->number("working_days_used"), 21);
    EXPECT_EQ(missing->number("working_days_max"), 20);
    auto const message = rules::refuse(rules::PublishedInTime::rule, *missing).message;
    EXPECT_NE(message.find("1月1日放假"), std::string::npos) << message;
    EXPECT_EQ(Trial{publish_decision()}.ask<rules::PublishedInTime>(), absent({"decision_dated"}));
    EXPECT_EQ(rules::PublishedInTime::rule.force, rules::Force::warning);
}

TEST(PublicationRules, GuessNoDateOfAYearWithoutANotice) {
    STATUTE("OGI 26");
    Trial trial{publish_decision().on("2027-02-01")};
    trial.fact(&Facts::decision_dated, on("2026-12-30"));
    EXPECT_EQ(
        trial.ask<rules::PublishedInTime>(),
        (Object{{"dated", "2026-12-30"}, {"working_days_max", 20}, {"latest", "no_notice"}, {"year", 2027}})
    );
}

TEST(PublicationRules, RefuseToPublishWhatConcernsEverybodyWithoutExplainingIt) {
    STATUTE("D713 32");
    Trial trial{publish_decision().lacking("adoption_explanation").lacking("interpretation")};
    EXPECT_EQ(trial.ask<rules::AdoptionExplained>(), std::nullopt);
    trial.holds(rules::Switch::hot, false).holds(rules::Switch::tech);
    EXPECT_EQ(
        trial.ask<rules::AdoptionExplained>(),
        (Object{{"absent", List{"adoption_explanation", "interpretation"}}, {"facts", List{"F_TECH"}}})
    );
    trial.holds(rules::Switch::hot);
    EXPECT_EQ(*trial.ask<rules::AdoptionExplained>()->find("facts"), Value{(List{"F_HOT", "F_TECH"})});
    trial.act = publish_decision();
    EXPECT_EQ(trial.ask<rules::AdoptionExplained>(), std::nullopt);
}

TEST(PublicationRules, RefuseToWithholdADecisionOnAGroundThatFitsAnyItem) {
    STATUTE("D713 32");
    auto const ask = [](Act act) { return Trial{std::move(act)}.ask<rules::DecisionNotPublic>(); };
    auto const act = withhold_publication();
    EXPECT_EQ(ask(act), std::nullopt);
    EXPECT_EQ(ask(act.with("ground", ground("OGI", 15))), std::nullopt);
    EXPECT_EQ(ask(act.with("ground", ground("CIV", 1032))), std::nullopt);
    auto const missing = ask(act.with("ground", ground("OGI", 16)));
    EXPECT_EQ(
        missing, (Object{{"absent", List{"ground"}}, {"allowed", List{"OGI 14", "OGI 15", "law", "F_NOTPUBLIC"}}})
    );
    EXPECT_TRUE(ask(act.with("ground", ground("D713", 32))));
    EXPECT_EQ(*ask(act.without("ground").lacking("decision"))->find("absent"), Value{(List{"ground", "decision"})});
}

TEST(PublicationRules, PermitToWithholdWhatWasFoundNotPublicBefore) {
    STATUTE("D713 32");
    Trial trial{withhold_publication().without("ground")};
    trial.holds(rules::Switch::not_public);
    EXPECT_EQ(trial.ask<rules::DecisionNotPublic>(), std::nullopt);
    auto const named = [](std::string_view fact, bool value) { return Object{{"fact", fact}, {"value", value}}; };
    trial.act = trial.act.with("ground", named("F_NOTPUBLIC", true));
    EXPECT_EQ(trial.ask<rules::DecisionNotPublic>(), std::nullopt);
    for (auto const& wrong : {named("F_NOTPUBLIC", false), named("F_HOT", true)}) {
        trial.act = trial.act.with("ground", wrong);
        EXPECT_TRUE(trial.ask<rules::DecisionNotPublic>());
    }
    trial.holds(rules::Switch::not_public, false);
    trial.act = trial.act.with("ground", named("F_NOTPUBLIC", true));
    EXPECT_TRUE(trial.ask<rules::DecisionNotPublic>());
}

TEST(PublicationRules, RefuseToCompletePublicationWhileAChannelIsOpen) {
    STATUTE("D713 32");
    auto const ask = [](Act act) { return Trial{std::move(act)}.ask<rules::EveryChannelDone>(); };
    auto const act = complete_publication();
    EXPECT_EQ(ask(act), std::nullopt);
    EXPECT_EQ(ask(act.without("gazette")), absent({"gazette_or_none"}));
    EXPECT_EQ(ask(act.without("newspaper")), absent({"newspaper_or_reason"}));
    EXPECT_EQ(ask(act.without("newspaper").with("newspaper_reason", "no_newspaper")), std::nullopt);
    EXPECT_EQ(
        ask(act.with("gazette", "2024-01-02").with("newspaper", "2024-01-02")),
        absent({"gazette_by_now", "newspaper_by_now"})
    );
}

TEST(PublicationRules, RefuseToCompleteAPublicationThatNeverBegan) {
    STATUTE("D713 32");
    Trial trial{complete_publication()};
    EXPECT_EQ(trial.ask<rules::WebsiteFirst>(), absent({"website_day"}));
    trial.fact(&Facts::published_on_website, on("2023-12-21"));
    EXPECT_EQ(trial.ask<rules::WebsiteFirst>(), std::nullopt);
}

TEST(PublicationRules, LetAReasonStandForAGazetteOnlyWhereThereIsNone) {
    STATUTE("D713 32");
    Trial trial{complete_publication().without("gazette").with("gazette_reason", "no_gazette")};
    EXPECT_EQ(trial.ask<rules::EveryChannelDone>(), absent({"gazette_or_none"}));
    trial.profile.has_gazette = false;
    EXPECT_EQ(trial.ask<rules::EveryChannelDone>(), std::nullopt);
    trial.act = trial.act.without("gazette_reason");
    EXPECT_EQ(trial.ask<rules::EveryChannelDone>(), absent({"gazette_or_none"}));
}

TEST(PublicationRules, RefuseAnOrderThatNamesNoExecutor) {
    STATUTE("D713 34");
    EXPECT_EQ(Trial{order_execution()}.ask<rules::ExecutorNamed>(), std::nullopt);
    EXPECT_EQ(Trial{order_execution().without("executor")}.ask<rules::ExecutorNamed>(), absent({"executor"}));
}

TEST(PublicationRules, AskForAReasonWithoutTargetDeadlineOrFeedbackAndRefuseWhereTheProfileDemandsThem) {
    STATUTE("SH-PLAN 44");
    Trial trial{order_execution()};
    EXPECT_EQ(trial.ask<rules::ExecutionTermsNamed>(), std::nullopt);
    trial.act = trial.act.without("target").without("deadline").without("feedback");
    EXPECT_EQ(trial.ask<rules::ExecutionTermsNamed>(), absent({"target", "deadline", "feedback"}));
    EXPECT_EQ(trial.ask<rules::ExecutionTermsDemanded>(), std::nullopt);
    trial.profile.execution_deadline = true;
    trial.profile.execution_feedback = true;
    EXPECT_EQ(trial.ask<rules::ExecutionTermsNamed>(), absent({"target"}));
    EXPECT_EQ(trial.ask<rules::ExecutionTermsDemanded>(), absent({"deadline", "feedback"}));
    trial.act = order_execution();
    EXPECT_EQ(trial.ask<rules::ExecutionTermsDemanded>(), std::nullopt);
    EXPECT_EQ(rules::ExecutionTermsNamed::rule.force, rules::Force::warning);
    EXPECT_EQ(rules::ExecutionTermsDemanded::rule.force, rules::Force::hard);
}

TEST(PublicationRules, AreRememberedByTheirDayAndTheirExecutor) {
    STATUTE("D713 34");
    EXPECT_EQ(folded(publish_decision()).published_on_website->value, on("2023-12-21"));
    EXPECT_EQ(folded(order_execution()).executor->value, handling_organ());
}

}  // namespace
}  // namespace juece::testing
