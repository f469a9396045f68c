// Beijing days and the two text forms of time.
#include "workflow/core/time.hpp"

#include <fmt/compile.h>

namespace juece {
namespace {

using namespace std::chrono;
constexpr auto beijing_offset = hours{8};

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string date_text(sys_days day) {
    year_month_day const date{day};
    return fmt::format(
        FMT_COMPILE("{:04}-{:02}-{:02}"),
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    );
}

}  // namespace

Day operator+(Day day, CalendarDays more) { return Day{day.count() + days{more.count}}; }
Day operator-(Day day, CalendarDays less) { return Day{day.count() - days{less.count}}; }
CalendarDays operator-(Day later, Day earlier) {
    return CalendarDays{static_cast<int>((later.count() - earlier.count()).count())};
}

Day beijing_day(Timestamp at) { return Day{floor<days>(at + beijing_offset)}; }
Timestamp start_of(Day day) { return Timestamp{day.count()} - beijing_offset; }
Timestamp at_time(Day day, minutes since_midnight) { return start_of(day) + since_midnight; }
Timestamp last_moment_of(Day day) { return start_of(day + CalendarDays{1}) - microseconds{1}; }

std::string text(Timestamp at) {
    auto const day = floor<days>(at);
    hh_mm_ss const clock{at - day};
    return fmt::format(
        FMT_COMPILE("{}T{:02}:{:02}:{:02}.{:06}Z"),
        date_text(day),
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count(),
        clock.subseconds().count()
    );
}

std::string text(Day day) { return date_text(day.count()); }

std::string beijing_text(Timestamp at) {
    auto const local = at + beijing_offset;
    hh_mm_ss const clock{local - floor<days>(local)};
    return fmt::format(
        FMT_COMPILE("{} {:02}:{:02}:{:02}"),
        date_text(floor<days>(local)),
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count()
    );
}

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const y = digits(text.substr(0, 4));
    auto const m = digits(text.substr(5, 2));
    auto const d = digits(text.substr(8, 2));
    if (!y || !m || !d || *y < 1900) return std::nullopt;
    year_month_day const date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    return date.ok() ? std::optional{Day{date}} : std::nullopt;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    if (text.size() != 27 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' ||
        text[26] != 'Z')
        return std::nullopt;
    auto const day = parse_day(text.substr(0, 10));
    auto const h = digits(text.substr(11, 2));
    auto const m = digits(text.substr(14, 2));
    auto const s = digits(text.substr(17, 2));
    auto const us = digits(text.substr(20, 6));
    if (!day || !h || !m || !s || !us || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
    return Timestamp{day->count()} + hours{*h} + minutes{*m} + seconds{*s} + microseconds{*us};
}

}  // namespace juece
