// Reads the notices as the server's publisher does.
#include "tests/support/calendars.hpp"

#include "adapters/system/calendars.hpp"
#include "workflow/core/assertion.hpp"

namespace juece {

void PrintTo(Day day, std::ostream* out) { *out << text(day); }

}  // namespace juece

namespace juece::calendar::test {

Day on(std::string_view day) {
    auto const parsed = parse_day(day);
    JUECE_ASSERT(parsed, "a test writes its days as 2023-11-11");
    return *parsed;
}

Calendar const& published() {
    static Calendar const calendar = [] {
        auto notices = system::load_notices("schemas/calendars");
        JUECE_ASSERT(notices, "schemas/calendars can be read");
        return Calendar{std::move(notices).assume_value()};
    }();
    return calendar;
}

KnownCalendar published_as_known_on(std::string_view day) { return published().known_on(on(day)); }

}  // namespace juece::calendar::test
