// Ways round the law that corrections, annulments and late facts would open, and dead ends that they would leave.
#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using procedure::Trigger;

std::uint64_t version_of(std::vector<Act> const& acts, Trigger on) {
    for (std::size_t i = 0; i < acts.size(); ++i) {
        if (acts[i].command.spec->trigger == on) return i + 1;
    }
    return 0;
}

Act annulled(std::uint64_t target, std::string_view day) { return annul_entry().with("target", target).on(day); }

Act corrected(std::uint64_t target, std::string_view member, List values) {
    return correct_entry()
        .with("target", target)
        .with("corrections", List{Object{{"member", member}, {"values", std::move(values)}}});
}

std::vector<std::string> faults(Given const& given, Act const& act) {
    std::vector<std::string> codes;
    for (auto const& fault : dossier::faults_of_corrections(given.item().dossier, act.command))
        codes.push_back(fault.code);
    return codes;
}

TEST(NoWayRound, ADutyThatComesBackAfterTheReview) {
    STATUTE("D713 19(1)");
    Given given{ways::joined(ways::reviewed(), {ways::found("F_TECH", true, "2023-12-13")})};
    auto const refused = given.when(list_for_deliberation());
    EXPECT_EQ(refused.refusal().rule, "R30");
}

TEST(NoWayRound, AClerkOfTheOrganWhoDecides) {
    STATUTE("D713 30(1)");
    Given{ways::deliberated()}.when(approve_decision().by(Role::organ)).then_refused({"by"});
}

TEST(NoWayRound, ADecisionThatWasAnnulled) {
    STATUTE("D713 30(1)");
    auto acts = ways::joined(
        ways::approved(), {submit_party_report().on("2023-12-15"), answer_party_report().on("2023-12-18")}
    );
    acts.push_back(annulled(version_of(acts, Trigger::deliberation_approved), "2023-12-19"));
    auto const refused = Given{acts}.when(publish_decision());
    EXPECT_EQ(refused.refusal().rule, "R62");
}

TEST(NoWayRound, AnotherOrgansHandlerOnceTheStartIsAnnulled) {
    STATUTE("D713 11");
    auto acts = ways::drafted();
    acts.push_back(annulled(version_of(acts, Trigger::initiation_started), "2023-10-12"));
    Given{acts}
        .when(open_public_comment().on("2023-10-13").with("until", "2023-11-30").by(Role::handler, other_organ()))
        .then_refused({"by"});
}

TEST(NoWayRound, CorrectingWhatTheLawAskedForAwayOrWhatCorrects) {
    auto acts = ways::deliberated();
    Given given{acts};
    auto const start = version_of(acts, Trigger::initiation_started);
    auto const record = version_of(acts, Trigger::deliberation_recorded);
    EXPECT_EQ(faults(given, corrected(start, "handlers", {})), std::vector<std::string>{"missing_field"});
    EXPECT_EQ(faults(given, corrected(record, "present", {"5"})), std::vector<std::string>{"not_correctable"});
    acts.push_back(annulled(version_of(acts, Trigger::fact_set), "2023-12-20"));
    EXPECT_EQ(
        faults(Given{acts}, corrected(acts.size(), "target", {"2"})), std::vector<std::string>{"not_correctable"}
    );
}

TEST(NoWayRound, AHandlerWhoCorrectsAFactThatOnlyTheOrganSets) {
    auto const own = ways::found("F_TECH", true, "2023-10-11").by(Role::handler, handling_organ());
    Given given{propose(), report_study(), start_procedure(), own, complete_draft()};
    auto const correction = corrected(4, "value", {"false"});
    given.when(correction.by(Role::handler, handling_organ())).then_refused({"D07"});
    given.when(correction).then_accepted();
}

TEST(NoDeadEnd, WhatMayNotBeIssuedGoesBack) {
    STATUTE("D713 31");
    auto const rejected = ways::joined(
        ways::approved(),
        {submit_party_report().on("2023-12-15"), answer_party_report().with("answer", "not_agreed").on("2023-12-18")}
    );
    auto const refused = Given{rejected}.when(publish_decision());
    EXPECT_EQ(refused.refusal().rule, "R63");
    Given{rejected}.when(list_for_deliberation().on("2023-12-19")).then_accepted();
}

TEST(NoDeadEnd, APanelIsChosenAnew) {
    STATUTE("D713 20");
    auto const chosen = ways::joined(ways::drafted(), {choose_panel().on("2023-10-13")});
    Given given{chosen};
    given.when(choose_panel().on("2023-10-16")).then_accepted();
    Given{ways::joined(chosen, {ways::found("F_TECH", false, "2023-10-14")})}
        .when(waive_expert_review().on("2023-10-16"))
        .then_accepted();
}

TEST(NoDeadEnd, AWithdrawnReviewIsMadeAgain) {
    STATUTE("D713 25(1)");
    auto acts = ways::reviewed();
    acts.push_back(annulled(version_of(acts, Trigger::legality_review_passed), "2023-12-20"));
    Given given{acts};
    given.when(list_for_deliberation().on("2023-12-21")).then_refused({"R46", "R48", "R56"});
    given.when(submit_legality_review().on("2023-12-21")).then_accepted();
}

}  // namespace
}  // namespace juece::testing
