// Profile: a jurisdiction's parameters, resolved (its parents' values filled in) and dated. A local number is data
// here; a local extra stage is a row of the table whose rule reads the profile (docs/GLOSSARY.md).
#pragma once

#include <cstdint>
#include <string>

#include "workflow/core/time.hpp"

namespace juece::rules {

struct Profile {
    std::string id;                     // "shanghai/minhang"
    std::uint64_t version = 0;          // of the stream rules/profile/<id>
    CalendarDays comment_days_min{30};  // D713 15(1): 一般不少于30日
};

}  // namespace juece::rules
