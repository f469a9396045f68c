// Reading of days and moments.
#include "tools/juecectl/moment.hpp"

#include <cctype>

#include <fmt/format.h>

#include "tools/juecectl/exit_code.hpp"

namespace juece::juecectl {

Day parse_day_or_throw(std::string const& typed, std::string const& what) {
    if (auto const day = parse_day(typed)) return *day;
    throw UsageError{fmt::format("{} 不能是“{}”:写成 2023-11-01 这样的日期", what, typed)};
}

std::string checked_day(std::string const& typed, std::string const& what) {
    return typed.empty() ? typed : text(parse_day_or_throw(typed, what));
}

Timestamp parse_moment(std::string const& typed, std::string const& what) {
    if (auto const exact = parse_timestamp(typed)) return *exact;
    if (auto const day = parse_day(typed)) return start_of(*day);
    auto const day = parse_day(typed.substr(0, 10));
    bool const has_clock = day && typed.size() == 16 && (typed[10] == ' ' || typed[10] == 'T') && typed[13] == ':';
    if (has_clock) {
        auto const clock = typed.substr(11, 2) + typed.substr(14, 2);
        if (clock.find_first_not_of("0123456789") == std::string::npos) {
            int const hours = std::stoi(clock.substr(0, 2));
            int const minutes = std::stoi(clock.substr(2, 2));
            if (hours < 24 && minutes < 60) return at_time(*day, std::chrono::minutes{hours * 60 + minutes});
        }
    }
    throw UsageError{fmt::format("{} 不能是“{}”:写成 2023-10-12 或 \"2023-10-12 09:00\"(北京时间)", what, typed)};
}

}  // namespace juece::juecectl
