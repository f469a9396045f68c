// How far ahead a day may lie that somebody names, or a rehearsal's clock be set: what the law counts from it and what
// is shown of it still has a year of four digits, as every text form of a day has. Threads: pure.
#pragma once

#include "workflow/core/time.hpp"

namespace juece {

inline constexpr int horizon_year = 9000;

inline bool is_within_horizon(Day day) {
    using namespace std::chrono;
    return day < Day{year{horizon_year} / January / 1};
}

}  // namespace juece
