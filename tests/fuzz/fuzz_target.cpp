// A target that is taken apart can be put together again; nothing but printable ASCII is in it.
#include <algorithm>

#include "adapters/http/target.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c <= 0x7e; });
}

std::string written(http::Target const& target) {
    std::string out;
    for (auto const& segment : target.segments)
        out += '/' + http::escape_segment(segment);
    char mark = '?';
    for (auto const& [name, value] : target.query) {
        out += mark + http::escape_segment(name) + '=' + http::escape_segment(value);
        mark = '&';
    }
    return out;
}

}  // namespace

std::string target(std::string_view bytes) {
    auto const parsed = http::parse_target(bytes);
    if (!parsed) {
        JUECE_ASSERT(!parsed.error().empty() && is_printable(parsed.error()), "an error says what it is");
        return "refused";
    }
    auto const& [segments, query] = parsed.value();
    JUECE_ASSERT(!segments.empty(), "a path has a segment");
    for (auto const& segment : segments)
        JUECE_ASSERT(is_printable(segment) && segment != "." && segment != "..", "a segment names something here");
    for (auto const& [name, value] : query)
        JUECE_ASSERT(!name.empty() && is_printable(name) && is_printable(value), "a query has names");
    auto const again = http::parse_target(written(parsed.value()));
    JUECE_ASSERT(again && again.value().segments == segments && again.value().query == query, "nothing is lost");
    return "accepted";
}

}  // namespace juece::fuzz
