// Reads what has a mistake, and compares what is said of it.
#include "tests/scenarios/grammar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace juece::scenario::testing {

Result<Scenario, Mistakes> parse_body(std::string const& body) {
    return parse("# 标题: 试\nprofile: national   statute: d713_2019\n" + body, "tests/scenarios/sample.scenario");
}

void expect_each_mistake(std::span<WrongBody const> bodies) {
    for (auto const& each : bodies) {
        SCOPED_TRACE(each.what);
        auto const parsed = parse_body(each.body);
        if (parsed) {
            ADD_FAILURE() << "no mistake was found";
            continue;
        }
        auto const& first = parsed.error().front();
        EXPECT_EQ(first.at.line, each.at.line) << first.message;
        EXPECT_EQ(first.at.column, each.at.column) << first.message;
        EXPECT_THAT(first.message, ::testing::HasSubstr(each.message));
        EXPECT_THAT(first.hint, ::testing::HasSubstr(each.hint));
    }
}

}  // namespace juece::scenario::testing
