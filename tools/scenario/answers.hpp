// The server's answers (docs/formats/http.md), read. What an answer lacks is empty or 0: an older server may say less.
//
// Pure; threads: any. Throws DriverError if an answer is not what can be relied on: no JSON object, no pair of
// digests, a CloudEvent without what proves its leaf.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/driver.hpp"

namespace juece::scenario {

Object parse_object(std::string_view body);
std::uint64_t whole(Object const& object, std::string_view key);
Digest digest_in(Object const& object, std::string_view key);

Accepted accepted(Object const& body);
Refused refused(Object const& problem);
Rejected rejected(Object const& problem);
States states_in(Object const& object);
Menu menu_in(Object const& body);

// A page of CloudEvents: the text of each, and what one says. The leaf is cut out as it came, for it was hashed so.
std::vector<std::string_view> items_in(std::string_view page);
Stored stored(std::string_view item);
std::vector<Stored> stored_in(std::string_view page);

}  // namespace juece::scenario
