// Entries made for another, corrected, annulled and rechecked (docs/choices.md 5, 7).
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::Role;
using procedure::State;
using Told = std::vector<std::string>;

PersonId const clerk = person(77);

Act entered_by_clerk(Act act) {
    act.who.actor.entered_by = procedure::EnteredBy{clerk, *PostCode::parse("post-clerk")};
    act.who.actor.authority = digest_of("授权书");
    return act;
}

Act corrected(std::uint64_t target, std::string_view member, std::string_view value) {
    return correct_entry()
        .with("target", target)
        .with("corrections", List{Object{{"member", member}, {"values", List{value}}}});
}

Act annulled(std::uint64_t target) { return annul_entry().with("target", target); }

List versions(Given const& given, std::string_view member) {
    auto const row = given.item().row();
    auto const* found = row.find(member);
    return found != nullptr ? *found->list() : List{};
}

std::size_t place(std::uint64_t version) { return static_cast<std::size_t>(version - 1); }

void expect_replay_is_the_same(Given const& given) {
    auto const& item = given.item();
    auto const again = dossier::replay(*item.statute, item.events);
    EXPECT_EQ(dossier::row_of({}, again), item.row());
    EXPECT_FALSE(again.facts_outdated);
    EXPECT_FALSE(item.dossier.facts_outdated);
}

TEST(Confirmation, IsAwaitedOfWhatAClerkEntered) {
    Given given{propose(), report_study(), entered_by_clerk(start_procedure())};
    EXPECT_EQ(versions(given, "awaiting_confirmation"), List{3});
    auto const confirming = confirm_entry().with("target", 3);
    auto const by_clerk = confirming.by(Role::office);
    given.when(by_clerk).then_refused({"D05"});
    given.when(confirming.with("target", 1)).then_refused({"D05"});
    given.when(confirming).then_accepted();
    given.when(entered_by_clerk(confirming)).then_refused({"D05"});
    given.when(by_clerk.attaching("evidence_signed", "经签名的启动决定")).then_accepted();
    given.and_then({confirming});
    EXPECT_EQ(versions(given, "awaiting_confirmation"), List{});
    given.when(confirming).then_refused({"D05", "D05"});
    expect_replay_is_the_same(given);
}

TEST(Correction, ChangesTheFactAndMarksWhatReadIt) {
    STATUTE("D713 15(1)");
    auto const misread = open_public_comment().with("until", "2023-11-12");
    auto acts = ways::joined(ways::drafted(), {misread, close_public_comment().on("2023-11-13")});
    Given given{acts};
    auto const state = given.item().state(Region::public_comment);
    given.and_then({corrected(5, "until", "2023-11-11")});
    auto const& facts = given.item().dossier.facts;
    EXPECT_EQ(facts.comment_period->value.last_day, *parse_day("2023-11-11"));
    EXPECT_EQ(facts.comment_period->version, 5U) << "the fact is still of the entry that set it";
    EXPECT_TRUE(facts.entries[place(5)].is_corrected);
    EXPECT_EQ(versions(given, "awaiting_review"), List{6}) << "the closing read the last day";
    EXPECT_EQ(given.item().state(Region::public_comment), state) << "no machine is rewound";
    EXPECT_EQ(given.item().events[4].data.text("until"), "2023-11-12") << "history shows both";
    expect_replay_is_the_same(given);

    auto const review = review_entry().with("target", 6);
    given.when(review.with("target", 5)).then_refused({"D07"});
    given.and_then({review});
    EXPECT_EQ(versions(given, "awaiting_review"), List{});
    given.when(review).then_refused({"D07", "D07"});
    expect_replay_is_the_same(given);
}

TEST(Correction, MarksTheEntryItselfIfItNoLongerMeetsARuleThatItMet) {
    STATUTE("D713 15(1)");
    Given given{ways::commented()};
    given.and_then({corrected(5, "until", "2023-10-20").on("2023-10-13")});
    EXPECT_EQ(versions(given, "awaiting_review"), List{5}) << "eight days without a reason in the notice";
    EXPECT_TRUE(given.item().dossier.facts.comment_period->value.shortened);
    expect_replay_is_the_same(given);
    Given harmless{ways::commented()};
    harmless.and_then({corrected(5, "until", "2023-11-20").on("2023-10-13")});
    EXPECT_EQ(versions(harmless, "awaiting_review"), List{});
}

TEST(Correction, OfTheTimeOfAnActIsReadByRulesOfLaterActs) {
    Given given{ways::commented()};
    given.and_then({corrected(4, "occurred_at", "2023-10-10T01:00:00.000000Z").on("2023-10-13")});
    EXPECT_EQ(given.item().dossier.facts.draft->occurred_at, beijing("2023-10-10"));
    EXPECT_EQ(versions(given, "awaiting_review"), List{5}) << "the notice shows the draft";
    EXPECT_EQ(given.item().events[3].occurred_at, beijing("2023-10-11"));
}

TEST(Correction, NamesMembersThatTheEntryHasAndValuesThatTheyCanHave) {
    Given const given{ways::commented()};
    auto const told = [&](Act const& act) {
        Told faults;
        for (auto const& fault : dossier::faults_of_corrections(given.item().dossier, act.command))
            faults.push_back(fault.code + " " + fault.pointer);
        return faults;
    };
    EXPECT_EQ(told(corrected(5, "until", "2023-11-20")), Told{});
    EXPECT_EQ(told(corrected(5, "until", "soon")), Told{"bad_day /data/corrections/0/values"});
    EXPECT_EQ(told(corrected(5, "untl", "2023-11-20")), Told{"unknown_field /data/corrections/0/member"});
    EXPECT_EQ(told(corrected(5, "shortening_reason", "x")), Told{"not_correctable /data/corrections/0/member"});
    EXPECT_EQ(told(corrected(5, "units_asked", "49")), Told{});
    EXPECT_EQ(told(corrected(5, "units_asked", "many")), Told{"wrong_type /data/corrections/0/values"});
    EXPECT_EQ(told(corrected(5, "channels", "pigeon")), Told{"unknown_choice /data/corrections/0/values/0"});
    EXPECT_EQ(told(corrected(4, "occurred_at", "yesterday")), Told{"bad_time /data/corrections/0/values"});
    EXPECT_EQ(
        told(corrected(4, "occurred_at", "2030-01-01T00:00:00.000000Z")), Told{"bad_time /data/corrections/0/values"}
    );
    EXPECT_EQ(told(correct_entry().with("corrections", List{})), Told{"missing_field /data/corrections"});
    auto const row = Object{{"member", "until"}, {"values", List{"2023-11-20"}}};
    EXPECT_EQ(
        told(correct_entry().with("target", 5).with("corrections", List{row, row})),
        Told{"repeated_item /data/corrections/1/member"}
    );
    auto const nothing = List{Object{{"member", "units_asked"}, {"values", List{}}}};
    EXPECT_EQ(told(correct_entry().with("target", 5).with("corrections", nothing)), Told{});
    EXPECT_EQ(told(corrected(99, "until", "2023-11-20")), Told{}) << "the law says that there is no such entry";
}

TEST(Annulment, TakesTheFactAwayAndMarksWhatReadIt) {
    STATUTE("D713 13");
    auto acts = std::vector<Act>{
        propose(),
        report_study(),
        start_procedure(),
        ways::found("F_XDEPT", true, "2023-10-11"),
        request_consultation(),
        answer_consultation(),
        complete_draft()};
    Given given{acts};
    given.and_then({annulled(5)});
    EXPECT_TRUE(given.item().dossier.facts.entries[place(5)].is_annulled);
    EXPECT_FALSE(given.item().dossier.facts.consultation);
    auto const waiting = versions(given, "awaiting_review");
    EXPECT_NE(std::ranges::find(waiting, Value{6}), waiting.end()) << "the answer to a request that was none";
    EXPECT_EQ(given.item().state(Region::main), State::drafted);
    given.when(annulled(5)).then_refused({"D07"});
    expect_replay_is_the_same(given);
}

TEST(Annulment, OfAResultMakesItsStageDueAgain) {
    STATUTE("D713 18");
    Given given{ways::heard()};
    auto const outcome = given.when(annulled(7)).then_accepted();
    EXPECT_EQ(outcome.types(), (Told{"entry.annulled.v1", "public_comment.voided.v1"}));
    EXPECT_EQ(outcome.event(1).data, (Object{{"target", 7}}));
    given.and_then({annulled(7)});
    EXPECT_EQ(given.item().state(Region::public_comment), State::due);
    EXPECT_FALSE(given.item().dossier.facts.stage(Region::public_comment));
    expect_replay_is_the_same(given);
    EXPECT_EQ(given.when(annulled(9)).refusal().rule, "D07") << "a consequence goes with its cause";
}

TEST(Annulment, OfAWaiverBringsTheStageBack) {
    Given given{ways::freed()};
    auto const waived = given.item().dossier.facts.stage(Region::expert_review)->version;
    EXPECT_EQ(
        given.when(annulled(waived).on("2023-11-22")).types(),
        (Told{"entry.annulled.v1", "expert_review.reinstated.v1"})
    );
}

TEST(Annulment, MayItselfBeAnnulled) {
    Given given{ways::commented()};
    auto const period = given.item().dossier.facts.comment_period->value.last_day;
    given.and_then({annulled(5)});
    ASSERT_FALSE(given.item().dossier.facts.comment_period);
    given.and_then({annulled(6)});
    EXPECT_EQ(given.item().dossier.facts.comment_period->value.last_day, period);
    EXPECT_FALSE(given.item().dossier.facts.entries[place(5)].is_annulled);
    EXPECT_TRUE(given.item().dossier.facts.entries[place(6)].is_annulled);
    expect_replay_is_the_same(given);
}

TEST(Annulment, OfAFactMarksTheWaiverThatRestsOnIt) {
    STATUTE("D713 22(1)");
    Given given{ways::freed()};
    auto const fact = given.item().dossier.facts.is(rules::Switch::risk)->version;
    auto const waiver = given.item().dossier.facts.stage(Region::risk_assessment)->version;
    given.and_then({annulled(fact).on("2023-11-22")});
    EXPECT_EQ(versions(given, "awaiting_review"), List{waiver});
    EXPECT_EQ(given.item().state(Region::risk_assessment), State::waived) << "the organ or the reviewer decides";
    auto const row = given.item().row();
    auto const& roles = *row.find("waiting_for")->list();
    EXPECT_NE(std::ranges::find(roles, Value{"reviewer"}), roles.end());
    expect_replay_is_the_same(given);
}

TEST(Corrections, NeedTwoPersonsAPaperAndTheRightOrgan) {
    Given const given{ways::commented()};
    auto const plain = annulled(4);
    given.when(plain).then_accepted();
    given.when(plain.lacking("evidence_signed")).then_accepted();
    given.when(plain.lacking("evidence")).then_accepted();
    given.when(plain.lacking("evidence").lacking("evidence_signed")).then_refused({"D07"});
    given.when(plain.without("second_person")).then_refused({"D07"});
    auto const alone = performer(Role::organ).actor.person.text();
    given.when(plain.with("second_person", alone)).then_refused({"D07"});
    given.when(entered_by_clerk(plain).with("second_person", clerk.text())).then_refused({"D07"});
    given.when(plain.by(Role::handler, handling_organ())).then_accepted();
    given.when(plain.by(Role::reviewer, reviewing_organ())).then_refused({"D07"});
    given.when(plain.by(Role::citizen)).then_refused({"by", "D07"});
    given.when(annulled(40)).then_refused({"D07"});
}

TEST(Corrections, ReplaceASignedPaperOnlyByASignedPaper) {
    Given const given{propose(), report_study(), start_procedure()};
    given.when(annulled(3).lacking("evidence_signed")).then_refused({"D07"});
    given.when(annulled(3)).then_accepted();
    given.when(annulled(2).lacking("evidence_signed")).then_accepted();
}

}  // namespace
}  // namespace juece::testing
