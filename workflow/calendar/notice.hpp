// Notice (国务院办公厅关于 … 年部分节假日安排的通知): which days of a year are off, and which weekend days are worked to make up for them
// (调休). The yearly form of 全国年节及纪念日放假办法; one file of schemas/calendars, one event of rules/calendar/<id>.
//
// In an event a notice is data: its 文号, numbers and days, no free text. Threads: plain values. Errors: every fault at
// once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/core/result.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"

namespace juece::calendar {

struct Notice {
    std::string number;             // 文号: "国办发明电〔2022〕16号"
    int year = 0;                   // the year that it arranges; single days may lie in the month before or after it
    Day dated;                      // 成文日期
    Day known_from;                 // the day from which it answers questions
    std::vector<Day> days_off;      // ascending; weekdays and weekends alike, as listed
    std::vector<Day> make_up_days;  // ascending; Saturdays and Sundays that are worked
    std::uint64_t version = 0;      // in rules/calendar/<id>; 0: read from a file, not published

    bool operator==(Notice const&) const = default;
};

struct NoticeFault {
    std::string key;      // "make_up_days"
    std::string message;  // Chinese, for people
    bool operator==(NoticeFault const&) const = default;
};
using NoticeFaults = std::vector<NoticeFault>;

// What no notice can say: a make-up day on a weekday, a day both off and worked, a day of another year, …
NoticeFaults faults_of(Notice const& notice);

// {"number","year","dated","known_from","days_off":[{"from","to"}],"make_up_days":[…]}. The version is not in the data:
// it is the event's. from_data accepts what to_data writes and nothing that faults_of refuses.
Object to_data(Notice const& notice);
Result<Notice, NoticeFaults> from_data(Object const& data);

// A range of days off, both ends included, is never longer than this.
inline constexpr CalendarDays days_off_max{31};

bool is_weekend(Day day);
bool is_document_number(std::string_view text);  // "机关代字〔年〕号": no blanks, nothing before or after

}  // namespace juece::calendar
