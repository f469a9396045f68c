// What holds of every refusal: it says something, and points somewhere.
#pragma once

#include <string>

#include "adapters/codec/request.hpp"

namespace juece::fuzz {

// The first fault's code. Asserts that each fault has a code, a text for people, and a JSON pointer or none.
std::string code_of(codec::Faults const& faults);

}  // namespace juece::fuzz
