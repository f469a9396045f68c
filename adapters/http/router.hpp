// The table of routes: which method on which path, who may, what it takes, and the handler.
//
// A pattern's "{name}" is one segment; "{stream...}" is one or more, so that a stream's slashes may come as they are
// or as %2F. Threads: constant data and pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/exchange.hpp"

namespace juece::http {

enum class Access : std::uint8_t { anybody, token };
enum class Takes : std::uint8_t { nothing, json, stream };

struct Route {
    std::string_view method;
    std::string_view pattern;
    Access access{};
    Takes takes{};
    std::vector<std::string_view> query;  // the names that it knows; others are malformed
    Handler handler = nullptr;
};

std::span<Route const> routes();

struct Match {
    Route const* route = nullptr;  // nullptr: no such path, or no such method on it
    std::vector<std::string> parameters;
    std::string allow;  // the methods that the path knows, if it is known
};

Match find_route(std::string_view method, std::vector<std::string> const& segments);

}  // namespace juece::http
