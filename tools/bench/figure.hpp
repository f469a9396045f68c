// What a measuring program prints: one JSON line per figure on standard output, {"figure","case",measures…}. The name
// of a measure ends in its unit. Targets are not the programs' business: tools/bench/targets.toml has them.
//
// Threads: one at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace juece::bench {

class Figure {
public:
    // "w1", "64 in flight"
    Figure(std::string_view name, std::string_view which);

    Figure& count(std::string_view measure, std::uint64_t value);
    Figure& measure(std::string_view measure, double value, int digits);
    void print() const;  // and flushes, so that a reader sees each line as it comes

private:
    std::string line_;
};

class Latencies {
public:
    void add(std::chrono::steady_clock::duration latency) { ms_.push_back(to_ms(latency)); }
    // p50_ms, p90_ms, p99_ms, max_ms. Requires: at least one was added.
    void add_to(Figure& figure);

private:
    static float to_ms(std::chrono::steady_clock::duration d) {
        return std::chrono::duration<float, std::milli>(d).count();
    }
    std::vector<float> ms_;
};

}  // namespace juece::bench
