// Replay: takes nothing on trust. Every leaf of one decision is decoded, its hashes are computed again, each `prev`
// is compared with the leaf before, and the steps are driven through the statute's state machines.
//
// Pure; threads: any. What is wrong is a list, never an exception.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tools/scenario/driver.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/hasher.hpp"

namespace juece::scenario {

struct Replay {
    std::vector<ports::Leaf> leaves;       // those that could be decoded, in order
    States states;                         // where the machines ended
    std::vector<std::string> differences;  // Chinese: what does not hold, and at which version
};

Replay replay(std::span<Stored const> history, ports::EventCodec const& codec, ports::Hasher const& hasher);

// Differences between where the replay ended and what somebody says.
std::vector<std::string> compare(States const& replayed, States const& claimed);

}  // namespace juece::scenario
