// Corrections: what was said is struck, never erased, and an earlier version answers as it always did.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/register/book.hpp"
#include "workflow/procedure/machine.hpp"

namespace juece::registry {
namespace {

using test::Book;
using test::document;
using test::none;
using test::on;
using test::person;
using test::post;
using test::town;

using Codes = std::vector<std::string>;

auto const li = person('a');
auto const wang = person('b');

Codes correct(Book& book, Object data, PersonId confirmed_by = wang) {
    data.set("confirmed_by", confirmed_by.text());
    return book.enter("correct", std::move(data), {document("evidence")});
}

TEST(ACorrection, SaysItAnewWithTheRightDay) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01").dismisses(li, "mayor", "2024-01-01");
    ASSERT_EQ(correct(book, {{"target", 8}, {"from", "2023-02-01"}}), none());
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2023-01-31")));
    EXPECT_TRUE(book.now().holds(li, post("mayor"), on("2023-02-01")));
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2024-01-01"))) << "the dismissal still ends it";
    EXPECT_EQ(book.now().holds(li, post("mayor"), on("2023-06-01"))->version, 10u);
}

TEST(ACorrection, LeavesEarlierVersionsAlone) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01");
    auto const before = book.record().version();
    ASSERT_EQ(correct(book, {{"target", 8}, {"from", "2023-02-01"}}), none());
    EXPECT_TRUE(book.record().as_of(before).holds(li, post("mayor"), on("2023-01-15")));
    EXPECT_EQ(book.record().as_of(before).holds(li, post("mayor"), on("2023-06-01"))->version, 8u);
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2023-01-15")));
}

TEST(ACorrection, WithoutADayVoidsWhatWasSaid) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01");
    EXPECT_EQ(
        book.enter("appoint", {{"person", wang.text()}, {"post", "mayor"}, {"from", "2023-01-01"}}),
        Codes{"post_occupied"}
    );
    ASSERT_EQ(correct(book, {{"target", 8}}), none());
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2023-06-01")));
    book.appoints(wang, "mayor", "2023-01-01");
}

TEST(ACorrection, MayItselfBeCorrected) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01");
    ASSERT_EQ(correct(book, {{"target", 8}, {"from", "2023-02-01"}}), none());
    EXPECT_EQ(correct(book, {{"target", 8}, {"from", "2023-03-01"}}), Codes{"nothing_to_correct"});
    ASSERT_EQ(correct(book, {{"target", 9}, {"from", "2023-03-01"}}), none());
    EXPECT_FALSE(book.now().holds(li, post("mayor"), on("2023-02-15")));
    EXPECT_TRUE(book.now().holds(li, post("mayor"), on("2023-03-01")));
}

TEST(ACorrection, OfADismissalMovesTheEnd) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01").dismisses(li, "mayor", "2024-01-01");
    ASSERT_EQ(correct(book, {{"target", 9}, {"on", "2024-02-01"}}), none());
    EXPECT_TRUE(book.now().holds(li, post("mayor"), on("2024-01-15")));
    ASSERT_EQ(correct(book, {{"target", 10}}), none());
    EXPECT_TRUE(book.now().holds(li, post("mayor"), on("2030-01-01")));
}

TEST(ACorrection, IsRefusedIfSomethingElseRestsOnIt) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01").dismisses(li, "mayor", "2024-01-01").appoints(wang, "mayor", "2024-01-01");
    EXPECT_EQ(correct(book, {{"target", 3}}), (Codes{"contradicts", "contradicts", "contradicts"})) << "the post";
    EXPECT_EQ(correct(book, {{"target", 8}}), Codes{"contradicts"}) << "the dismissal";
    EXPECT_EQ(correct(book, {{"target", 9}, {"on", "2024-02-01"}}), (Codes{"contradicts", "contradicts"}));
    EXPECT_EQ(correct(book, {{"target", 9}, {"on", "2022-01-01"}}).front(), "not_held");
}

TEST(ACorrection, NamesSomethingThatStandsAndChangesIt) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01");
    EXPECT_EQ(correct(book, {{"target", 99}}), Codes{"nothing_to_correct"});
    EXPECT_EQ(correct(book, {{"target", 0}}), Codes{"nothing_to_correct"});
    EXPECT_EQ(correct(book, {{"target", 8}, {"on", "2023-02-01"}}), Codes{"no_such_day"});
    EXPECT_EQ(correct(book, {{"target", 8}, {"from", "2023-01-01"}}), Codes{"nothing_changed"});
}

TEST(ACorrection, NeedsEvidenceAndASecondPerson) {
    auto book = town();
    book.appoints(li, "mayor", "2023-01-01").knows(person('z'));
    EXPECT_EQ(correct(book, {{"target", 8}}, person('x')), Codes{"unknown_person"});
    EXPECT_EQ(correct(book, {{"target", 8}}, person('z')), Codes{"same_person"})
        << "z keeps the register in these tests";
    EXPECT_EQ(book.enter("correct", {{"target", 8}, {"confirmed_by", wang.text()}}), Codes{"missing_document"});
}

TEST(AHistory, ThatDoesNotFollowOrCannotBeReadIsCorrupt) {
    auto const book = town();
    auto const refused = [&book](procedure::Event event) {
        Register copy = book.record();
        EXPECT_THROW(evolve(copy, event), procedure::CorruptHistory) << event.type;
    };
    procedure::Event event;
    event.version = book.record().version() + 2;
    event.type = "register.dismissed.v1";
    event.data = {{"person", li.text()}, {"post", "mayor"}, {"on", "2024-01-01"}};
    refused(event);
    event.version = book.record().version() + 1;
    event.data.set("on", "tomorrow");
    refused(event);
    event.type = "register.promoted.v1";
    refused(event);
    event.type = "register.corrected.v1";
    event.data = {{"target", 99}};
    refused(event);
    event.data = {{"target", 6}, {"from", "2024-01-01"}};
    refused(event);
    event.type = "register.stand_in_named.v1";
    event.data = {{"person", li.text()}, {"post", "mayor"}, {"kind", "acting"}, {"from", "2024-01-01"}};
    refused(event);  // without its authority
}

}  // namespace
}  // namespace juece::registry
