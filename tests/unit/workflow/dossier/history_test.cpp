// Replay and the view of an earlier day.
#include "workflow/dossier/history.hpp"

#include <gtest/gtest.h>

#include "tests/support/given.hpp"

namespace juece::testing {
namespace {

using procedure::CorruptHistory;
using procedure::Region;
using procedure::State;

Given c2() {
    return {
        propose(),
        report_study(),
        start_procedure(),
        complete_draft(),
        open_public_comment(),
        close_public_comment(),
        report_public_comment(),
        finalise_draft()};
}

TEST(History, LeadsToTheSameDossier) {
    auto const given = c2();
    auto const& item = given.item();
    auto const again = dossier::replay(*item.statute, item.events);
    EXPECT_EQ(again.version, 8U);
    EXPECT_EQ(again.machine.state(Region::main), State::finalised);
    EXPECT_EQ(again.machine.state(Region::public_comment), State::reported);
    EXPECT_EQ(dossier::row_of({}, again), item.row());
    EXPECT_EQ(again.facts.participation->version, 7U);
    EXPECT_EQ(again.facts.handlers->value, std::vector{handling_organ()});
}

TEST(History, EndsForAnEarlierDayWithWhatWasRecordedByThen) {
    auto const given = c2();
    auto const& item = given.item();
    auto const november = dossier::as_of(item.events, last_moment_of(*parse_day("2023-11-01")));
    EXPECT_EQ(november.size(), 5U);
    EXPECT_EQ(dossier::replay(*item.statute, november).machine.state(Region::public_comment), State::open);
    EXPECT_EQ(dossier::as_of(item.events, item.events[4].recorded_at).size(), 5U);
    EXPECT_TRUE(dossier::as_of(item.events, beijing("2023-10-10")).empty());
}

TEST(History, IsCorruptWithAGapOrATwistedStep) {
    auto const given = c2();
    auto const& item = given.item();
    auto gap = item.events;
    gap.erase(gap.begin() + 4);
    EXPECT_THROW(dossier::replay(*item.statute, gap), CorruptHistory);

    auto twisted = item.events;
    twisted[1].step->to = State::drafting;
    EXPECT_THROW(dossier::replay(*item.statute, twisted), CorruptHistory);
}

TEST(History, IsNeverArguedAgain) {
    // A closing before the last day, recorded under rules that let it pass: today's rules are not asked.
    auto const given = c2();
    auto const& item = given.item();
    auto early = item.events;
    for (std::size_t i = 5; i < early.size(); ++i)
        early[i].occurred_at = beijing("2023-10-20");
    EXPECT_EQ(dossier::replay(*item.statute, early).machine.state(Region::main), State::finalised);
}

TEST(History, LetsAFactEventChangeNoState) {
    auto const given = c2();
    auto const& item = given.item();
    auto events = item.events;
    procedure::Event fact;
    fact.version = 9;
    fact.type = "fact.set.v1";
    fact.occurred_at = fact.recorded_at = beijing("2023-11-16");
    events.push_back(fact);
    auto const dossier = dossier::replay(*item.statute, events);
    EXPECT_EQ(dossier.version, 9U);
    EXPECT_EQ(dossier.machine.state(Region::main), State::finalised);
    EXPECT_EQ(dossier.recorded_at, fact.recorded_at);
}

}  // namespace
}  // namespace juece::testing
