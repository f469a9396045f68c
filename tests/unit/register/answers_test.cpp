// Who held which post on a day, in what capacity, for which organ.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/statute.hpp"
#include "tests/unit/register/book.hpp"
#include "workflow/register/performer.hpp"
#include "workflow/register/roll.hpp"

namespace juece::registry {
namespace {

using procedure::Role;
using test::Book;
using test::decision;
using test::document;
using test::none;
using test::on;
using test::organ;
using test::person;
using test::post;
using test::town;

auto const li = person('a');
auto const wang = person('b');

std::vector<std::string> posts_held(View const& view, PersonId who, std::string_view day) {
    std::vector<std::string> codes;
    for (auto const& holding : view.posts_of(who, on(day)))
        codes.push_back(holding.post.text());
    return codes;
}

Object standing_in(PersonId who, std::string_view kind, std::string_view from) {
    return {{"person", who.text()}, {"post", "mayor"}, {"kind", kind}, {"from", from}};
}

TEST(AnAppointment, HoldsFromItsFirstDayUntilTheDayOfDismissal) {
    auto book = town();
    book.appoints(li, "mayor", "2023-03-01").dismisses(li, "mayor", "2024-06-01");
    auto const now = book.now();
    EXPECT_FALSE(now.holds(li, post("mayor"), on("2023-02-28")));
    EXPECT_TRUE(now.holds(li, post("mayor"), on("2023-03-01")));
    EXPECT_TRUE(now.holds(li, post("mayor"), on("2024-05-31")));
    EXPECT_FALSE(now.holds(li, post("mayor"), on("2024-06-01")));
}

TEST(AnAppointment, SaysCapacityRolesAndOrgan) {
    auto book = town();
    book.appoints(li, "mayor", "2023-03-01");
    auto const held = book.now().holds(li, post("mayor"), on("2023-10-12"));
    ASSERT_TRUE(held);
    EXPECT_EQ(held->kind, HoldingKind::own);
    EXPECT_EQ(held->roles, std::vector{Role::head});
    EXPECT_EQ(held->organ, organ("gov"));
    EXPECT_EQ(held->version, 8u);
    EXPECT_FALSE(held->authority);
}

TEST(AnAppointment, ForAFixedTermEndsWithItsLastDay) {
    auto book = town();
    ASSERT_EQ(
        book.enter(
            "appoint", {{"person", li.text()}, {"post", "mayor"}, {"from", "2021-01-01"}, {"until", "2021-12-31"}}
        ),
        none()
    );
    EXPECT_TRUE(book.now().holds(li, post("mayor"), on("2021-12-31")));
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2022-01-01")));
}

TEST(APost, PassesFromOneHolderToTheNextOnOneDay) {
    auto book = town();
    book.appoints(li, "mayor", "2023-03-01").dismisses(li, "mayor", "2024-06-01").appoints(wang, "mayor", "2024-06-01");
    EXPECT_EQ(book.now().holder_of(post("mayor"), on("2024-05-31")), li);
    EXPECT_EQ(book.now().holder_of(post("mayor"), on("2024-06-01")), wang);
    EXPECT_EQ(book.now().holder_of(post("mayor"), on("2023-02-28")), std::nullopt);
}

TEST(APost, MayHaveSeveralHolders) {
    auto book = town();
    book.appoints(li, "clerk", "2023-03-01").appoints(wang, "clerk", "2023-02-01");
    auto const held = book.now().holders_of(post("clerk"), on("2023-03-01"));
    ASSERT_EQ(held.size(), 2u);
    EXPECT_EQ(held[0].person, wang);
    EXPECT_EQ(held[1].person, li);
}

TEST(APost, EndsForItsHoldersWhenItIsAbolished) {
    auto book = town();
    book.appoints(li, "mayor", "2023-03-01");
    ASSERT_EQ(book.enter("abolish_post", {{"post", "mayor"}, {"on", "2024-01-01"}}), none());
    EXPECT_TRUE(book.now().holds(li, post("mayor"), on("2023-12-31")));
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2024-01-01")));
}

TEST(APerson, HoldsSeveralPostsAndMayComeBackToOne) {
    auto book = town();
    book.appoints(li, "clerk", "2020-01-01")
        .appoints(li, "deputy", "2021-01-01")
        .dismisses(li, "clerk", "2022-01-01")
        .appoints(li, "clerk", "2023-01-01");
    EXPECT_EQ(posts_held(book.now(), li, "2020-06-01"), std::vector<std::string>{"clerk"});
    EXPECT_EQ(posts_held(book.now(), li, "2021-06-01"), (std::vector<std::string>{"clerk", "deputy"}));
    EXPECT_EQ(posts_held(book.now(), li, "2022-06-01"), std::vector<std::string>{"deputy"});
    EXPECT_EQ(posts_held(book.now(), li, "2023-06-01"), (std::vector<std::string>{"clerk", "deputy"}));
}

TEST(StandingIn, IsToldFromHolding) {
    STATUTE("ORG 50(13)");
    for (auto const& [code_of, kind] :
         {std::pair{"acting", HoldingKind::acting},
          std::pair{"in_charge", HoldingKind::in_charge},
          std::pair{"delegated", HoldingKind::delegated},
          std::pair{"assigned", HoldingKind::assigned}}) {
        auto book = town();
        book.appoints(li, "deputy", "2022-01-01");
        auto const authority = document("authority");
        ASSERT_EQ(book.enter("name_stand_in", standing_in(li, code_of, "2023-03-01"), {authority}), none());
        auto const held = book.now().holds(li, post("mayor"), on("2023-03-01"));
        ASSERT_TRUE(held) << code_of;
        EXPECT_EQ(held->kind, kind);
        EXPECT_EQ(held->roles, std::vector{Role::head});
        EXPECT_EQ(held->authority, authority.digest);
        EXPECT_EQ(book.now().holder_of(post("mayor"), on("2023-03-01")), std::nullopt) << "nobody is appointed";
        EXPECT_EQ(posts_held(book.now(), li, "2023-03-01"), (std::vector<std::string>{"deputy", "mayor"}));
    }
}

TEST(StandingIn, EndsOnItsLastDayOrWhenItIsEnded) {
    auto book = town();
    auto term = standing_in(li, "delegated", "2023-03-01");
    term.set("until", "2023-03-03");
    ASSERT_EQ(book.enter("name_stand_in", term, {document("authority")}), none());
    EXPECT_TRUE(book.now().holds(li, post("mayor"), on("2023-03-03")));
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2023-03-04")));

    ASSERT_EQ(book.enter("name_stand_in", standing_in(wang, "acting", "2023-05-01"), {document("authority")}), none());
    ASSERT_EQ(book.enter("end_stand_in", {{"person", wang.text()}, {"post", "mayor"}, {"on", "2023-08-01"}}), none());
    EXPECT_TRUE(book.now().holds(wang, post("mayor"), on("2023-07-31")));
    EXPECT_FALSE(book.now().holds(wang, post("mayor"), on("2023-08-01")));
}

TEST(StandingIn, StandsBesideAnAbsentHolder) {
    auto book = town();
    book.appoints(wang, "mayor", "2023-01-01");
    ASSERT_EQ(book.enter("name_stand_in", standing_in(li, "in_charge", "2023-03-01"), {document("authority")}), none());
    auto const held = book.now().holders_of(post("mayor"), on("2023-03-01"));
    ASSERT_EQ(held.size(), 2u);
    EXPECT_EQ(held[0].person, wang);
    EXPECT_EQ(held[1].person, li);
    EXPECT_EQ(held[1].kind, HoldingKind::in_charge);
}

TEST(APerformer, ActsFromTheOwnPostOnBehalfOfTheOther) {
    auto book = town();
    book.appoints(li, "deputy", "2022-01-01");
    ASSERT_EQ(book.enter("name_stand_in", standing_in(li, "acting", "2023-03-01"), {document("authority")}), none());
    auto const acting = performer_of(book.now(), li, post("mayor"), on("2023-03-01"));
    ASSERT_TRUE(acting);
    EXPECT_EQ(acting->actor.post, post("deputy"));
    EXPECT_EQ(acting->actor.on_behalf_of, (procedure::OnBehalfOf{post("mayor"), "acting"}));
    EXPECT_EQ(acting->actor.organ, organ("gov"));
    EXPECT_EQ(acting->roles, std::vector{Role::head});
    auto const own = performer_of(book.now(), li, post("deputy"), on("2023-03-01"));
    ASSERT_TRUE(own);
    EXPECT_FALSE(own->actor.on_behalf_of);
    EXPECT_EQ(own->roles, std::vector{Role::leader});
    EXPECT_FALSE(performer_of(book.now(), wang, post("mayor"), on("2023-03-01")));
}

TEST(APerformer, WithoutAPostActsFromThePostStoodInFor) {
    auto book = town();
    ASSERT_EQ(
        book.enter("name_stand_in", standing_in(wang, "assigned", "2023-03-01"), {document("authority")}), none()
    );
    auto const assigned = performer_of(book.now(), wang, post("mayor"), on("2023-03-01"));
    ASSERT_TRUE(assigned);
    EXPECT_EQ(assigned->actor.post, post("mayor"));
    EXPECT_EQ(assigned->actor.on_behalf_of, (procedure::OnBehalfOf{post("mayor"), "assigned"}));
}

TEST(ASuccessor, InheritsDutiesPostsAndHolders) {
    auto book = town();
    book.has_organ("new_bureau", "department", "2024-01-01").appoints(li, "clerk", "2022-01-01");
    ASSERT_EQ(
        book.enter("succeed_organ", {{"organ", "bureau"}, {"successor", "new_bureau"}, {"on", "2024-03-01"}}), none()
    );
    auto const now = book.now();
    EXPECT_EQ(now.heir_of(organ("bureau"), on("2024-02-29")), organ("bureau"));
    EXPECT_EQ(now.heir_of(organ("bureau"), on("2024-03-01")), organ("new_bureau"));
    EXPECT_EQ(now.holds(li, post("clerk"), on("2024-02-29"))->organ, organ("bureau"));
    EXPECT_EQ(now.holds(li, post("clerk"), on("2024-03-01"))->organ, organ("new_bureau"));
    EXPECT_TRUE(now.posts_in(organ("bureau"), on("2024-03-01")).empty());
    ASSERT_EQ(now.posts_in(organ("new_bureau"), on("2024-03-01")).size(), 1u);
    EXPECT_EQ(now.posts_in(organ("new_bureau"), on("2024-03-01")).front().code, post("clerk"));
}

TEST(ASuccessor, IsFoundThroughAChainOfReforms) {
    auto book = town();
    book.has_organ("second", "department", "2020-01-01").has_organ("third", "department", "2020-01-01");
    ASSERT_EQ(book.enter("succeed_organ", {{"organ", "second"}, {"successor", "third"}, {"on", "2025-01-01"}}), none());
    ASSERT_EQ(
        book.enter("succeed_organ", {{"organ", "bureau"}, {"successor", "second"}, {"on", "2024-01-01"}}), none()
    );
    EXPECT_EQ(book.now().heir_of(organ("bureau"), on("2024-12-31")), organ("second"));
    EXPECT_EQ(book.now().heir_of(organ("bureau"), on("2025-01-01")), organ("third"));
}

TEST(ARecusal, IsOfOnePersonFromOneItem) {
    auto book = town();
    ASSERT_EQ(book.enter("recuse", {{"person", li.text()}, {"decision", decision('x').text()}}), none());
    EXPECT_TRUE(book.now().recused(li, decision('x')));
    EXPECT_FALSE(book.now().recused(li, decision('y')));
    EXPECT_FALSE(book.now().recused(wang, decision('x')));
}

TEST(AnAudit, SeesAllTenuresOfAPersonInOrder) {
    auto book = town();
    book.appoints(li, "deputy", "2022-01-01").appoints(li, "clerk", "2020-06-01").dismisses(li, "clerk", "2022-01-01");
    ASSERT_EQ(book.enter("name_stand_in", standing_in(li, "acting", "2023-03-01"), {document("authority")}), none());
    auto const tenures = book.now().tenures(li);
    ASSERT_EQ(tenures.size(), 3u);
    EXPECT_EQ(tenures[0].post, post("clerk"));
    EXPECT_EQ(tenures[0].days, (Span{on("2020-06-01"), on("2022-01-01")}));
    EXPECT_EQ(tenures[1].post, post("deputy"));
    EXPECT_EQ(tenures[1].days, (Span{on("2022-01-01"), std::nullopt}));
    EXPECT_EQ(tenures[2].post, post("mayor"));
    EXPECT_EQ(tenures[2].kind, HoldingKind::acting);
}

TEST(ALateEntry, ChangesWhatIsKnownOfADayButNotWhatWasKnown) {
    auto book = town();
    auto const before = book.record().version();
    // Entered last, effective first (补任免).
    book.appoints(li, "mayor", "2021-01-01").dismisses(li, "mayor", "2022-01-01");
    EXPECT_FALSE(book.record().as_of(before).holds(li, post("mayor"), on("2021-06-01")));
    EXPECT_TRUE(book.record().as_of(before + 1).holds(li, post("mayor"), on("2022-06-01"))) << "not yet dismissed";
    EXPECT_TRUE(book.now().holds(li, post("mayor"), on("2021-06-01")));
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2022-06-01")));
}

TEST(TheRoll, ShowsOrgansPostsAndHoldersOfADay) {
    auto book = town();
    book.appoints(li, "mayor", "2023-03-01").dismisses(li, "mayor", "2024-06-01");
    auto const roll = roll_of(book.now(), on("2023-10-12"));
    EXPECT_EQ(roll.number("version"), 9);
    auto const* organs = roll.find("organs")->list();
    ASSERT_EQ(organs->size(), 2u);
    auto const& gov = *organs->at(1).object();
    EXPECT_EQ(gov.text("organ"), "gov");
    auto const& mayor = *gov.find("posts")->list()->at(1).object();
    EXPECT_EQ(mayor.text("post"), "mayor");
    auto const& held = *mayor.find("held")->list()->at(0).object();
    EXPECT_EQ(held.text("person"), li.text());
    EXPECT_EQ(held.text("kind"), "own");
    EXPECT_EQ(held.text("until"), "2024-05-31");
    EXPECT_TRUE(roll_of(book.now(), on("1999-12-31")).find("organs")->list()->empty());
}

}  // namespace
}  // namespace juece::registry
