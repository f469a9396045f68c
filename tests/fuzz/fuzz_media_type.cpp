// A media type is plain, lower case, and reads back as itself.
#include <algorithm>

#include "adapters/http/media_type.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string media_type(std::string_view bytes) {
    auto const type = http::media_type(bytes);
    if (!type) return "refused";
    JUECE_ASSERT(std::ranges::count(*type, '/') == 1 && type->size() <= 127, "type/subtype");
    JUECE_ASSERT(
        std::ranges::none_of(*type, [](char c) { return c <= ' ' || c > '~' || c == ';' || (c >= 'A' && c <= 'Z'); }),
        "it can stand in a header as it is"
    );
    JUECE_ASSERT(http::media_type(*type) == type, "a media type reads back as itself");
    return "accepted";
}

}  // namespace juece::fuzz
