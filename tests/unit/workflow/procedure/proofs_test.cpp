// What can be proved of the table itself, by walking through all of it: no test of an example could say so much.
#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "tests/support/statute.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::procedure {
namespace {

Statute const& d713() { return *find_statute("d713_2019"); }

std::string told(RowView const& row) {
    return fmt::format("{} --{}--> {}", code(row.from), code(row.on), code(row.to));
}

// Where one can get from the chapter's beginning, along the rows that are walked.
std::set<State> reachable(ChapterView const& chapter, std::function<bool(RowView const&)> const& walked) {
    std::set<State> found{chapter.initial};
    for (bool grew = true; grew;) {
        grew = false;
        for (auto const& row : chapter.rows) {
            if (found.contains(row.from) && walked(row)) grew |= found.insert(row.to).second;
        }
    }
    return found;
}

bool every_row(RowView const&) { return true; }

bool asks(RowView const& row, std::string_view rule) {
    return std::ranges::any_of(row.clauses, [&](Clause const& clause) { return clause.rule->id == rule; });
}

void expect_every_row_on(Trigger on, std::initializer_list<std::string_view> rules) {
    std::size_t rows = 0;
    for (auto const& chapter : d713().chapters) {
        for (auto const& row : chapter.rows) {
            if (row.on != on) continue;
            ++rows;
            for (auto const rule : rules)
                EXPECT_TRUE(asks(row, rule)) << told(row) << " does not ask " << rule;
        }
    }
    EXPECT_GT(rows, 0u) << code(on);
}

TEST(TheTable, LeavesNoStateUnreachableAndNoRowDead) {
    for (auto const& chapter : d713().chapters) {
        auto const found = reachable(chapter, every_row);
        for (auto const& row : chapter.rows)
            EXPECT_TRUE(found.contains(row.from)) << "dead: " << told(row);
    }
}

TEST(TheTable, EndsOnlyWhereTheLawEnds) {
    // 不予采纳、不启动、决定不予通过、终止; 执行 goes on with the chapters that follow it (D713 35–37).
    std::set<State> const ends{State::rejected, State::not_started, State::disapproved, State::terminated};
    for (auto const& chapter : d713().chapters) {
        for (auto const state : reachable(chapter, every_row)) {
            bool const can_be_left =
                std::ranges::any_of(chapter.rows, [&](RowView const& row) { return row.from == state; });
            EXPECT_EQ(can_be_left, !ends.contains(state)) << code(chapter.region) << " " << code(state);
        }
    }
}

TEST(TheTable, LetsNoDecisionPassWithoutLegalityReview) {
    STATUTE("D713 25(1)");
    auto const without_review = [](RowView const& row) {
        return row.on != Trigger::legality_review_passed && row.on != Trigger::legality_review_changes_adopted &&
               row.on != Trigger::legality_review_exploratory;
    };
    auto const found = reachable(*d713().chapter(Region::main), without_review);
    for (auto const state : {State::reviewed, State::listed, State::deliberated, State::approved, State::disapproved})
        EXPECT_FALSE(found.contains(state)) << code(state);
}

TEST(TheTable, LetsNoDecisionPassWithoutARecordedDiscussion) {
    STATUTE("D713 30(1)");
    auto const without_discussion = [](RowView const& row) { return row.on != Trigger::deliberation_recorded; };
    auto const found = reachable(*d713().chapter(Region::main), without_discussion);
    for (auto const state : {State::approved, State::disapproved, State::published, State::withheld, State::executing})
        EXPECT_FALSE(found.contains(state)) << code(state);
    for (auto const on :
         {Trigger::deliberation_approved,
          Trigger::deliberation_modified,
          Trigger::deliberation_rejected,
          Trigger::deliberation_returned})
        expect_every_row_on(on, {"R58", "R59", "R60", "R61", "R62"});
    // Deferring is the way out of a discussion that was held otherwise than the law demands.
    expect_every_row_on(Trigger::deliberation_deferred, {"R60", "R62"});
    for (auto const on : {Trigger::deliberation_approved, Trigger::deliberation_modified})
        expect_every_row_on(on, {"R39", "R95"});
}

TEST(TheTable, LetsNothingBePublishedWithoutTheReportToTheParty) {
    STATUTE("D713 31");
    auto const& main = *d713().chapter(Region::main);
    auto const unpublished = [](RowView const& row) { return !asks(row, "R63"); };
    auto const found = reachable(main, unpublished);
    for (auto const state : {State::published, State::withheld, State::in_force, State::executing})
        EXPECT_FALSE(found.contains(state)) << code(state);
    expect_every_row_on(Trigger::publication_published, {"R63", "R64", "R42", "R65", "R66", "R67", "R99"});
    expect_every_row_on(Trigger::publication_withheld, {"R63", "R64", "R42"});
}

TEST(TheTable, LetsNothingBeReviewedBeforeTheProceduresBesideIt) {
    STATUTE("D713 26(1)");
    expect_every_row_on(
        Trigger::legality_review_submitted, {"R17", "R19", "R23", "R24", "R29", "R30", "R36", "R40", "R45", "R50"}
    );
    expect_every_row_on(Trigger::legality_initial_submitted, {"R17", "R19", "R23", "R24", "R29", "R30", "R36", "R40"});
    for (auto const on :
         {Trigger::legality_review_passed,
          Trigger::legality_review_passed_with_changes,
          Trigger::legality_review_exploratory,
          Trigger::legality_review_failed})
        expect_every_row_on(on, {"R47", "R51", "R52", "R53", "R54"});
}

TEST(TheTable, AsksEveryRuleOfTheProcedure) {
    std::set<std::string_view> asked;
    auto const collect = [&](std::span<RowView const> rows) {
        for (auto const& row : rows) {
            for (auto const& clause : row.clauses)
                asked.insert(clause.rule->id);
        }
    };
    for (auto const& chapter : d713().chapters)
        collect(chapter.rows);
    collect(d713().acts);
    // R07, R34 and R55 are for audits; R04–R06 come with the catalogue; R94 has not been read.
    std::vector<int> numbers{1, 2, 3, 95, 99};
    for (int n = 8; n <= 68; ++n) {
        if (n != 34 && n != 55) numbers.push_back(n);
    }
    for (int const n : numbers)
        EXPECT_TRUE(asked.contains(fmt::format("R{:02}", n))) << n;
}

// Stages beside the main line come back to `due` from wherever they were finished or waived.
TEST(TheTable, UndoesWhatAReturnVoidsAndAFactReinstates) {
    for (auto const& chapter : d713().chapters) {
        if (chapter.initial != State::due) continue;
        for (auto const& row : chapter.rows) {
            if (row.is_asked_for()) continue;
            EXPECT_EQ(row.to, State::due) << told(row);
        }
        bool const can_be_waived = reachable(chapter, every_row).contains(State::waived);
        bool const can_be_reinstated =
            std::ranges::any_of(chapter.rows, [](RowView const& row) { return row.from == State::waived; });
        EXPECT_EQ(can_be_waived, can_be_reinstated) << code(chapter.region);
    }
}

}  // namespace
}  // namespace juece::procedure
