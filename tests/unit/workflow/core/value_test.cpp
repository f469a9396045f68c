// Objects: sorted members, so that equal contents are equal.
#include "workflow/core/value.hpp"

#include <gtest/gtest.h>

namespace juece {
namespace {

TEST(Object, EqualsAnotherWithTheSameMembersInAnyOrder) {
    Object const one{{"until", "2023-11-11"}, {"days", 30}};
    Object const other{{"days", 30}, {"until", "2023-11-11"}};
    EXPECT_EQ(one, other);
    EXPECT_NE(one, (Object{{"days", 31}, {"until", "2023-11-11"}}));
    EXPECT_EQ(one.begin()->first, "days");
}

TEST(Object, SetsReplacesAndErases) {
    Object object;
    object.set("a", 1);
    object.set("a", 2);
    EXPECT_EQ(object.size(), 1U);
    EXPECT_EQ(object.number("a"), 2);
    object.erase("a");
    object.erase("a");
    EXPECT_TRUE(object.empty());
}

TEST(Object, ReadsAMemberOfAnotherKindAsAbsent) {
    Object const object{{"number", 1}, {"text", "x"}, {"flag", true}, {"list", List{"y"}}};
    EXPECT_EQ(object.text("number"), "");
    EXPECT_EQ(object.number("text", 7), 7);
    EXPECT_FALSE(object.flag("text"));
    EXPECT_TRUE(object.flag("flag"));
    EXPECT_EQ(object.find("nothing"), nullptr);
    EXPECT_NE(object.find("list")->list(), nullptr);
}

}  // namespace
}  // namespace juece
