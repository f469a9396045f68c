// The menu: what is open, what not yet and why, for a post and for everybody.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"

namespace juece::testing {
namespace {

using dossier::Option;
using procedure::Role;

std::vector<Option> menu_on(Given const& given, std::string_view day, std::optional<Role> role = {}) {
    std::optional<rules::Performer> who;
    if (role) who = performer(*role, handling_organ());
    return dossier::menu(given.item().dossier, who, given.item().context(beijing(day)));
}

Option const& option(std::vector<Option> const& options, std::string_view command) {
    auto const found = std::ranges::find(options, command, [](Option const& option) { return option.spec->name; });
    EXPECT_NE(found, options.end()) << command;
    return *found;
}

Given opened() { return {propose(), report_study(), start_procedure(), complete_draft(), open_public_comment()}; }

TEST(Menu, ListsEveryStepFromHereInTheOrderOfTheStatute) {
    std::vector<std::string_view> names;
    for (auto const& option : menu_on(Given{propose()}, "2023-10-12"))
        names.push_back(option.spec->name);
    EXPECT_EQ(
        names,
        (std::vector<std::string_view>{
            "assign_study", "report_study", "reject_proposal", "open_public_comment", "waive_public_comment"})
    );
}

TEST(Menu, SaysFromWhichDayAStepIsPossible) {
    STATUTE("D713 15(1)");
    auto const options = menu_on(opened(), "2023-11-10");
    auto const& close = option(options, "close_public_comment");
    ASSERT_EQ(close.standing.size(), 1U);
    EXPECT_EQ(close.standing[0].rule, "R22");
    EXPECT_EQ(close.not_before, parse_day("2023-11-12"));
    EXPECT_EQ(close.until, parse_day("2023-11-11"));
    EXPECT_TRUE(close.may_act);
    EXPECT_FALSE(option(options, "finalise_draft").until);

    auto const later = menu_on(opened(), "2023-11-12");
    EXPECT_TRUE(option(later, "close_public_comment").standing.empty());
    EXPECT_FALSE(option(later, "close_public_comment").not_before);
}

TEST(Menu, LeavesContentRulesToTheCommand) {
    auto const options = menu_on(Given{propose(), report_study(), start_procedure(), complete_draft()}, "2023-10-12");
    EXPECT_TRUE(option(options, "open_public_comment").standing.empty());
    auto const before = menu_on(Given{propose()}, "2023-10-12");
    ASSERT_EQ(option(before, "open_public_comment").standing.size(), 1U);
    EXPECT_EQ(option(before, "open_public_comment").standing[0].rule, "R20");
}

TEST(Menu, TellsAPostWhatItMayNotDo) {
    auto const options = menu_on(Given{propose(), report_study()}, "2023-10-12", Role::handler);
    auto const& start = option(options, "start_procedure");
    EXPECT_FALSE(start.may_act);
    ASSERT_EQ(start.standing.size(), 1U);
    EXPECT_EQ(start.standing[0].rule, "by");
    EXPECT_TRUE(option(menu_on(Given{propose(), report_study()}, "2023-10-12", Role::organ), "start_procedure").may_act
    );
}

}  // namespace
}  // namespace juece::testing
