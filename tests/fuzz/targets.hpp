// The fuzz targets. Each reads bytes as the outside sends them, asserts what must hold whatever they are, and returns
// the outcome: "accepted" or the code of the error. A file of the corpus is named by its outcome.
#pragma once

#include <string>
#include <string_view>

namespace juece::fuzz {

std::string json(std::string_view bytes);     // codec::parse and serialize
std::string leaf(std::string_view bytes);     // codec::LeafCodec
std::string command(std::string_view bytes);  // codec::parse_command_request
// A token; or, with a line feed, header and payload that are signed before they are verified.
std::string jwt(std::string_view bytes);

}  // namespace juece::fuzz
