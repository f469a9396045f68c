// Words of one line of a scenario: separated by blanks; a value in 「」 or "" may hold blanks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/scenario.hpp"

namespace juece::scenario {

struct Word {
    Place at;
    std::string text;        // as written, without quotation marks
    bool is_pair = false;    // name=value
    std::string name;        // of a pair
    std::string value;       // of a pair
    bool is_quoted = false;  // wholly within quotation marks
};

// Adds to `mistakes` each quotation that does not end.
std::vector<Word> words_of(std::string_view line, std::size_t number, std::vector<Mistake>& mistakes);

}  // namespace juece::scenario
