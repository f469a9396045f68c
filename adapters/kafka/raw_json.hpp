// Cuts pieces out of JSON text without copying or parsing it whole: the `prev` of a leaf, the leaves of a feed's
// page.
//
// A subscriber must hash a leaf's exact bytes, so it needs the text of a value, not a tree. Whoever relies on a piece
// checks it afterwards by its digest; these functions promise only never to read outside the text and to answer
// nothing on text that is not what was asked for. Keys are compared byte by byte (ours are [a-z0-9_]+). Threads: any.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace juece::kafka {

// The text of the value of `key` in the object, directly in it and not deeper.
std::optional<std::string_view> raw_member(std::string_view object, std::string_view key);

// The texts of an array's elements.
std::optional<std::vector<std::string_view>> raw_elements(std::string_view array);

// A string's content if it has no escapes (codes, ids, digests, times have none).
std::optional<std::string_view> raw_string(std::optional<std::string_view> value);

// A whole number, not negative.
std::optional<std::uint64_t> raw_number(std::optional<std::string_view> value);

}  // namespace juece::kafka
