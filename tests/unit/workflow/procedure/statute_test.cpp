// The table itself: unique, reachable, quoted, and as the decree has it.
#include "workflow/procedure/statute.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/statute.hpp"

namespace juece::procedure {
namespace {

Statute const& d713() { return *find_statute("d713_2019"); }

TEST(Statute, IsFoundById) {
    EXPECT_EQ(find_statute("d713_2018"), nullptr);
    EXPECT_EQ(every_statute().size(), 1U);
    EXPECT_EQ(d713().chapters.size(), 2U);
    EXPECT_EQ(d713().chapter(Region::hearing), nullptr);
}

TEST(Statute, HasOneRowPerStateAndTriggerAndOneRegionPerTrigger) {
    std::set<std::pair<State, Trigger>> seen;
    for (auto const& chapter : d713().chapters) {
        for (auto const& row : chapter.rows) {
            EXPECT_TRUE(seen.emplace(row.from, row.on).second) << code(row.from) << " " << code(row.on);
            EXPECT_EQ(row.region, region_of(row.on));
            EXPECT_EQ(d713().row(row.from, row.on), &row);
            EXPECT_FALSE(row.by.empty());
        }
    }
    EXPECT_EQ(d713().row(State::absent, Trigger::initiation_started), nullptr);
    for (auto const trigger : every_trigger())
        EXPECT_NE(d713().first_row(trigger), nullptr) << code(trigger);
}

TEST(Statute, ReachesEveryStateFromItsInitialState) {
    for (auto const& chapter : d713().chapters) {
        std::set<State> reached{chapter.initial};
        for (std::size_t round = 0; round < chapter.rows.size(); ++round) {
            for (auto const& row : chapter.rows) {
                if (reached.contains(row.from)) reached.insert(row.to);
            }
        }
        for (auto const& row : chapter.rows)
            EXPECT_TRUE(reached.contains(row.from)) << code(row.from);
    }
}

TEST(Statute, QuotesTheWordsOfEveryArticleThatARowRestsOn) {
    for (auto const& chapter : d713().chapters) {
        for (auto const& row : chapter.rows)
            EXPECT_FALSE(d713().text_of(row.article).empty()) << text(row.article);
    }
    EXPECT_TRUE(d713().text_of({Source::d713, 44}).empty());
}

TEST(Statute, LetsNobodyButTheOrganStartAProcedure) {
    STATUTE("D713 10");
    for (auto const on : {Trigger::initiation_started, Trigger::initiation_declined, Trigger::initiation_deferred}) {
        for (auto const& row : d713().chapter(Region::main)->rows) {
            if (row.on != on) continue;
            ASSERT_EQ(row.by.size(), 1U);
            EXPECT_EQ(row.by.front(), Role::organ);
        }
    }
}

TEST(Statute, WritesItsStructureWithoutWording) {
    auto const text = structure(d713());
    EXPECT_NE(
        text.find("due public_comment.opened open by handler article D713 15(1) rules R20,R20,R21\n"), std::string::npos
    ) << text;
    EXPECT_NE(text.find("region public_comment initial due\n"), std::string::npos);
    EXPECT_NE(text.find("drafting drafting.completed drafted by handler article D713 12 rules -\n"), std::string::npos);
    EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    EXPECT_EQ(std::ranges::count(text, '\n'), 20);
}

}  // namespace
}  // namespace juece::procedure
