// Histogram: how many observations fell under each of a few bounds, and their sum; what a monitor computes percentiles
// from.
//
// An observation is a search among some fifteen numbers and two additions: no lock, no allocation. Whoever owns it sees
// to threads. `bounds` are increasing and belong to a constant that outlives every copy.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace juece {

class Histogram {
public:
    explicit Histogram(std::span<double const> bounds) : bounds_{bounds}, counts_(bounds.size() + 1) {}

    void observe(double value) {
        auto const at = std::lower_bound(bounds_.begin(), bounds_.end(), value);
        ++counts_[static_cast<std::size_t>(at - bounds_.begin())];
        sum_ += value;
    }

    std::span<double const> bounds() const { return bounds_; }
    // Not cumulative: counts()[i] lies above bounds()[i - 1], up to and with bounds()[i]; the last has no upper bound.
    std::vector<std::uint64_t> const& counts() const { return counts_; }
    double sum() const { return sum_; }

private:
    std::span<double const> bounds_;
    std::vector<std::uint64_t> counts_;
    double sum_ = 0;
};

}  // namespace juece
