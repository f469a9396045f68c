// A notice's two forms, and what must hold of it in either.
#include "workflow/calendar/notice.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "workflow/core/horizon.hpp"

namespace juece::calendar {
namespace {

using namespace std::chrono;

constexpr int year_min = 1949;
constexpr int year_max = horizon_year - 1;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Of the characters from 一 to 龥 and nothing else: each is three bytes, and UTF-8 keeps their order.
bool is_chinese(std::string_view text) {
    constexpr std::size_t size = 3;
    for (; !text.empty(); text.remove_prefix(size)) {
        auto const one = text.substr(0, size);
        if (one.size() < size || one < "一" || one > "龥") return false;
    }
    return true;
}

// A notice of one year reaches into the month before and the month after: 元旦 and its make-up days.
bool is_near(Day day, int of) {
    return day >= Day{year{of - 1} / December / 1} && day <= Day{year{of + 1} / January / 31};
}

void check_horizon(std::string const& key, Day day, NoticeFaults& faults) {
    if (!is_within_horizon(day)) faults.push_back({key, fmt::format("{} 不早于 {} 年", text(day), horizon_year)});
}

void check_days(std::string const& key, std::vector<Day> const& days, int of, NoticeFaults& faults) {
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (i > 0 && days[i] <= days[i - 1])
            faults.push_back({key, fmt::format("{} 重复,或者没有按先后排列", text(days[i]))});
        if (!is_near(days[i], of)) faults.push_back({key, fmt::format("{} 不属于 {} 年的安排", text(days[i]), of)});
        check_horizon(key, days[i], faults);
    }
}

// Reads the members of a notice's data and notes each that is absent or malformed.
class Reading {
public:
    explicit Reading(Object const& data) : data_{data} {}

    std::string text(std::string const& key) {
        auto const found = data_.text(key);
        if (found.empty()) fault(key, "应当是文本");
        return std::string{found};
    }

    int year(std::string const& key) {
        auto const* value = data_.find(key);
        auto const* number = value != nullptr ? value->number() : nullptr;
        if (number != nullptr && *number >= year_min && *number <= year_max) return static_cast<int>(*number);
        fault(key, fmt::format("应当是 {} 至 {} 的整数", year_min, year_max));
        return year_min;
    }

    Day day(std::string const& key) { return day(key, data_.text(key)).value_or(Day{}); }

    std::vector<Day> ranges(std::string const& key) {
        std::vector<Day> days;
        for (auto const& item : list(key)) {
            auto const* range = item.object();
            if (range == nullptr || range->size() != 2) {
                fault(key, "每一项应当有 from 和 to");
                continue;
            }
            auto const from = day(key, range->text("from"));
            auto const to = day(key, range->text("to"));
            if (!from || !to) continue;
            if (*to < *from || *to - *from >= days_off_max) {
                fault(key, fmt::format("{} 至 {} 次序颠倒或者过长", juece::text(*from), juece::text(*to)));
                continue;
            }
            for (auto at = *from; at <= *to; at = at + CalendarDays{1})
                days.push_back(at);
        }
        return days;
    }

    std::vector<Day> days(std::string const& key) {
        std::vector<Day> days;
        for (auto const& item : list(key)) {
            auto const* written = item.string();
            if (auto const read = day(key, written != nullptr ? *written : "")) days.push_back(*read);
        }
        return days;
    }

    void refuse_others(std::initializer_list<std::string_view> known) {
        for (auto const& [key, value] : data_) {
            if (std::ranges::find(known, key) == known.end()) fault(key, "不认识此项");
        }
    }

    NoticeFaults take_faults() { return std::move(faults_); }

private:
    void fault(std::string const& key, std::string message) {
        faults_.push_back({key, data_.has(key) ? std::move(message) : "缺少此项"});
    }

    std::optional<Day> day(std::string const& key, std::string_view written) {
        auto const read = parse_day(written);
        if (!read) fault(key, "应当是日期,如 2023-10-01");
        return read;
    }

    List const& list(std::string const& key) {
        static List const nothing;
        auto const* value = data_.find(key);
        auto const* found = value != nullptr ? value->list() : nullptr;
        if (found == nullptr) fault(key, "应当是列表");
        return found != nullptr ? *found : nothing;
    }

    Object const& data_;
    NoticeFaults faults_;
};

}  // namespace

bool is_weekend(Day day) {
    weekday const of_day{day.count()};
    return of_day == Saturday || of_day == Sunday;
}

bool is_document_number(std::string_view text) {
    constexpr std::string_view open = "〔";
    constexpr std::string_view close = "〕";
    constexpr std::string_view last = "号";
    auto const opened = text.find(open);
    if (opened == 0 || opened == text.npos || opened > 60 || !text.ends_with(last)) return false;
    if (!is_chinese(text.substr(0, opened))) return false;
    auto const rest = text.substr(opened + open.size());
    if (rest.size() < 4 || !std::ranges::all_of(rest.substr(0, 4), is_digit) || !rest.substr(4).starts_with(close))
        return false;
    auto const serial = rest.substr(4 + close.size(), rest.size() - 4 - close.size() - last.size());
    return !serial.empty() && serial.size() <= 5 && std::ranges::all_of(serial, is_digit);
}

NoticeFaults faults_of(Notice const& notice) {
    NoticeFaults faults;
    if (!is_document_number(notice.number)) faults.push_back({"number", "应当是文号,如 国办发明电〔2022〕16号"});
    if (notice.year < year_min || notice.year > year_max) faults.push_back({"year", "不是可以安排的年份"});
    if (notice.known_from < notice.dated)
        faults.push_back({"known_from", fmt::format("早于成文日期 {}", text(notice.dated))});
    check_horizon("dated", notice.dated, faults);
    check_horizon("known_from", notice.known_from, faults);
    if (notice.days_off.empty()) faults.push_back({"days_off", "至少要有一天"});
    check_days("days_off", notice.days_off, notice.year, faults);
    check_days("make_up_days", notice.make_up_days, notice.year, faults);
    for (auto const day : notice.make_up_days) {
        if (!is_weekend(day)) faults.push_back({"make_up_days", fmt::format("{} 不是星期六或者星期日", text(day))});
        if (std::ranges::find(notice.days_off, day) != notice.days_off.end())
            faults.push_back({"make_up_days", fmt::format("{} 既放假又上班", text(day))});
    }
    return faults;
}

Object to_data(Notice const& notice) {
    List ranges;
    for (std::size_t first = 0; first < notice.days_off.size();) {
        auto last = first;
        while (last + 1 < notice.days_off.size() &&
               notice.days_off[last + 1] == notice.days_off[last] + CalendarDays{1} &&
               notice.days_off[last + 1] - notice.days_off[first] < days_off_max)
            ++last;
        ranges.emplace_back(Object{{"from", text(notice.days_off[first])}, {"to", text(notice.days_off[last])}});
        first = last + 1;
    }
    List make_up_days;
    for (auto const day : notice.make_up_days)
        make_up_days.emplace_back(text(day));
    return {
        {"number", notice.number},
        {"year", notice.year},
        {"dated", text(notice.dated)},
        {"known_from", text(notice.known_from)},
        {"days_off", std::move(ranges)},
        {"make_up_days", std::move(make_up_days)},
    };
}

Result<Notice, NoticeFaults> from_data(Object const& data) {
    Reading reading{data};
    Notice notice;
    notice.number = reading.text("number");
    notice.year = reading.year("year");
    notice.dated = reading.day("dated");
    notice.known_from = reading.day("known_from");
    notice.days_off = reading.ranges("days_off");
    notice.make_up_days = reading.days("make_up_days");
    reading.refuse_others({"number", "year", "dated", "known_from", "days_off", "make_up_days"});
    // A day that could not be read would only be reported a second time.
    auto faults = reading.take_faults();
    if (faults.empty()) faults = faults_of(notice);
    if (!faults.empty()) return faults;
    return notice;
}

}  // namespace juece::calendar
