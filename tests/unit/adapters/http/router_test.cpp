// The table of routes: each path reaches its handler, a stream's name may have slashes.
#include "adapters/http/router.hpp"

#include <set>

#include <gtest/gtest.h>

namespace juece::http {
namespace {

using Segments = std::vector<std::string>;

TEST(FindRoute, FillsParametersInOrder) {
    auto const found = find_route("GET", {"v1", "logs", "l", "events", "e", "payloads", "3"});
    ASSERT_NE(found.route, nullptr);
    EXPECT_EQ(found.route->pattern, "/v1/logs/{log}/events/{event}/payloads/{n}");
    EXPECT_EQ(found.parameters, (Segments{"l", "e", "3"}));
}

TEST(FindRoute, JoinsAStreamsSegments) {
    auto const plain = find_route("GET", {"v1", "logs", "l", "streams", "rules", "profile", "a", "b", "events"});
    ASSERT_NE(plain.route, nullptr);
    EXPECT_EQ(plain.parameters, (Segments{"l", "rules/profile/a/b"}));
    auto const escaped = find_route("GET", {"v1", "logs", "l", "streams", "rules/profile/a/b", "events"});
    EXPECT_EQ(escaped.parameters, plain.parameters);
    EXPECT_EQ(find_route("GET", {"v1", "logs", "l", "streams", "events"}).route, nullptr);
}

TEST(FindRoute, TellsTheMethodsOfAKnownPath) {
    auto const found = find_route("PUT", {"v1", "logs", "l", "decisions"});
    EXPECT_EQ(found.route, nullptr);
    EXPECT_EQ(found.allow, "POST, GET");
    EXPECT_TRUE(find_route("GET", {"v2"}).allow.empty());
    EXPECT_TRUE(find_route("GET", {"v1", "logs", ""}).allow.empty());
}

TEST(Routes, AreDistinctAndAskForATokenExceptForHealth) {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (auto const& route : routes()) {
        EXPECT_TRUE(seen.emplace(route.method, route.pattern).second) << route.pattern;
        EXPECT_EQ(route.access == Access::anybody, route.pattern.starts_with("/health/")) << route.pattern;
        EXPECT_EQ(route.takes == Takes::nothing, route.method == "GET") << route.pattern;
    }
}

}  // namespace
}  // namespace juece::http
