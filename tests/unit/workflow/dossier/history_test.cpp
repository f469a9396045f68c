// Replay and the view of an earlier day.
#include "workflow/dossier/history.hpp"

#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using procedure::CorruptHistory;
using procedure::Region;
using procedure::State;

TEST(History, LeadsToTheSameDossier) {
    Given const given{ways::executing()};
    auto const& item = given.item();
    auto const again = dossier::replay(*item.statute, item.events);
    EXPECT_EQ(again.version, item.events.size());
    EXPECT_EQ(again.machine.state(Region::main), State::executing);
    EXPECT_EQ(again.machine.state(Region::public_comment), State::reported);
    EXPECT_EQ(again.machine.state(Region::party_report), State::answered);
    EXPECT_EQ(dossier::row_of({}, again), item.row());
    EXPECT_EQ(again.facts.stage(Region::public_comment)->version, 7U);
    EXPECT_EQ(again.facts.handlers->value, std::vector{handling_organ()});
    EXPECT_EQ(again.facts.entries.size(), item.events.size());
}

TEST(History, EndsForAnEarlierDayWithWhatWasRecordedByThen) {
    Given const given{ways::heard()};
    auto const& item = given.item();
    auto const november = dossier::as_of(item.events, last_moment_of(*parse_day("2023-11-01")));
    EXPECT_EQ(november.size(), 5U);
    EXPECT_EQ(dossier::replay(*item.statute, november).machine.state(Region::public_comment), State::open);
    EXPECT_EQ(dossier::as_of(item.events, item.events[4].recorded_at).size(), 5U);
    EXPECT_TRUE(dossier::as_of(item.events, beijing("2023-10-10")).empty());
}

TEST(History, IsCorruptWithAGapATwistedStepOrAStepThatIsNotToldAsOne) {
    Given const given{ways::heard()};
    auto const& item = given.item();
    auto gap = item.events;
    gap.erase(gap.begin() + 4);
    EXPECT_THROW(dossier::replay(*item.statute, gap), CorruptHistory);

    auto twisted = item.events;
    twisted[1].step->to = State::drafting;
    EXPECT_THROW(dossier::replay(*item.statute, twisted), CorruptHistory);

    auto without_step = item.events;
    without_step[1].step.reset();
    EXPECT_THROW(dossier::replay(*item.statute, without_step), CorruptHistory);
}

TEST(History, IsNeverArguedAgain) {
    // A closing before the last day, recorded under rules that let it pass: today's rules are not asked.
    Given const given{ways::heard()};
    auto const& item = given.item();
    auto early = item.events;
    for (std::size_t i = 5; i < early.size(); ++i)
        early[i].occurred_at = beijing("2023-10-20");
    EXPECT_EQ(dossier::replay(*item.statute, early).machine.state(Region::public_comment), State::reported);
}

TEST(History, LetsAnActOfRecordChangeNoState) {
    Given const given{ways::heard()};
    auto const& item = given.item();
    auto events = item.events;
    procedure::Event fact;
    fact.version = events.size() + 1;
    fact.type = "fact.set.v1";
    fact.occurred_at = fact.recorded_at = beijing("2023-11-16");
    events.push_back(fact);
    auto const dossier = dossier::replay(*item.statute, events);
    EXPECT_EQ(dossier.version, fact.version);
    EXPECT_EQ(dossier.machine.state(Region::main), State::drafted);
    EXPECT_EQ(dossier.recorded_at, fact.recorded_at);
}

}  // namespace
}  // namespace juece::testing
