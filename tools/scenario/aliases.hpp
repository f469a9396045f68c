// Aliases: what the product knows by id, told by the names of the file, so that two runs can be compared as text.
// Threads: one.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tools/scenario/driver.hpp"
#include "workflow/core/value.hpp"

namespace juece::scenario {

class Aliases {
public:
    void add(std::string id, std::string name) { known_.emplace_back(std::move(id), std::move(name)); }

    // The same with the name in place of each known id, wherever it stands.
    std::string named(std::string text) const;
    Value named(Value value) const;
    Object named(Object const& object) const;
    Outcome named(Outcome outcome) const;  // refusals and faults

private:
    std::vector<std::pair<std::string, std::string>> known_;
};

}  // namespace juece::scenario
