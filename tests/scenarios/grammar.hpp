// What the tests of the grammar share: steps behind a good header, and files that have one mistake each.
#pragma once

#include <span>
#include <string>

#include "tools/scenario/parse.hpp"

namespace juece::scenario::testing {

// As a file whose first two lines are a header without mistakes.
Result<Scenario, Mistakes> parse_body(std::string const& body);

struct WrongBody {
    char const* what;
    char const* body;
    Place at;             // of its first mistake; the body begins in line 3
    char const* message;  // a part of it
    char const* hint;     // a part of it
};
void expect_each_mistake(std::span<WrongBody const> bodies);

}  // namespace juece::scenario::testing
