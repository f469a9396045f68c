// Words of one line of a scenario: separated by blanks; a value in 「」 or "" may hold blanks, and so may a list of
// objects in [ ].
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/mistake.hpp"

namespace juece::scenario {

struct Word {
    Place at;
    std::string text;        // as written, without quotation marks
    bool is_pair = false;    // name=value
    std::string name;        // of a pair
    std::string value;       // of a pair; of a list with its brackets and quotation marks
    Place value_at;          // of a pair
    bool is_quoted = false;  // wholly within quotation marks
};

// Adds to `mistakes` each quotation that does not end. `begin` is where the text stands.
std::vector<Word> words_of(std::string_view text, Place begin, std::vector<Mistake>& mistakes);

}  // namespace juece::scenario
