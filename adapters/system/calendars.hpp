// Calendars as files: each <schemas>/calendars/*.toml is one notice (工作日 are counted from it, workflow/calendar).
//
// Days off are ranges of TOML dates, both ends included; `certainty` says how sure we are of the file and stays behind
// when a notice is published into rules/calendar/<id>. Threads: any; reads files. Errors: every fault of every file at
// once.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "adapters/system/config_fault.hpp"
#include "workflow/calendar/notice.hpp"
#include "workflow/core/result.hpp"

namespace juece::system {

struct CalendarFault {
    std::string file;  // "2023.toml"; empty: the folder
    ConfigFault fault;
    bool operator==(CalendarFault const&) const = default;
};
using CalendarFaults = std::vector<CalendarFault>;

std::string text(CalendarFault const& fault);  // "2023.toml 第 3 行 year:…"

// The notices of a folder in the order in which they became known, which is the order to publish them in. A folder
// without a notice, and two notices for one year known from the same day, are faults.
Result<std::vector<calendar::Notice>, CalendarFaults> load_notices(std::filesystem::path const& folder);

}  // namespace juece::system
