// Moments as a person types them, in Beijing time. Pure; threads: any.
#pragma once

#include <string>

#include "workflow/core/time.hpp"

namespace juece::juecectl {

// "2023-10-12", "2023-10-12 09:00", "2023-10-12T09:00" (Beijing), or a Timestamp ending in Z. Throws UsageError,
// naming what was being read. A bare day is its beginning.
Timestamp parse_moment(std::string const& typed, std::string const& what);
Day parse_day_or_throw(std::string const& typed, std::string const& what);
// What was typed, a day; or empty, as nothing was asked for.
std::string checked_day(std::string const& typed, std::string const& what);

}  // namespace juece::juecectl
