// The calendar of schemas/calendars, read once, and days that read like days. Threads: none.
#pragma once

#include <ostream>
#include <string_view>

#include "workflow/calendar/calendar.hpp"

namespace juece {

void PrintTo(Day day, std::ostream* out);  // GoogleTest's name for it

}  // namespace juece

namespace juece::calendar::test {

Day on(std::string_view day);
Calendar const& published();  // fails the program if the files are faulty
KnownCalendar published_as_known_on(std::string_view day);

}  // namespace juece::calendar::test
