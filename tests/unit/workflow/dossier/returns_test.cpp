// Returns: every finished result is named, stands or is void, and what is void is due again (docs/choices.md 9).
#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::State;
using Told = std::vector<std::string>;

Object result(std::string_view stage, std::uint64_t version, std::string_view verdict) {
    return {{"stage", stage}, {"version", version}, {"verdict", verdict}};
}

// The finished results of ways::under_review: the public comment, and what the test adds.
constexpr std::uint64_t comment_reported = 7;

Told faults(Given const& given, Act const& act) {
    Told told;
    for (auto const& fault : dossier::faults_of_results(given.item().dossier, act.command)) {
        EXPECT_FALSE(fault.message.empty());
        told.push_back(fault.code + " " + fault.pointer);
    }
    return told;
}

TEST(Returns, NameEveryFinishedResult) {
    Given const given{ways::under_review()};
    auto const failing = fail_legality_review();
    EXPECT_EQ(faults(given, failing), Told{"result_not_named /data/results"});
    EXPECT_EQ(
        faults(given, failing.with("results", List{result("public_comment", comment_reported, "stands")})), Told{}
    );
    EXPECT_EQ(
        faults(given, failing.with("results", List{result("public_comment", 5, "stands")})),
        (Told{"unknown_result /data/results/0", "result_not_named /data/results"})
    );
    EXPECT_EQ(
        faults(
            given,
            failing.with(
                "results",
                List{
                    result("public_comment", comment_reported, "stands"),
                    result("hearing", 3, "void"),
                    result("public_comment", comment_reported, "void")}
            )
        ),
        (Told{"unknown_result /data/results/1", "repeated_item /data/results/2"})
    );
    EXPECT_EQ(faults(given, pass_legality_review()), Told{}) << "what is no return names nothing";
}

TEST(Returns, NameTheReviewThatADiscussionWasBuiltOn) {
    Given const given{ways::deliberated()};
    EXPECT_EQ(
        faults(given, return_decision()), (Told{"result_not_named /data/results", "result_not_named /data/results"})
    );
    auto const reviewed = given.item().dossier.facts.review->version;
    EXPECT_EQ(
        faults(
            given,
            return_decision().with(
                "results",
                List{
                    result("public_comment", comment_reported, "stands"), result("legality_review", reviewed, "stands")}
            )
        ),
        Told{}
    );
}

TEST(Returns, KnowNoResultOfALaterDay) {
    Given const given{ways::under_review()};
    EXPECT_EQ(faults(given, fail_legality_review().on("2023-11-13")), Told{})
        << "on that day the comment was not reported yet";
}

TEST(Returns, DoNotLetAReviewStandOfATextThatHasChanged) {
    // S08 cleared the first text; the handler has revised it since.
    rules::Profile two_levels;
    two_levels.id = "shanghai";
    two_levels.legality_initial = true;
    auto acts = ways::freed();
    acts.push_back(submit_legality_initial());
    acts.push_back(pass_legality_initial());
    Given given{ways::Acts{}};
    given.under(two_levels);
    for (auto const& act : acts)
        given.and_then({act});
    given.and_then({submit_legality_review()});
    auto const cleared = given.item().dossier.facts.cleared_draft->version;
    auto const failing = [&](std::string_view verdict) {
        return fail_legality_review().with(
            "results",
            List{result("public_comment", comment_reported, "stands"), result("legality_initial", cleared, verdict)}
        );
    };
    EXPECT_EQ(faults(given, failing("stands")), Told{});
    given.and_then({failing("stands"), complete_draft().on("2023-12-13").attaching("draft", "另一文本")});
    given.and_then({submit_legality_initial().attaching("draft", "另一文本").on("2023-12-14")});
    auto const returning = return_legality_initial().on("2023-12-15");
    auto const naming = [&](std::string_view verdict) {
        return returning.with(
            "results",
            List{result("public_comment", comment_reported, "stands"), result("legality_initial", cleared, verdict)}
        );
    };
    EXPECT_EQ(faults(given, naming("stands")), Told{"legality_result_cannot_stand /data/results/1/verdict"});
    EXPECT_EQ(faults(given, naming("void")), Told{});
}

TEST(Returns, MakeAVoidedCommentDueAgain) {
    STATUTE("D713 15(1)");
    Given given{ways::under_review()};
    auto const failing =
        fail_legality_review().with("results", List{result("public_comment", comment_reported, "void")});
    auto const outcome = given.when(failing).then_accepted();
    EXPECT_EQ(outcome.types(), (Told{"legality_review.failed.v1", "public_comment.voided.v1"}));
    EXPECT_EQ(outcome.event(1).data, (Object{{"target", comment_reported}}));
    EXPECT_EQ(outcome.event(1).actor, outcome.event(0).actor);

    given.and_then({failing});
    EXPECT_EQ(given.item().state(Region::main), State::drafting);
    EXPECT_EQ(given.item().state(Region::public_comment), State::due);
    auto const text = "重新拟订的草案";
    given.and_then({complete_draft().on("2023-12-13").attaching("draft", text)});
    given.when(submit_legality_review().on("2023-12-14").attaching("draft", text)).then_refused({"R17", "R29"});
}

TEST(Returns, VoidWhatMovesNoRegionAsActsOfRecord) {
    STATUTE("D713 30(1)");
    Given given{ways::joined(ways::heard(), {record_participation().on("2023-11-15")})};
    auto const talked = given.item().dossier.version;
    auto later = ways::deliberated();
    for (auto act = later.begin() + 7; act != later.end(); ++act)
        given.and_then({*act});
    auto const reviewed = given.item().dossier.facts.review->version;
    auto const returning = return_decision().with(
        "results",
        List{
            result("public_comment", comment_reported, "stands"),
            result("participation", talked, "void"),
            result("legality_review", reviewed, "void")}
    );
    EXPECT_EQ(faults(given, returning), Told{});
    auto const outcome = given.when(returning).then_accepted();
    EXPECT_EQ(
        outcome.types(), (Told{"deliberation.returned.v1", "participation.voided.v1", "legality_review.voided.v1"})
    );
    EXPECT_FALSE(outcome.event(1).step);
    given.and_then({returning});
    EXPECT_TRUE(given.item().dossier.facts.participation.empty());
    EXPECT_FALSE(given.item().dossier.facts.review);
    EXPECT_TRUE(given.item().dossier.facts.stage(Region::public_comment));
    EXPECT_EQ(given.item().state(Region::main), State::drafting);
}

}  // namespace
}  // namespace juece::testing
