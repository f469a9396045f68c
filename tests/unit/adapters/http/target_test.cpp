// Request targets: what is decoded, what is refused, and that escaping is undone exactly.
#include "adapters/http/target.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace juece::http {
namespace {

using Segments = std::vector<std::string>;

TEST(ParseTarget, CutsPathAndQuery) {
    auto const target = parse_target("/v1/logs/a%2Fb?limit=3&as_of=2023-11-01");
    ASSERT_TRUE(target);
    EXPECT_EQ(target.value().segments, (Segments{"v1", "logs", "a/b"}));
    EXPECT_EQ(target.value().query, (Query{{"limit", "3"}, {"as_of", "2023-11-01"}}));
}

TEST(ParseTarget, KeepsEmptySegmentsForTheRouterToRefuse) {
    EXPECT_EQ(parse_target("/").value().segments, (Segments{""}));
    EXPECT_EQ(parse_target("//a/").value().segments, (Segments{"", "a", ""}));
}

class BadTarget : public ::testing::TestWithParam<char const*> {};

TEST_P(BadTarget, IsRefused) { EXPECT_FALSE(parse_target(GetParam())); }

INSTANTIATE_TEST_SUITE_P(
    Tricks,
    BadTarget,
    ::testing::Values(
        "",
        "a",
        "/..",
        "/a/../b",
        "/%2e%2E/b",
        "/.",
        "/%",
        "/%1",
        "/%g0",
        "/%00",
        "/%0d%0a",
        "/%7f",
        "/%80",
        "/%e4%b8%ad",
        "/a#b",
        "/a?b",
        "/a?=b",
        "/a?b=%",
        "/a?b=%00",
        "/a?b=1&b=2",
        "/a?&",
        "/a?b=1&&c=2"
    )
);

RC_GTEST_PROP(ParseTarget, UndoesEscaping, ()) {
    auto const segment = *rc::gen::suchThat(
        rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7f))),
        [](std::string const& text) { return text != "." && text != ".."; }
    );
    auto const target = parse_target("/" + escape_segment(segment));
    RC_ASSERT(static_cast<bool>(target));
    RC_ASSERT(target.value().segments == Segments{segment});
}

}  // namespace
}  // namespace juece::http
