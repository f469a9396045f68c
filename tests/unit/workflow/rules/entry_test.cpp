// D01, F_SECRET, D05, D07: each seen refusing and permitting.
#include "workflow/rules/entry.hpp"

#include <gtest/gtest.h>

#include "tests/support/acts/entries.hpp"
#include "tests/support/acts/opening.hpp"
#include "tests/support/trial.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using rules::Facts;

rules::Unmet absent_of(std::uint64_t target, std::string_view code) {
    return Object{{"target", target}, {"absent", List{code}}};
}

PersonId const clerk = person(77);

// An item of one entry: a proposal of the handling organ, typed by a clerk.
Trial on_an_entry(Act const& act) {
    Trial trial{act};
    rules::Entry entry;
    entry.what = procedure::Trigger::proposal_submitted;
    entry.performer = performer(Role::department).actor.person;
    entry.organ = handling_organ();
    entry.entered_by = clerk;
    entry.occurred_at = beijing("2023-10-11");
    entry.awaits_confirmation = true;
    trial.facts.entries.push_back(entry);
    trial.version = 1;
    return trial;
}

TEST(EntryRules, NeverTakeAStateSecret) {
    EXPECT_EQ(Trial{set_fact().with("fact", "F_SECRET")}.ask<rules::NoStateSecret>(), (Object{{"fact", "F_SECRET"}}));
    EXPECT_EQ(Trial{set_fact()}.ask<rules::NoStateSecret>(), std::nullopt);
    auto const secret = Trial{set_fact().with("fact", "F_SECRET")};
    EXPECT_TRUE(secret.ask<rules::NoStateSecretByTheLawOf2010>());
    EXPECT_FALSE(rules::NoStateSecret::rule.in_force(*parse_day("2024-04-30")));
    EXPECT_FALSE(rules::NoStateSecretByTheLawOf2010::rule.in_force(*parse_day("2024-05-01")));
}

TEST(EntryRules, AskForTheGroundOfAFact) {
    auto const silent = set_fact().without("ground").without("ground_text");
    EXPECT_EQ(Trial{silent}.ask<rules::GroundStated>(), absent({"ground"}));
    EXPECT_EQ(Trial{set_fact().without("ground")}.ask<rules::GroundStated>(), std::nullopt);
    EXPECT_EQ(Trial{set_fact().without("ground_text")}.ask<rules::GroundStated>(), std::nullopt);
    EXPECT_EQ(Trial{set_fact().lacking("decision")}.ask<rules::GroundStated>(), std::nullopt) << "before the draft";
    Trial drafted{set_fact().lacking("decision")};
    drafted.fact(&Facts::draft, digest_of(draft_text));
    EXPECT_EQ(drafted.ask<rules::GroundStated>(), absent({"decision"}));
}

TEST(EntryRules, LeaveFactsToTheOrganOnceTheDraftIsMade) {
    Trial handler{set_fact().by(Role::handler, handling_organ())};
    EXPECT_EQ(handler.ask<rules::DecidedByOrganAfterDrafting>(), std::nullopt);
    handler.fact(&Facts::draft, digest_of(draft_text));
    EXPECT_EQ(handler.ask<rules::DecidedByOrganAfterDrafting>(), absent({"organ"}));
    Trial organ{set_fact()};
    organ.fact(&Facts::draft, digest_of(draft_text));
    EXPECT_EQ(organ.ask<rules::DecidedByOrganAfterDrafting>(), std::nullopt);
}

TEST(EntryRules, LetOnlyThePerformerConfirm) {
    auto const his = confirm_entry().by(Role::department, handling_organ());
    EXPECT_EQ(on_an_entry(his).ask<rules::EntryAwaitsConfirmation>(), std::nullopt);
    EXPECT_EQ(on_an_entry(confirm_entry()).ask<rules::EntryAwaitsConfirmation>(), absent_of(1, "performer_himself"));
    EXPECT_EQ(
        on_an_entry(confirm_entry().attaching("evidence_signed", "签名件")).ask<rules::EntryAwaitsConfirmation>(),
        std::nullopt
    );
    auto typed = his;
    typed.who.actor.entered_by = procedure::EnteredBy{clerk, {}};
    EXPECT_EQ(on_an_entry(typed).ask<rules::EntryAwaitsConfirmation>(), absent_of(1, "performer_himself"));
    auto trial = on_an_entry(his);
    trial.facts.entries[0].awaits_confirmation = false;
    EXPECT_EQ(trial.ask<rules::EntryAwaitsConfirmation>(), absent_of(1, "entry_to_confirm"));
    EXPECT_EQ(trial.ask<rules::ConfirmationAwaited>(), absent({"entry_to_confirm"}));
    EXPECT_EQ(on_an_entry(his).ask<rules::ConfirmationAwaited>(), std::nullopt);
}

TEST(EntryRules, CorrectWhatIsThereAndNotAnnulled) {
    EXPECT_EQ(on_an_entry(annul_entry()).ask<rules::EntryExists>(), std::nullopt);
    EXPECT_EQ(on_an_entry(annul_entry().with("target", 2)).ask<rules::EntryExists>(), absent_of(2, "earlier_entry"));
    EXPECT_EQ(on_an_entry(annul_entry().on("2023-10-10")).ask<rules::EntryExists>(), absent_of(1, "earlier_entry"));
    auto trial = on_an_entry(annul_entry());
    trial.facts.entries[0].is_annulled = true;
    EXPECT_EQ(trial.ask<rules::EntryExists>(), absent_of(1, "valid_entry"));
    auto consequence = on_an_entry(annul_entry());
    consequence.facts.entries[0].what = procedure::Trigger::hearing_voided;
    EXPECT_EQ(consequence.ask<rules::EntryExists>(), absent_of(1, "entry_that_caused_it"));
}

TEST(EntryRules, LetTheOrganOfTheActCorrectIt) {
    auto const by = [](Role role, OrganCode const& organ) {
        return on_an_entry(annul_entry().by(role, organ)).ask<rules::OwnEntry>();
    };
    EXPECT_EQ(by(Role::handler, handling_organ()), std::nullopt);
    EXPECT_EQ(by(Role::office, other_organ()), std::nullopt);
    EXPECT_EQ(by(Role::reviewer, reviewing_organ()), (Object{{"target", 1}, {"organ", handling_organ().text()}}));
    auto heir = annul_entry().by(Role::handler, reviewing_organ());
    heir.who.bears_for = {handling_organ()};
    EXPECT_EQ(on_an_entry(heir).ask<rules::OwnEntry>(), std::nullopt);
}

TEST(EntryRules, AskForASecondPersonAndAPaper) {
    EXPECT_EQ(Trial{annul_entry()}.ask<rules::SecondPerson>(), std::nullopt);
    EXPECT_EQ(Trial{annul_entry().without("second_person")}.ask<rules::SecondPerson>(), absent({"second_person"}));
    auto const alone = annul_entry().with("second_person", performer(Role::organ).actor.person.text());
    EXPECT_EQ(Trial{alone}.ask<rules::SecondPerson>(), absent({"another_second_person"}));
    EXPECT_EQ(Trial{annul_entry().lacking("evidence")}.ask<rules::EvidenceAttached>(), std::nullopt);
    EXPECT_EQ(
        Trial{annul_entry().lacking("evidence").lacking("evidence_signed")}.ask<rules::EvidenceAttached>(),
        absent({"evidence"})
    );
}

TEST(EntryRules, ReplaceASignedActBySignedPaperOnly) {
    auto const unsigned_paper = annul_entry().lacking("evidence_signed");
    auto trial = on_an_entry(unsigned_paper);
    EXPECT_EQ(trial.ask<rules::SignedReplacesSigned>(), std::nullopt);
    trial.facts.entries[0].is_signed = true;
    EXPECT_EQ(trial.ask<rules::SignedReplacesSigned>(), absent_of(1, "evidence_signed"));
    trial.act = annul_entry();
    EXPECT_EQ(trial.ask<rules::SignedReplacesSigned>(), std::nullopt);
}

TEST(EntryRules, RecheckWhatAwaitsIt) {
    auto trial = on_an_entry(review_entry());
    EXPECT_EQ(trial.ask<rules::ReviewAwaited>(), absent({"entry_to_review"}));
    EXPECT_EQ(trial.ask<rules::EntryAwaitsReview>(), absent_of(1, "entry_to_review"));
    trial.facts.entries[0].awaits_review = true;
    EXPECT_EQ(trial.ask<rules::ReviewAwaited>(), std::nullopt);
    EXPECT_EQ(trial.ask<rules::EntryAwaitsReview>(), std::nullopt);
}

}  // namespace
}  // namespace juece::testing
