// Working days (工作日), counted from the State Council's yearly notices, never from "Monday to Friday".
//
// A notice is known from a day on; an amending notice replaces it from the day on which it became known. So one first
// says what day it is, and the same question asked of that day has the same answer for ever:
//
//     calendar.known_on(day).add(sent, WorkingDays{7})
//
// A year without a notice is an error, not a guess. Counting follows CIV 201: the day of the start does not count.
// Threads: immutable once built. Lifetime: a KnownCalendar shares the notices of its Calendar and may outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/calendar/notice.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/time.hpp"

namespace juece::calendar {

// 工作日: not to be mixed with 日 (CalendarDays).
struct WorkingDays {
    int count = 0;
    auto operator<=>(WorkingDays const&) const = default;
};

// Whether a period of calendar days (日) that ends on a rest day runs on to the next working day: a parameter of the
// profile. CIV 203 moves it, but is written for civil periods; D713 is silent and published notices do not move it.
enum class EndOnRestDay : std::uint8_t { as_is, roll };
std::string_view code(EndOnRestDay choice);
std::optional<EndOnRestDay> parse_end_on_rest_day(std::string_view code);

enum class Reason : std::uint8_t { weekday, weekend, day_off, make_up_day };
std::string_view label(Reason reason);
std::string_view code(Reason reason);  // "day_off"
std::optional<Reason> parse_reason(std::string_view code);

// How one day was judged, and by which notice.
struct JudgedDay {
    Day day;
    Reason reason{};
    std::string notice;  // 文号

    bool is_working_day() const { return reason == Reason::weekday || reason == Reason::make_up_day; }
    bool operator==(JudgedDay const&) const = default;
};

// A number of working days with the reason for each day of it.
struct Count {
    Day start;
    Day end;
    Day known_on;
    std::vector<JudgedDay> days;  // each from the day after the start through the end

    WorkingDays working_days() const;
    bool operator==(Count const&) const = default;
};

// The last day of a period of calendar days.
struct LastDay {
    Day start;
    CalendarDays length;
    Day reckoned;  // start + length
    Day end;       // the day that counts: `reckoned`, or the next working day if the profile lets it roll
    Day known_on;
    std::vector<JudgedDay> days;  // each from `reckoned` through `end`; none if as_is and no notice tells

    bool falls_on_rest_day() const { return !days.empty() && !days.front().is_working_day(); }
    bool operator==(LastDay const&) const = default;
};

struct NoNotice {
    int year = 0;
    Day known_on;
    bool operator==(NoNotice const&) const = default;
};
std::string message(NoNotice const& missing);  // Chinese, a whole sentence

class Calendar;

// The stretch of days that between() counts: the first is not in it, the last is.
struct Stretch {
    Day after;
    Day through;
};

// The calendar as it was known on one day.
class KnownCalendar {
public:
    Day known_on() const { return known_on_; }

    // Who names a day decides it, the later year's notice first; a day that nobody names needs the notice of its own
    // year.
    Result<JudgedDay, NoNotice> judge(Day day) const;
    // The n-th working day after the start; the start itself for 0. Requires: n ≥ 0.
    Result<Count, NoNotice> add(Day start, WorkingDays n) const;
    // Every day of the stretch, judged. No days if it ends before it begins.
    Result<Count, NoNotice> between(Stretch stretch) const;
    // As_is needs no notice and never fails. Requires: length ≥ 0.
    Result<LastDay, NoNotice> last_day(Day start, CalendarDays length, EndOnRestDay choice) const;
    // The version of rules/calendar/<id> to pin: that of the last notice known on the day, 0 if none is. A calendar
    // cut off there answers as this one.
    std::uint64_t version() const { return version_; }

private:
    friend class Calendar;
    using Notices = std::shared_ptr<std::vector<Notice> const>;

    KnownCalendar(Notices notices, Day known_on);
    Notice const* of_year(int year) const;

    Notices notices_;
    Day known_on_;
    std::uint64_t version_ = 0;
    std::map<int, Notice const*> in_force_;
};

class Calendar {
public:
    Calendar() : Calendar{std::vector<Notice>{}} {}  // no year has a notice
    // In any order. Of two notices for one year the one known later answers; of two known from one day the one
    // published later, which is how a misread notice is put right.
    explicit Calendar(std::vector<Notice> notices);

    KnownCalendar known_on(Day day) const { return {notices_, day}; }
    Calendar as_of(std::uint64_t version) const;                      // with the notices published up to that version
    std::vector<Notice> const& notices() const { return *notices_; }  // by known_from, then version

private:
    KnownCalendar::Notices notices_;
};

}  // namespace juece::calendar
