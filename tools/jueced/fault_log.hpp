// What goes wrong, told once and counted: a database that is away fails thousands of requests for one reason.
//
// Of each code the first few faults of a minute are lines of their own, the others are summed up in one line
// (fault_repeated) when the minute is over. A fault of code `internal` always has its line, for its id is all that the
// client was told. Threads: the I/O thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "adapters/http/environment.hpp"
#include "tools/jueced/journal.hpp"

namespace juece::jueced {

class FaultLog {
public:
    using Clock = std::chrono::steady_clock;
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;

    static constexpr std::chrono::seconds window{60};
    static constexpr std::uint64_t lines_max = 10;        // of one code, in a window …
    static constexpr std::uint64_t outage_lines_max = 1;  // … and of busy and unavailable

    explicit FaultLog(Journal const& journal) : journal_{journal} {}

    void report(http::FaultRecord const& record, Clock::time_point now = Clock::now());
    // Writes the sums of windows that are over; with `all`, of the others too. Call it now and then.
    void sum_up(Clock::time_point now = Clock::now(), bool all = false);
    // Since the start, by code; those that an alert asks for are there from the first, because a counter that appears
    // with its first fault does not seem to grow.
    Counts const& counts() const { return counts_; }

private:
    struct Window {
        Clock::time_point since{};
        std::uint64_t seen = 0;
        std::uint64_t untold = 0;
    };

    Journal const& journal_;
    Counts counts_{{"busy", 0}, {"internal", 0}, {"unavailable", 0}};
    std::map<std::string, Window, std::less<>> windows_;
};

}  // namespace juece::jueced
