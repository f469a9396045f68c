// Time as the law counts it. A Timestamp is UTC, microseconds. A Day is a legal day in Beijing (UTC+8, no daylight
// saving since 1991; earlier years are not ours). Calendar days (日) are their own type; working days (工作日) come from
// notices.
//
// Texts: Timestamp "YYYY-MM-DDTHH:MM:SS.ffffffZ" (exactly, as in a leaf), Day "YYYY-MM-DD". Parsing gives nothing on
// any other form. Years 1900 to 9999. Threads: any.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace juece {

using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

// 日 in the sense of 自然日: the count that D713 15(1) and 16(3) speak of.
struct CalendarDays {
    int count = 0;
    auto operator<=>(CalendarDays const&) const = default;
};

class Day {
public:
    Day() = default;
    explicit Day(std::chrono::year_month_day date) : days_{date} {}
    explicit Day(std::chrono::sys_days days) : days_{days} {}

    std::chrono::year_month_day date() const { return std::chrono::year_month_day{days_}; }
    std::chrono::sys_days count() const { return days_; }
    auto operator<=>(Day const&) const = default;

private:
    std::chrono::sys_days days_{};
};

Day operator+(Day day, CalendarDays days);
Day operator-(Day day, CalendarDays days);
CalendarDays operator-(Day later, Day earlier);

Day beijing_day(Timestamp at);
Timestamp start_of(Day day);                                      // 00:00 in Beijing
Timestamp at_time(Day day, std::chrono::minutes since_midnight);  // Beijing wall time
Timestamp last_moment_of(Day day);                                // the last microsecond of the day in Beijing

std::string text(Timestamp at);
std::string text(Day day);
std::string beijing_text(Timestamp at);  // "2023-10-12 09:00:00", for people
std::optional<Timestamp> parse_timestamp(std::string_view text);
std::optional<Day> parse_day(std::string_view text);

}  // namespace juece
