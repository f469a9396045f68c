// A request target taken apart: path segments and query, percent-decoded, strictly (RFC 3986).
//
// Refused: an incomplete or wrong percent escape, NUL and other control characters, bytes above 7E (escaped or not),
// a fragment, the segments "." and "..", a query name twice. A slash may come escaped; the router lets it pass in a
// stream's name only. Pure; threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "workflow/core/result.hpp"

namespace juece::http {

struct Target {
    std::vector<std::string> segments;  // "/a/b" gives {"a", "b"}
    Query query;
};

// The error is one English sentence fragment: what is wrong.
Result<Target, std::string> parse_target(std::string_view target);

// Percent-encodes everything but unreserved characters, for clients.
std::string escape_segment(std::string_view text);

}  // namespace juece::http
