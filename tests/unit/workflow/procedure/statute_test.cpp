// The table itself: unique, reachable, quoted, and as the decree has it.
#include "workflow/procedure/statute.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/statute.hpp"
#include "workflow/procedure/command.hpp"

namespace juece::procedure {
namespace {

Statute const& d713() { return *find_statute("d713_2019"); }

TEST(Statute, IsFoundById) {
    EXPECT_EQ(find_statute("d713_2018"), nullptr);
    EXPECT_EQ(every_statute().size(), 1U);
    EXPECT_EQ(d713().chapters.size(), region_count);
    for (auto const region : every_region())
        EXPECT_NE(d713().chapter(region), nullptr) << code(region);
    EXPECT_EQ(d713().chapter(Region::none), nullptr);
}

TEST(Statute, HasOneRowPerStateAndTriggerAndOneRegionPerTrigger) {
    std::set<std::pair<State, Trigger>> seen;
    for (auto const& chapter : d713().chapters) {
        for (auto const& row : chapter.rows) {
            EXPECT_TRUE(seen.emplace(row.from, row.on).second) << code(row.from) << " " << code(row.on);
            EXPECT_EQ(row.region, region_of(row.on));
            EXPECT_EQ(d713().row(row.from, row.on), &row);
            EXPECT_TRUE(row.moves());
        }
    }
    for (auto const& row : d713().acts) {
        EXPECT_FALSE(row.moves());
        EXPECT_EQ(region_of(row.on), Region::none);
        EXPECT_EQ(d713().act(row.on), &row);
    }
    EXPECT_EQ(d713().row(State::absent, Trigger::initiation_started), nullptr);
    for (auto const trigger : every_trigger())
        EXPECT_NE(d713().first_row(trigger), nullptr) << code(trigger);
}

TEST(Statute, QuotesTheWordsOfEveryArticleThatARowRestsOnAndOfNoOther) {
    std::set<std::string> cited;
    auto const quote = [&](std::span<RowView const> rows) {
        for (auto const& row : rows) {
            cited.insert(text(row.article));
            EXPECT_FALSE(d713().text_of(row.article).empty()) << text(row.article);
        }
    };
    for (auto const& chapter : d713().chapters)
        quote(chapter.rows);
    quote(d713().acts);
    std::set<std::string> quoted;
    for (auto const& article : d713().articles)
        EXPECT_TRUE(quoted.insert(text(article.cites)).second) << text(article.cites);
    EXPECT_EQ(quoted, cited);
    EXPECT_TRUE(d713().text_of({Source::d713, 44}).empty());
}

// What follows from another act is what no command asks for, and names who did the act: nobody.
TEST(Statute, AsksForEverythingButConsequences) {
    auto const check = [](std::span<RowView const> rows) {
        for (auto const& row : rows) {
            auto const name = code(row.on);
            EXPECT_EQ(row.is_asked_for(), command_of(row.on) != nullptr) << name;
            EXPECT_EQ(row.is_asked_for(), !name.ends_with(".voided") && !name.ends_with(".reinstated")) << name;
            EXPECT_TRUE(row.is_asked_for() || row.clauses.empty()) << name;
        }
    };
    for (auto const& chapter : d713().chapters)
        check(chapter.rows);
    check(d713().acts);
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
    auto const npos = std::string::npos;
    auto const text = structure(d713());
    EXPECT_NE(text.find("due public_comment.opened open by handler article D713 15(1) rules R20,R99,R20,R21\n"), npos)
        << text;
    EXPECT_NE(text.find("region public_comment initial due\n"), npos);
    EXPECT_NE(text.find("proposed proposal.rejected rejected by organ article D713 10 rules -\n"), npos);
    EXPECT_NE(text.find("reported hearing.voided due by - article DESIGN 9 rules -\n"), npos);
    EXPECT_NE(text.find("\nacts\nfact.set by handler,organ article DESIGN 1 rules F_SECRET,F_SECRET,D01,D01\n"), npos);
    EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    auto lines = 2 + d713().acts.size();  // the statute, and the heading of the acts
    for (auto const& chapter : d713().chapters)
        lines += 1 + chapter.rows.size();
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(text, '\n')), lines);
}

}  // namespace
}  // namespace juece::procedure
