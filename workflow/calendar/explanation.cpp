// Days in words.
#include "workflow/calendar/explanation.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "workflow/core/citation.hpp"

namespace juece::calendar {
namespace {

using namespace std::chrono;

int year_of(Day day) { return static_cast<int>(day.date().year()); }
unsigned month_of(Day day) { return static_cast<unsigned>(day.date().month()); }
unsigned number_of(Day day) { return static_cast<unsigned>(day.date().day()); }

std::string chinese_day(Day day) { return fmt::format("{}年{}月{}日", year_of(day), month_of(day), number_of(day)); }

std::string_view weekday_of(Day day) {
    constexpr std::array<std::string_view, 7> names{
        "星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"};
    return names[weekday{day.count()}.c_encoding()];
}

// Consecutive days that the same notice judged alike.
struct Run {
    Day first;
    Day last;
    Reason reason{};
    std::string notice;
};

std::vector<Run> runs_of(std::span<JudgedDay const> days) {
    std::vector<Run> runs;
    for (auto const& [day, reason, notice] : days) {
        bool const goes_on = !runs.empty() && runs.back().last + CalendarDays{1} == day &&
                             runs.back().reason == reason && runs.back().notice == notice;
        if (goes_on) {
            runs.back().last = day;
        } else {
            runs.push_back({day, day, reason, notice});
        }
    }
    return runs;
}

// As much of a date as the reader does not know from the date read before.
std::string relative_day(Day day, Day read_before) {
    if (year_of(day) != year_of(read_before)) return chinese_day(day);
    if (month_of(day) != month_of(read_before)) return fmt::format("{}月{}日", month_of(day), number_of(day));
    return fmt::format("{}日", number_of(day));
}

std::string run_text(Run const& run, int year) {
    auto result = year_of(run.first) == year ? fmt::format("{}月{}日", month_of(run.first), number_of(run.first))
                                             : chinese_day(run.first);
    auto const length = run.last - run.first;
    if (length.count == 1) result += "、";
    if (length.count > 1) result += "–";
    if (length.count > 0) result += relative_day(run.last, run.first);
    return result + std::string{label(run.reason)};
}

// Where a notice is named: at its first run of days off, or at its first run if it gives none here.
bool is_cited_at(std::span<Run const> runs, Run const& run) {
    auto const of_notice = [&](Run const& other) { return other.notice == run.notice; };
    auto const gives_days_off = [&](Run const& other) { return of_notice(other) && other.reason == Reason::day_off; };
    auto place = std::ranges::find_if(runs, gives_days_off);
    if (place == runs.end()) place = std::ranges::find_if(runs, of_notice);
    return &*place == &run;
}

// What a notice arranged: neither plain weekdays nor plain weekends.
std::vector<Run> arranged_runs(std::span<JudgedDay const> days) {
    auto runs = runs_of(days);
    std::erase_if(runs, [](Run const& run) { return run.reason == Reason::weekday || run.reason == Reason::weekend; });
    return runs;
}

std::string runs_text(std::span<Run const> runs, int year) {
    std::string result;
    for (auto const& run : runs) {
        if (!result.empty()) result += ",";
        result += run_text(run, year);
        if (is_cited_at(runs, run)) result += fmt::format("({})", run.notice);
        year = year_of(run.last);
    }
    return result;
}

std::string arranged_text(std::span<JudgedDay const> days, int year) { return runs_text(arranged_runs(days), year); }

// A run as in_codes writes it, or nothing.
std::optional<Run> run_of(Value const& coded) {
    auto const* object = coded.object();
    if (object == nullptr) return std::nullopt;
    auto const first = parse_day(object->text("from"));
    auto const last = parse_day(object->text("to"));
    auto const reason = parse_reason(object->text("reason"));
    if (!first || !last || !reason) return std::nullopt;
    return Run{*first, *last, *reason, std::string{object->text("notice")}};
}

std::string notices_text(std::span<JudgedDay const> days) {
    std::vector<std::string_view> notices;
    for (auto const& day : days) {
        if (std::ranges::find(notices, day.notice) == notices.end()) notices.push_back(day.notice);
    }
    return fmt::format("{}", fmt::join(notices, "、"));
}

// "  2023-10-07 星期六  调休上班  第3个工作日  国办发明电〔2022〕16号"; a label is padded to the width of the longest, in
// full-width blanks. The notice stands where it arranged the day.
std::string line_of(JudgedDay const& judged, int working_day) {
    auto const name = label(judged.reason);
    bool const is_arranged = judged.reason == Reason::day_off || judged.reason == Reason::make_up_day;
    constexpr std::size_t characters_max = 4;
    constexpr std::size_t character_bytes = 3;
    std::string padding;
    for (auto n = name.size() / character_bytes; n < characters_max; ++n)
        padding += "　";
    auto line = fmt::format("  {} {}  {}", text(judged.day), weekday_of(judged.day), name);
    if (working_day > 0 || is_arranged) line += padding;
    if (working_day > 0) line += fmt::format("  第{}个工作日", working_day);
    if (is_arranged) line += "  " + judged.notice;
    return line + "\n";
}

std::string basis_of(std::span<JudgedDay const> days, Day known_on) {
    if (days.empty()) return {};
    return fmt::format("依据:{}(按 {} 已知的通知)\n", notices_text(days), text(known_on));
}

}  // namespace

std::string explain(Count const& count) {
    auto result = fmt::format(
        "自{}({})起,当日不计入({}),至{}({}),共 {} 个工作日\n",
        chinese_day(count.start),
        weekday_of(count.start),
        chinese_text(Citation{Source::civil_code, 201}),
        chinese_day(count.end),
        weekday_of(count.end),
        count.working_days().count
    );
    int n = 0;
    for (auto const& judged : count.days) {
        if (judged.is_working_day()) ++n;
        result += line_of(judged, judged.is_working_day() ? n : 0);
    }
    return result + basis_of(count.days, count.known_on);
}

std::string explain(LastDay const& last) {
    auto result = fmt::format(
        "自{}({})起,当日不计入({}),{} 日至{}({})届满\n",
        chinese_day(last.start),
        weekday_of(last.start),
        chinese_text(Citation{Source::civil_code, 201}),
        last.length.count,
        chinese_day(last.reckoned),
        weekday_of(last.reckoned)
    );
    for (auto const& judged : last.days)
        result += line_of(judged, 0);
    if (last.end != last.reckoned) {
        result += fmt::format("期间的最后一日是休息日,顺延至{}({})\n", chinese_day(last.end), weekday_of(last.end));
    } else if (last.falls_on_rest_day()) {
        result += "期间的最后一日是休息日,未规定顺延,建议顺延至下一工作日\n";
    }
    return result + basis_of(last.days, last.known_on);
}

std::string in_short(Count const& count) {
    auto arranged = arranged_text(count.days, year_of(count.start));
    if (!arranged.empty()) return arranged;
    bool const only_weekdays = std::ranges::all_of(count.days, &JudgedDay::is_working_day);
    return only_weekdays ? "其间没有休息日" : "其间仅有周末休息";
}

std::string in_short(LastDay const& last) {
    if (!last.falls_on_rest_day()) return {};
    auto arranged = arranged_text(last.days, year_of(last.reckoned));
    auto result = chinese_day(last.reckoned) + "是休息日";
    if (!arranged.empty()) result += ":" + arranged;
    if (last.end != last.reckoned) result += fmt::format(",顺延至{}", chinese_day(last.end));
    return result;
}

List in_codes(Count const& count) {
    List coded;
    for (auto const& run : arranged_runs(count.days)) {
        coded.emplace_back(Object{
            {"from", text(run.first)},
            {"to", text(run.last)},
            {"reason", code(run.reason)},
            {"notice", run.notice},
        });
    }
    return coded;
}

std::optional<std::string> in_words(List const& coded) {
    std::vector<Run> runs;
    for (auto const& item : coded) {
        auto run = run_of(item);
        if (!run) return std::nullopt;
        runs.push_back(std::move(*run));
    }
    return runs.empty() ? std::nullopt : std::optional{runs_text(runs, year_of(runs.front().first))};
}

}  // namespace juece::calendar
