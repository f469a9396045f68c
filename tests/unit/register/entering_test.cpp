// What the register refuses to be told, and what an accepted entry becomes.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/register/book.hpp"

namespace juece::registry {
namespace {

using procedure::SealClass;
using test::Book;
using test::decision;
using test::document;
using test::none;
using test::on;
using test::person;
using test::post;
using test::town;

using Codes = std::vector<std::string>;

auto const li = person('a');
auto const wang = person('b');
auto const stranger = person('x');

Object holding(PersonId who, std::string_view post_code, std::string_view from) {
    return {{"person", who.text()}, {"post", post_code}, {"from", from}};
}

Object ending(PersonId who, std::string_view post_code, std::string_view day) {
    return {{"person", who.text()}, {"post", post_code}, {"on", day}};
}

Object standing_in(PersonId who, std::string_view kind, std::string_view from) {
    auto data = holding(who, "mayor", from);
    data.set("kind", kind);
    return data;
}

Object succession(std::string_view organ, std::string_view successor, std::string_view day) {
    return {{"organ", organ}, {"successor", successor}, {"on", day}};
}

TEST(AppointingRefuses, WhomAndWhatNobodyHasEntered) {
    auto book = town();
    EXPECT_EQ(book.enter("appoint", holding(stranger, "mayor", "2023-01-01")), Codes{"unknown_person"});
    EXPECT_EQ(book.enter("appoint", holding(li, "governor", "2023-01-01")), Codes{"unknown_post"});
    EXPECT_EQ(
        book.enter("appoint", holding(stranger, "governor", "2023-01-01")), (Codes{"unknown_person", "unknown_post"})
    );
}

TEST(AppointingRefuses, ASecondHolderOfAPostForOne) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01");
    auto const faults = book.faults_of("appoint", holding(wang, "mayor", "2024-01-01"));
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].code, "post_occupied");
    EXPECT_EQ(faults[0].pointer, "/data/post");
    EXPECT_EQ(faults[0].message, "岗位 mayor 只设一人,自 2023-01-01 起已有人任职");
    EXPECT_EQ(book.enter("appoint", holding(wang, "mayor", "2022-01-01")), Codes{"post_occupied"}) << "it would run on";
    auto earlier = holding(wang, "mayor", "2022-01-01");
    earlier.set("until", "2022-12-31");
    EXPECT_EQ(book.enter("appoint", earlier), none());
}

TEST(AppointingRefuses, TheSamePersonTwiceAlsoWhereSeveralMayHold) {
    auto book = town();
    book.appoints(li, "clerk", "2023-01-01");
    EXPECT_EQ(book.enter("appoint", holding(li, "clerk", "2024-01-01")), Codes{"already_held"});
    EXPECT_EQ(book.enter("appoint", holding(wang, "clerk", "2024-01-01")), none());
}

TEST(AppointingRefuses, DaysThatRunBackwardOrLieOutsideThePost) {
    auto book = town();
    auto reversed = holding(li, "mayor", "2023-02-01");
    reversed.set("until", "2023-01-31");
    EXPECT_EQ(book.enter("appoint", reversed), Codes{"dates_reversed"});
    EXPECT_EQ(book.enter("appoint", holding(li, "mayor", "2019-12-31")), Codes{"outside_post"});
    ASSERT_EQ(book.enter("abolish_post", {{"post", "mayor"}, {"on", "2024-01-01"}}), none());
    EXPECT_EQ(book.enter("appoint", holding(li, "mayor", "2024-01-01")), Codes{"outside_post"});
    EXPECT_EQ(book.enter("appoint", holding(li, "mayor", "2023-12-31")), none());
}

TEST(DismissingRefuses, WhoDoesNotHoldThePost) {
    auto book = town();
    EXPECT_EQ(book.enter("dismiss", ending(li, "mayor", "2023-01-01")), Codes{"not_held"});
    book.appoints(li, "mayor", "2023-01-01");
    EXPECT_EQ(book.enter("dismiss", ending(li, "mayor", "2023-01-01")), Codes{"not_held"})
        << "not yet on the day before";
    EXPECT_EQ(book.enter("dismiss", ending(wang, "mayor", "2023-06-01")), Codes{"not_held"});
}

TEST(DismissingRefuses, WhoHasBeenDismissed) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01").dismisses(li, "mayor", "2023-06-01");
    for (auto const* day : {"2023-05-01", "2023-06-01", "2023-07-01"}) {
        auto const faults = book.faults_of("dismiss", ending(li, "mayor", day));
        ASSERT_EQ(faults.size(), 1u) << day;
        EXPECT_EQ(faults[0].code, "already_ended");
        EXPECT_EQ(faults[0].message, "自 2023-06-01 起已经终止,改动须作为更正录入");
    }
    book.appoints(li, "mayor", "2024-01-01").dismisses(li, "mayor", "2024-06-01");
}

TEST(DismissingRefuses, AfterAFixedTermOrThePostHasEnded) {
    auto book = town();
    auto term = holding(li, "mayor", "2021-01-01");
    term.set("until", "2021-12-31");
    ASSERT_EQ(book.enter("appoint", term), none());
    EXPECT_EQ(book.enter("dismiss", ending(li, "mayor", "2022-01-02")), Codes{"already_ended"});
    EXPECT_EQ(book.enter("dismiss", ending(li, "mayor", "2021-06-01")), none()) << "before its time";
    book.appoints(wang, "mayor", "2023-01-01");
    ASSERT_EQ(book.enter("abolish_post", {{"post", "mayor"}, {"on", "2024-01-01"}}), none());
    EXPECT_EQ(book.enter("dismiss", ending(wang, "mayor", "2024-01-02")), Codes{"already_ended"});
}

TEST(NamingAStandIn, NeedsTheDocumentThatSaysSo) {
    auto book = town();
    auto const data = standing_in(li, "acting", "2023-01-01");
    EXPECT_EQ(book.enter("name_stand_in", data), Codes{"missing_document"});
    EXPECT_EQ(book.enter("name_stand_in", data, {document("authority")}), none());
}

TEST(NamingAStandIn, RefusesASecondWhoStandsInFully) {
    auto book = town();
    auto const paper = std::vector{document("authority")};
    ASSERT_EQ(book.enter("name_stand_in", standing_in(li, "acting", "2023-01-01"), paper), none());
    EXPECT_EQ(book.enter("name_stand_in", standing_in(wang, "in_charge", "2023-02-01"), paper), Codes{"post_occupied"});
    // One meeting may be delegated to another deputy.
    EXPECT_EQ(book.enter("name_stand_in", standing_in(wang, "delegated", "2023-02-01"), paper), none());
}

TEST(NamingAStandIn, RefusesTheHolderAndWhoStandsInAlready) {
    auto book = town();
    auto const paper = std::vector{document("authority")};
    book.appoints(li, "mayor", "2023-01-01");
    EXPECT_EQ(book.enter("name_stand_in", standing_in(li, "acting", "2023-02-01"), paper), Codes{"already_held"});
    ASSERT_EQ(book.enter("name_stand_in", standing_in(wang, "delegated", "2023-02-01"), paper), none());
    EXPECT_EQ(book.enter("name_stand_in", standing_in(wang, "delegated", "2023-03-01"), paper), Codes{"already_held"});
    EXPECT_EQ(book.enter("end_stand_in", ending(li, "mayor", "2023-03-01")), Codes{"not_held"});
    EXPECT_EQ(book.enter("end_stand_in", ending(wang, "mayor", "2023-03-01")), none());
    EXPECT_EQ(book.enter("end_stand_in", ending(wang, "mayor", "2023-04-01")), Codes{"already_ended"});
}

TEST(Posts, AreMadeForOrgansThatExistAndTheirCodesAreNeverUsedAgain) {
    auto book = town();
    Object council{
        {"post", "council"}, {"organ", "senate"}, {"roles", List{}}, {"holders", "one"}, {"from", "2023-01-01"}};
    EXPECT_EQ(book.enter("establish_post", council), Codes{"unknown_organ"});
    council.set("organ", "gov");
    council.set("from", "1999-12-31");
    EXPECT_EQ(book.enter("establish_post", council), Codes{"outside_organ"});
    council.set("from", "2023-01-01");
    EXPECT_EQ(book.enter("establish_post", council), none());
    ASSERT_EQ(book.enter("abolish_post", {{"post", "council"}, {"on", "2024-01-01"}}), none());
    council.set("from", "2025-01-01");
    EXPECT_EQ(book.enter("establish_post", council), Codes{"post_known"});
}

TEST(Posts, AreAbolishedOnceAndAfterTheirBeginning) {
    auto book = town();
    EXPECT_EQ(book.enter("abolish_post", {{"post", "mayor"}, {"on", "2020-01-01"}}), Codes{"dates_reversed"});
    ASSERT_EQ(book.enter("abolish_post", {{"post", "mayor"}, {"on", "2024-01-01"}}), none());
    EXPECT_EQ(book.enter("abolish_post", {{"post", "mayor"}, {"on", "2025-01-01"}}), Codes{"post_abolished"});
}

TEST(Posts, AreNotAbolishedUnderAnAppointmentToCome) {
    auto book = town();
    book.appoints(li, "mayor", "2024-06-01");
    auto const faults = book.faults_of("abolish_post", {{"post", "mayor"}, {"on", "2024-01-01"}});
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].code, "contradicts");
    EXPECT_EQ(faults[0].message, "将与第 8 项登记矛盾:岗位 mayor 在 2024-06-01 并不存在");
}

TEST(Organs, AreEnteredOnceUnderSuperiorsThatExist) {
    auto book = town();
    auto const added = [](std::string_view code, std::string_view superior) {
        return Object{{"organ", code}, {"kind", "department"}, {"superior", superior}, {"from", "2023-01-01"}};
    };
    EXPECT_EQ(book.enter("add_organ", added("gov", "bureau")), Codes{"organ_known"});
    EXPECT_EQ(book.enter("add_organ", added("office", "senate")), Codes{"unknown_organ"});
    EXPECT_EQ(book.enter("add_organ", added("office", "office")), Codes{"circular_superior"});
    EXPECT_EQ(book.enter("add_organ", added("office", "gov")), none());
    EXPECT_EQ(book.now().organ(test::organ("office"))->superior, test::organ("gov"));
}

TEST(Organs, AreSucceededOnceByOneThatLivesOn) {
    auto book = town();
    book.has_organ("late", "department", "2025-01-01");
    EXPECT_EQ(book.enter("succeed_organ", succession("bureau", "senate", "2024-01-01")), Codes{"unknown_organ"});
    EXPECT_EQ(book.enter("succeed_organ", succession("bureau", "bureau", "2024-01-01")), Codes{"circular_succession"});
    EXPECT_EQ(book.enter("succeed_organ", succession("bureau", "late", "2024-01-01")), Codes{"outside_organ"});
    EXPECT_EQ(book.enter("succeed_organ", succession("bureau", "gov", "2000-01-01")), Codes{"dates_reversed"});
    ASSERT_EQ(book.enter("succeed_organ", succession("bureau", "gov", "2024-01-01")), none());
    EXPECT_EQ(book.enter("succeed_organ", succession("bureau", "gov", "2026-01-01")), Codes{"organ_succeeded"});
    EXPECT_EQ(book.enter("succeed_organ", succession("gov", "bureau", "2024-06-01")), Codes{"outside_organ"});
    EXPECT_EQ(book.enter("succeed_organ", succession("gov", "bureau", "2023-06-01")), Codes{"contradicts"});
}

TEST(Organs, AreNotSucceededUnderAPostToCome) {
    auto book = town();
    ASSERT_EQ(
        book.enter(
            "establish_post",
            {{"post", "p"}, {"organ", "bureau"}, {"roles", List{}}, {"holders", "one"}, {"from", "2025-01-01"}}
        ),
        none()
    );
    EXPECT_EQ(book.enter("succeed_organ", succession("bureau", "gov", "2024-01-01")), Codes{"contradicts"});
}

TEST(Persons, AreEnteredOnceAndGetAnIdIfTheyHaveNone) {
    auto book = town();
    EXPECT_EQ(book.enter("enter_person", {{"person", li.text()}}), Codes{"person_known"});
    ASSERT_EQ(book.enter("enter_person", {}), none());
    auto const id = PersonId::parse(book.events().back().data.text("person"));
    ASSERT_TRUE(id);
    ASSERT_TRUE(book.now().person(*id));
    EXPECT_EQ(book.now().person(*id)->event, book.events().back().id) << "where the name is sealed";
}

TEST(Recusing, IsForPersonsOfTheRegisterAndOnce) {
    auto book = town();
    Object data{{"person", stranger.text()}, {"decision", decision('x').text()}};
    EXPECT_EQ(book.enter("recuse", data), Codes{"unknown_person"});
    data.set("person", li.text());
    ASSERT_EQ(book.enter("recuse", data), none());
    EXPECT_EQ(book.enter("recuse", data), Codes{"already_recused"});
}

TEST(AnEntry, CarriesCodesAndSealsEveryText) {
    auto book = town();
    ASSERT_EQ(
        book.enter("enter_person", {{"person", person('c').text()}, {"name", "李某"}, {"identifiers", "310…"}}), none()
    );
    auto const& entered = book.events().back();
    EXPECT_EQ(entered.type, "register.person_entered.v1");
    EXPECT_EQ(entered.data, (Object{{"person", person('c').text()}}));
    ASSERT_EQ(book.sealed().size(), 2u);
    EXPECT_EQ(book.sealed()[0].role, "name");
    EXPECT_EQ(book.sealed()[0].seal, SealClass::personal);
    EXPECT_EQ(book.sealed()[0].text, "李某");
    EXPECT_EQ(book.sealed()[1].role, "identifiers");

    ASSERT_EQ(
        book.enter("recuse", {{"person", li.text()}, {"decision", decision('x').text()}, {"reason", "亲属"}}), none()
    );
    EXPECT_EQ(book.sealed().at(0).seal, SealClass::restricted);
    EXPECT_FALSE(book.events().back().data.has("reason"));
}

TEST(AnEntry, RestsOnTheVersionThatItWasJudgedBy) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01");
    EXPECT_FALSE(book.events().back().step);
    EXPECT_EQ(book.events().back().basis.register_version, 7u);
    EXPECT_EQ(book.events().back().version, 8u);
}

TEST(AnEntry, IsNotMadeInTheFuture) {
    auto const book = town();
    auto const* spec = find_register_command("appoint");
    Context context;
    context.now = start_of(on("2023-01-01"));
    auto const later = context.now + std::chrono::microseconds{1};
    auto const draft = decide(book.record(), {spec, later, holding(li, "mayor", "2024-01-01"), {}}, context);
    ASSERT_FALSE(draft);
    EXPECT_EQ(draft.error().at(0).code, "occurred_in_future");
    // The appointment itself may take effect in the future.
    EXPECT_TRUE(decide(book.record(), {spec, context.now, holding(li, "mayor", "2024-01-01"), {}}, context));
}

}  // namespace
}  // namespace juece::registry
