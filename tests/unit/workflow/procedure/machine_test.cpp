// The machine: trying moves nothing, copies stand where the original stands, history cannot be bent.
#include "workflow/procedure/machine.hpp"

#include <map>

#include <gtest/gtest.h>

#include "tests/support/given.hpp"

namespace juece::testing {
namespace {

using procedure::CorruptHistory;
using procedure::Machine;
using procedure::Region;
using procedure::State;
using procedure::Statute;
using procedure::Step;
using procedure::Trigger;

Statute const& d713() { return *procedure::find_statute("d713_2019"); }

Machine drafted_and_open() {
    auto machine = Machine::of(d713());
    machine.replay(1, {Trigger::proposal_submitted, Region::main, State::absent, State::proposed});
    machine.replay(2, {Trigger::proposal_studied, Region::main, State::proposed, State::studied});
    machine.replay(3, {Trigger::initiation_started, Region::main, State::studied, State::drafting});
    machine.replay(4, {Trigger::drafting_completed, Region::main, State::drafting, State::drafted});
    machine.replay(5, {Trigger::public_comment_opened, Region::public_comment, State::due, State::open});
    return machine;
}

TEST(Machine, StartsWhereEachChapterStarts) {
    auto const machine = Machine::of(d713());
    EXPECT_EQ(machine.state(Region::main), State::absent);
    EXPECT_EQ(machine.state(Region::public_comment), State::due);
    EXPECT_EQ(machine.row(Trigger::initiation_started), nullptr);
    EXPECT_EQ(machine.row(Trigger::proposal_submitted)->to, State::proposed);
}

TEST(Machine, CopiedOrMovedAwayFromItsStartStandsWhereTheOriginalStands) {
    auto original = drafted_and_open();
    auto copy = original.clone();
    EXPECT_EQ(copy.state(Region::main), State::drafted);
    EXPECT_EQ(copy.state(Region::public_comment), State::open);

    copy.replay(6, {Trigger::public_comment_closed, Region::public_comment, State::open, State::closed});
    EXPECT_EQ(copy.state(Region::public_comment), State::closed);
    EXPECT_EQ(original.state(Region::public_comment), State::open) << "a copy is its own machine";

    auto const moved = std::move(original);
    EXPECT_EQ(moved.state(Region::main), State::drafted);
    EXPECT_EQ(moved.state(Region::public_comment), State::open);
}

TEST(Machine, IsNotMovedByTrying) {
    auto const machine = drafted_and_open();
    rules::Facts facts;
    facts.comment_period = {{*parse_day("2023-10-12"), *parse_day("2023-11-11"), false}, 5, beijing("2023-10-12")};
    rules::Profile const profile;
    Object const data;
    auto const who = performer(procedure::Role::handler, handling_organ());

    auto const calendar = calendar::Calendar{}.known_on(*parse_day("2023-11-11"));
    rules::Judgement const early{facts, profile, calendar, who, beijing("2023-11-11"), data, {}, {}};
    EXPECT_EQ(machine.try_step(Trigger::public_comment_closed, early).size(), 1U);
    rules::Judgement const late{facts, profile, calendar, who, beijing("2023-11-12"), data, {}, {}};
    EXPECT_TRUE(machine.try_step(Trigger::public_comment_closed, late).empty());
    EXPECT_EQ(machine.state(Region::public_comment), State::open);
    EXPECT_EQ(machine.state(Region::main), State::drafted);
    EXPECT_EQ(machine.try_step(Trigger::public_comment_closed, early).size(), 1U) << "no reason is left over";
}

TEST(Machine, RefusesAHistoryThatItsTableDoesNotKnow) {
    auto machine = drafted_and_open();
    Step const impossible[]{
        {Trigger::public_comment_closed, Region::public_comment, State::due, State::closed},     // not where it stands
        {Trigger::public_comment_closed, Region::public_comment, State::open, State::reported},  // not where it leads
        {Trigger::public_comment_closed, Region::main, State::open, State::closed},              // another region
        {Trigger::public_comment_opened, Region::public_comment, State::open, State::open},      // no such row
        {Trigger::public_comment_closed, Region::hearing, State::open, State::closed},           // another chapter
    };
    for (auto const& step : impossible) {
        try {
            machine.replay(6, step);
            ADD_FAILURE() << code(step.trigger) << " was replayed";
        } catch (CorruptHistory const& error) {
            EXPECT_EQ(error.version(), 6U);
        }
        EXPECT_EQ(machine.state(Region::public_comment), State::open);
    }
}

// A shortest way from the chapter's beginning to a state that can be reached.
std::vector<procedure::RowView const*> way_to(procedure::ChapterView const& chapter, State end) {
    std::map<State, std::vector<procedure::RowView const*>> ways{{chapter.initial, {}}};
    while (!ways.contains(end)) {
        auto const known = ways;
        for (auto const& row : chapter.rows) {
            if (!known.contains(row.from) || ways.contains(row.to)) continue;
            auto way = known.at(row.from);
            way.push_back(&row);
            ways.emplace(row.to, std::move(way));
        }
        if (ways.size() == known.size()) break;  // TheTable.LeavesNoStateUnreachableAndNoRowDead says which
    }
    return ways[end];
}

// Takes every row of the table once, so that MSM's table and ours are seen to agree in each.
TEST(Machine, TakesEveryRowOfTheTable) {
    for (auto const& chapter : d713().chapters) {
        for (auto const& target : chapter.rows) {
            auto way = way_to(chapter, target.from);
            way.push_back(&target);
            auto machine = Machine::of(d713());
            std::uint64_t version = 0;
            for (auto const* row : way)
                machine.replay(++version, {row->on, row->region, row->from, row->to});
            EXPECT_EQ(machine.state(chapter.region), target.to) << code(target.from) << " " << code(target.on);
        }
    }
}

}  // namespace
}  // namespace juece::testing
