// Cutting values out of JSON text.
#include "adapters/kafka/raw_json.hpp"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "adapters/kafka/subscriber/feed.hpp"

namespace juece::kafka {
namespace {

TEST(RawJson, FindsAMemberOfTheObjectItselfAndNotOfOneInside) {
    std::string_view const text =
        R"({"data":{"prev":1,"s":"\"prev\":2,}"},"list":[{"prev":3}],"prev":{"a":[4]} ,"z":true})";
    EXPECT_EQ(raw_member(text, "prev"), R"({"a":[4]})");
    EXPECT_EQ(raw_member(text, "z"), "true");
    EXPECT_EQ(raw_member(text, "s"), std::nullopt);
}

TEST(RawJson, ReadsTextWithSpaceBetween) {
    std::string_view const text = "{ \"a\" : 12 ,\n \"b\" : [ 1 , \"x\" ] }";
    EXPECT_EQ(raw_number(raw_member(text, "a")), 12U);
    auto const elements = raw_elements(*raw_member(text, "b"));
    ASSERT_TRUE(elements);
    EXPECT_EQ(elements->size(), 2U);
    EXPECT_EQ(raw_string(elements->at(1)), "x");
}

TEST(RawJson, AnswersNothingOnWhatIsNotAsked) {
    EXPECT_EQ(raw_member("", "a"), std::nullopt);
    EXPECT_EQ(raw_member("[1]", "a"), std::nullopt);
    EXPECT_EQ(raw_member(R"({"b":1)", "a"), std::nullopt);
    EXPECT_EQ(raw_member(R"({"a")", "a"), std::nullopt);
    EXPECT_EQ(raw_string(R"("a\n")"), std::nullopt);
    EXPECT_EQ(raw_number("1.5"), std::nullopt);
    EXPECT_EQ(raw_number("-1"), std::nullopt);
    EXPECT_EQ(raw_number("99999999999999999999999"), std::nullopt);
}

TEST(RawJson, NeverReadsOutsideAnyText) {
    rc::check([] {
        auto const text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string{R"({}[]",:\a1 )"}));
        raw_member(text, "a");
        raw_elements(text);
        leaves_in(text).has_value();
    });
}

TEST(Feed, GivesEachLeafByteForByte) {
    auto const page =
        leaves_in(R"({"items":[{"id":"x","sequence":"00000000000000000042","data":{"b":"é {","c":[1]}}],"last":42})");
    ASSERT_TRUE(page);
    ASSERT_EQ(page.value().size(), 1U);
    EXPECT_EQ(page.value().front().seq, 42U);
    EXPECT_EQ(page.value().front().leaf, R"({"b":"é {","c":[1]})");
    EXPECT_FALSE(leaves_in(R"({"items":[{"data":{}}]})"));
    EXPECT_TRUE(leaves_in(R"({"items":[]})").value().empty());
}

}  // namespace
}  // namespace juece::kafka
