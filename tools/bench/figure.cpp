// JSON by hand: names and cases are ours and need no escapes.
#include "tools/bench/figure.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace juece::bench {

Figure::Figure(std::string_view name, std::string_view which)
    : line_{fmt::format(R"({{"figure":"{}","case":"{}")", name, which)} {}

Figure& Figure::count(std::string_view measure, std::uint64_t value) {
    line_ += fmt::format(R"(,"{}":{})", measure, value);
    return *this;
}

Figure& Figure::measure(std::string_view measure, double value, int digits) {
    line_ += fmt::format(R"(,"{}":{:.{}f})", measure, value, digits);
    return *this;
}

void Figure::print() const {
    fmt::print("{}}}\n", line_);
    std::fflush(stdout);
}

void Latencies::add_to(Figure& figure) {
    std::ranges::sort(ms_);
    auto const at = [&](double part) {
        return static_cast<double>(ms_[static_cast<std::size_t>(part * static_cast<double>(ms_.size() - 1))]);
    };
    figure.measure("p50_ms", at(0.5), 2).measure("p90_ms", at(0.9), 2).measure("p99_ms", at(0.99), 2);
    figure.measure("max_ms", at(1), 1);
}

}  // namespace juece::bench
