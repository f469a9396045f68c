// The menu: what is open, what not yet and why, and by when, for a post and for everybody.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/given.hpp"
#include "tests/support/statute.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using dossier::Option;
using procedure::Role;

std::vector<Option> menu_for(Given const& given, Timestamp now, std::optional<rules::Performer> const& who) {
    return dossier::menu(given.item().dossier, who, given.item().context(now));
}

std::vector<Option> menu_on(Given const& given, std::string_view day, std::optional<Role> role = {}) {
    return menu_for(given, beijing(day), role ? std::optional{performer(*role)} : std::nullopt);
}

std::vector<std::string_view> names(std::vector<Option> const& options) {
    std::vector<std::string_view> names;
    for (auto const& option : options)
        names.push_back(option.spec->name);
    return names;
}

bool offers(std::vector<Option> const& options, std::string_view command) {
    return std::ranges::find(options, command, [](Option const& option) { return option.spec->name; }) != options.end();
}

Option option(std::vector<Option> const& options, std::string_view command) {
    auto const found = std::ranges::find(options, command, [](Option const& option) { return option.spec->name; });
    EXPECT_NE(found, options.end()) << command;
    return found != options.end() ? *found : Option{};
}

TEST(Menu, OffersOnlyAProposalOfWhatIsNotThereYet) {
    EXPECT_EQ(option(menu_on(Given{}, "2023-10-12"), "propose").row.on, procedure::Trigger::proposal_submitted);
    for (auto const& each : menu_on(Given{}, "2023-10-12"))
        EXPECT_TRUE(each.row.moves()) << each.spec->name;
}

TEST(Menu, ListsStepsInTheOrderOfTheStatuteThenActsOfRecord) {
    auto const options = menu_on(Given{propose()}, "2023-10-12");
    auto const listed = names(options);
    EXPECT_EQ(
        (std::vector(listed.begin(), listed.begin() + 4)),
        (std::vector<std::string_view>{"assign_study", "report_study", "reject_proposal", "open_public_comment"})
    );
    auto const first_act = std::ranges::find_if(options, [](Option const& each) { return !each.row.moves(); });
    ASSERT_NE(first_act, options.end());
    EXPECT_EQ(first_act->spec->name, "set_fact");
    EXPECT_TRUE(std::all_of(first_act, options.end(), [](Option const& each) { return !each.row.moves(); }));
    EXPECT_TRUE(std::ranges::all_of(options, [](Option const& each) { return each.row.is_asked_for(); }));
}

TEST(Menu, SaysFromWhichDayAStepIsPossible) {
    STATUTE("D713 15(1)");
    Given const given{ways::commented()};
    auto const close = option(menu_on(given, "2023-11-10"), "close_public_comment");
    ASSERT_EQ(close.standing.size(), 1U);
    EXPECT_EQ(close.standing[0].rule, "R22");
    EXPECT_EQ(close.not_before, parse_day("2023-11-12"));
    EXPECT_EQ(close.until, parse_day("2023-11-11"));
    EXPECT_TRUE(close.may_act);

    auto const later = option(menu_on(given, "2023-11-12"), "close_public_comment");
    EXPECT_TRUE(later.standing.empty());
    EXPECT_FALSE(later.not_before);
}

TEST(Menu, TellsTheReviewersEarliestAndLatestDay) {
    STATUTE("D713 26(2)");
    rules::Profile limited;
    limited.id = "limited";
    limited.review_days_max = calendar::WorkingDays{10};
    Given given{ways::under_review()};
    given.under(limited);
    auto const pass = option(menu_on(given, "2023-12-05", Role::reviewer), "pass_legality_review");
    EXPECT_EQ(pass.not_before, parse_day("2023-12-12"));
    ASSERT_TRUE(pass.deadline);
    EXPECT_EQ(pass.deadline->day, *parse_day("2023-12-15"));
    EXPECT_EQ(pass.deadline->rule, "R52");
    EXPECT_FALSE(option(menu_on(Given{ways::under_review()}, "2023-12-05"), "pass_legality_review").deadline);
}

TEST(Menu, TellsUntilWhenADecisionIsToBePublished) {
    auto const publish = option(menu_on(Given{ways::approved()}, "2023-12-15", Role::office), "publish_decision");
    ASSERT_TRUE(publish.deadline);
    EXPECT_EQ(publish.deadline->rule, "R66");
    EXPECT_EQ(publish.deadline->day, *parse_day("2024-01-12")) << "twenty working days, the new year's day off";
    ASSERT_FALSE(publish.standing.empty());
    EXPECT_EQ(publish.standing[0].rule, "R63");
}

TEST(Menu, LeavesContentRulesToTheCommand) {
    auto const options = menu_on(Given{ways::drafted()}, "2023-10-12");
    EXPECT_TRUE(option(options, "open_public_comment").standing.empty());
    auto const before = menu_on(Given{propose()}, "2023-10-12");
    ASSERT_EQ(option(before, "open_public_comment").standing.size(), 1U);
    EXPECT_EQ(option(before, "open_public_comment").standing[0].rule, "R20");
}

TEST(Menu, TellsAPostWhatItMayNotDo) {
    Given const given{propose(), report_study()};
    auto const start = option(menu_on(given, "2023-10-12", Role::handler), "start_procedure");
    EXPECT_FALSE(start.may_act);
    ASSERT_EQ(start.standing.size(), 1U);
    EXPECT_EQ(start.standing[0].rule, "by");
    EXPECT_TRUE(option(menu_on(given, "2023-10-12", Role::organ), "start_procedure").may_act);
}

TEST(Menu, ListsOnlyTheActsOfRecordThatThisPerformerMayDo) {
    Given const given{ways::commented()};
    auto const for_handler = menu_on(given, "2023-10-13", Role::handler);
    EXPECT_TRUE(offers(for_handler, "register_opinion"));
    EXPECT_TRUE(offers(for_handler, "correct_entry"));
    EXPECT_EQ(option(for_handler, "set_fact").standing.at(0).rule, "D01") << "the organ's, now that there is a draft";
    auto const for_samr = menu_on(given, "2023-10-13", Role::samr);
    EXPECT_FALSE(offers(for_samr, "register_opinion"));
    EXPECT_FALSE(offers(for_samr, "set_fact"));
    EXPECT_FALSE(offers(for_handler, "confirm_entry")) << "nothing waits to be confirmed";
    EXPECT_FALSE(offers(for_handler, "review_entry"));
}

TEST(Menu, OffersConfirmationWhileItIsAwaitedAndSaysUntilWhen) {
    auto typed = start_procedure();
    typed.who.actor.entered_by = procedure::EnteredBy{person(77), *PostCode::parse("post-clerk")};
    auto const confirm =
        option(menu_on(Given{propose(), report_study(), typed}, "2023-10-12", Role::organ), "confirm_entry");
    ASSERT_TRUE(confirm.deadline);
    EXPECT_EQ(confirm.deadline->day, *parse_day("2023-10-18")) << "five working days";
    EXPECT_EQ(confirm.deadline->rule, "D05");
}

TEST(Menu, ShowsTheRecusedNothingOpen) {
    auto who = performer(Role::handler);
    who.recused = true;
    for (auto const& each : menu_for(Given{ways::drafted()}, beijing("2023-10-12"), who)) {
        EXPECT_FALSE(each.may_act) << each.spec->name;
        EXPECT_FALSE(each.standing.empty()) << each.spec->name;
    }
}

TEST(Menu, ShowsAStandInWhatHeMayNotDoForAnother) {
    auto who = performer(Role::head);
    who.actor.on_behalf_of = procedure::OnBehalfOf{*PostCode::parse("post-head"), "delegated"};
    auto const approve =
        option(menu_for(Given{ways::deliberated()}, beijing("2023-12-14", 14), who), "approve_decision");
    ASSERT_FALSE(approve.standing.empty());
    EXPECT_EQ(approve.standing[0].rule, "D04");
}

}  // namespace
}  // namespace juece::testing
