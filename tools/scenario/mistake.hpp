// A mistake in what somebody wrote: where, what was found, and what to write instead. Plain values; threads: any.
#pragma once

#include <compare>
#include <cstddef>
#include <string>

namespace juece::scenario {

// Where something stands in a file; columns count characters. Both from 1; 0 if it was typed at a terminal.
struct Place {
    std::size_t line = 0;
    std::size_t column = 0;
    auto operator<=>(Place const&) const = default;
};

struct Mistake {
    Place at;
    std::string message;  // Chinese: what was found
    std::string hint;     // Chinese: what to write instead
};

// "FILE:LINE:COLUMN: message\n    提示:hint\n"
std::string described(Mistake const& mistake, std::string const& file);

}  // namespace juece::scenario
