// Legal days are days in Beijing, whatever the clock of the machine says.
#include "workflow/core/time.hpp"

#include <gtest/gtest.h>

namespace juece {
namespace {

using namespace std::chrono_literals;

Day day(char const* text) { return *parse_day(text); }
Timestamp utc(char const* text) { return *parse_timestamp(text); }

TEST(Time, ADayBeginsAtMidnightInBeijing) {
    EXPECT_EQ(beijing_day(utc("2023-11-11T15:59:59.999999Z")), day("2023-11-11"));
    EXPECT_EQ(beijing_day(utc("2023-11-11T16:00:00.000000Z")), day("2023-11-12"));
    EXPECT_EQ(start_of(day("2023-11-12")), utc("2023-11-11T16:00:00.000000Z"));
    EXPECT_EQ(last_moment_of(day("2023-11-11")), utc("2023-11-11T15:59:59.999999Z"));
    EXPECT_EQ(at_time(day("2023-10-12"), 9h), utc("2023-10-12T01:00:00.000000Z"));
}

TEST(Time, DaysAreCountedByTheCalendar) {
    EXPECT_EQ(day("2023-11-11") - day("2023-10-12"), CalendarDays{30});
    EXPECT_EQ(day("2024-02-28") + CalendarDays{2}, day("2024-03-01"));
    EXPECT_EQ(day("2024-01-01") - CalendarDays{1}, day("2023-12-31"));
    EXPECT_EQ(day("2023-10-12") - day("2023-11-11"), CalendarDays{-30});
}

TEST(Time, TextsAreExact) {
    auto const at = utc("2023-10-12T01:02:03.000045Z");
    EXPECT_EQ(text(at), "2023-10-12T01:02:03.000045Z");
    EXPECT_EQ(beijing_text(at), "2023-10-12 09:02:03");
    EXPECT_EQ(text(day("2024-02-29")), "2024-02-29");
    EXPECT_EQ(beijing_text(utc("2023-12-31T16:00:00.000000Z")), "2024-01-01 00:00:00");
}

TEST(Time, ReadsNothingButItsOwnForm) {
    for (auto const* bad :
         {"",
          "2023-10-12",
          "2023-10-12T01:02:03Z",
          "2023-10-12T01:02:03.000045+08:00",
          "2023-10-12 01:02:03.000045Z",
          "2023-10-12T24:00:00.000000Z",
          "2023-10-12T01:60:00.000000Z",
          "2023-10-12T01:02:60.000000Z",
          "2023-13-12T01:02:03.000045Z",
          "2023-10-12T01:02:03.00004xZ"})
        EXPECT_FALSE(parse_timestamp(bad)) << bad;
    for (auto const* bad :
         {"", "2023-2-01", "2023-02-29", "2023/02/01", "20230201", "1899-12-31", "2023-00-10", "2023-01-00"})
        EXPECT_FALSE(parse_day(bad)) << bad;
    EXPECT_TRUE(parse_day("1900-01-01"));
    EXPECT_TRUE(parse_day("9999-12-31"));
}

}  // namespace
}  // namespace juece
