// Reads the HTTP feed's page (docs/formats/http.md: {"items":[CloudEvent…]}) down to the leaves, byte for byte.
//
// The bytes are not judged here: whoever takes them computes their hash. Threads: any. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/core/result.hpp"

namespace juece::kafka {

struct FetchedLeaf {
    std::uint64_t seq = 0;
    std::string leaf;
};

Result<std::vector<FetchedLeaf>, std::string> leaves_in(std::string_view page);

}  // namespace juece::kafka
