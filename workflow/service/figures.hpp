// What a monitor wants to know of the decisions' commands: counted since the start, over all logs of this node.
//
// The register's and the rules' own commands are not in it, for they are few. Threads: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace juece::service {

enum class Problem : std::uint8_t;

struct Figures {
    std::uint64_t accepted = 0;
    std::uint64_t repeated = 0;    // accepted before: the key was known, nothing was written
    std::uint64_t refused = 0;     // by the law
    std::uint64_t suppressed = 0;  // of those, counted only: more than 30 a minute from one person
    std::uint64_t dry_runs = 0;    // in none of the other numbers
    std::map<std::string, std::uint64_t, std::less<>> refusals;  // by rule; a refused command may have several
    std::map<Problem, std::uint64_t> failed;                     // neither accepted nor refused
    std::size_t waiting = 0;                                     // commands in a mailbox, or being judged or committed
    std::size_t decisions = 0;                                   // that this node keeps in memory
};

}  // namespace juece::service
