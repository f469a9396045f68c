// A window a code.
#include "tools/jueced/fault_log.hpp"

namespace juece::jueced {

void FaultLog::report(http::FaultRecord const& record, Clock::time_point now) {
    ++counts_[record.code];
    if (record.code == "internal") return journal_.fault(record);
    sum_up(now);
    auto& window_of_code = windows_[record.code];
    if (window_of_code.seen == 0) window_of_code.since = now;
    auto const is_outage = record.code == "unavailable" || record.code == "busy";
    if (++window_of_code.seen <= (is_outage ? outage_lines_max : lines_max)) return journal_.fault(record);
    ++window_of_code.untold;
}

void FaultLog::sum_up(Clock::time_point now, bool all) {
    for (auto at = windows_.begin(); at != windows_.end();) {
        auto const& [code, sums] = *at;
        if (!all && now - sums.since < window) {
            ++at;
            continue;
        }
        if (sums.untold > 0) journal_.warn("fault_repeated", Object{{"code", code}, {"count", sums.untold}});
        at = windows_.erase(at);
    }
}

}  // namespace juece::jueced
