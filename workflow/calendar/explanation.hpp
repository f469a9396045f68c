// A computed date explains itself, in Chinese: day by day for `juecectl calendar explain`, in one clause for a refusal.
//
// All name the notice by its 文号. Threads: pure functions.
#pragma once

#include <optional>
#include <string>

#include "workflow/calendar/calendar.hpp"
#include "workflow/core/value.hpp"

namespace juece::calendar {

// Several lines, each ended: the sum, one line per day, the notices relied on.
std::string explain(Count const& count);
std::string explain(LastDay const& last);

// "9月29日–10月6日放假(国办发明电〔2022〕16号),10月7日、8日调休上班": what is not plain weekdays and weekends, without a full
// stop. "其间仅有周末休息" or "其间没有休息日" if there is nothing else to tell.
std::string in_short(Count const& count);
// "2025年10月1日是休息日:10月1日–8日放假(国办发明电〔2024〕12号),顺延至2025年10月9日"; empty if it ends on a working day.
std::string in_short(LastDay const& last);

// What in_short says, as codes that a leaf may hold: a list of {"from","to","reason":"day_off"|"make_up_day","notice"},
// one for each run of days that a notice arranged, in order; empty if there were weekdays and weekends alone. A rule
// that counted working days puts it into `missing` as "counted"; its message says “其间的放假和调休:{counted}”, and
// rules::render writes it as in_short does, or “无”.
List in_codes(Count const& count);
// The clause again; nothing if the list is empty or is none of in_codes'.
std::optional<std::string> in_words(List const& coded);

}  // namespace juece::calendar
