// Counting under the notices that were known on the day of the question.
#include "workflow/calendar/calendar.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"

namespace juece::calendar {
namespace {

constexpr CalendarDays one_day{1};

bool contains(std::vector<Day> const& days, Day day) { return std::ranges::binary_search(days, day); }

}  // namespace

std::string_view code(EndOnRestDay choice) { return choice == EndOnRestDay::roll ? "roll" : "as_is"; }

std::optional<EndOnRestDay> parse_end_on_rest_day(std::string_view written) {
    for (auto const choice : {EndOnRestDay::as_is, EndOnRestDay::roll}) {
        if (code(choice) == written) return choice;
    }
    return std::nullopt;
}

std::string_view label(Reason reason) {
    switch (reason) {
        case Reason::weekday:
            return "工作日";
        case Reason::weekend:
            return "休息日";
        case Reason::day_off:
            return "放假";
        case Reason::make_up_day:
            return "调休上班";
    }
    return {};
}

std::string_view code(Reason reason) {
    switch (reason) {
        case Reason::weekday:
            return "weekday";
        case Reason::weekend:
            return "weekend";
        case Reason::day_off:
            return "day_off";
        case Reason::make_up_day:
            return "make_up_day";
    }
    return {};
}

std::optional<Reason> parse_reason(std::string_view written) {
    using enum Reason;
    for (auto const reason : {weekday, weekend, day_off, make_up_day}) {
        if (code(reason) == written) return reason;
    }
    return std::nullopt;
}

std::string message(NoNotice const& missing) {
    return fmt::format("截至 {} 尚无 {} 年节假日安排的通知,不能计算工作日", text(missing.known_on), missing.year);
}

WorkingDays Count::working_days() const {
    return {static_cast<int>(std::ranges::count_if(days, &JudgedDay::is_working_day))};
}

KnownCalendar::KnownCalendar(Notices notices, Day known_on) : notices_{std::move(notices)}, known_on_{known_on} {
    for (auto const& notice : *notices_) {
        if (notice.known_from > known_on) continue;
        in_force_[notice.year] = &notice;
        version_ = std::max(version_, notice.version);
    }
}

Notice const* KnownCalendar::of_year(int year) const {
    auto const found = in_force_.find(year);
    return found != in_force_.end() ? found->second : nullptr;
}

Result<JudgedDay, NoNotice> KnownCalendar::judge(Day day) const {
    int const year = static_cast<int>(day.date().year());
    // 元旦 of the next year is often arranged in the last days of this one, by the next year's notice.
    for (int const of : {year + 1, year, year - 1}) {
        auto const* notice = of_year(of);
        if (notice == nullptr) continue;
        if (contains(notice->days_off, day)) return JudgedDay{day, Reason::day_off, notice->number};
        if (contains(notice->make_up_days, day)) return JudgedDay{day, Reason::make_up_day, notice->number};
    }
    auto const* notice = of_year(year);
    if (notice == nullptr) return NoNotice{year, known_on_};
    return JudgedDay{day, is_weekend(day) ? Reason::weekend : Reason::weekday, notice->number};
}

Result<Count, NoNotice> KnownCalendar::add(Day start, WorkingDays n) const {
    JUECE_ASSERT(n.count >= 0, "periods run forward");
    Count count{start, start, known_on_, {}};
    for (int left = n.count; left > 0;) {
        count.end = count.end + one_day;
        BOOST_OUTCOME_TRY(auto judged, judge(count.end));
        if (judged.is_working_day()) --left;
        count.days.push_back(std::move(judged));
    }
    return count;
}

Result<Count, NoNotice> KnownCalendar::between(Stretch stretch) const {
    Count count{stretch.after, std::max(stretch.after, stretch.through), known_on_, {}};
    for (auto day = stretch.after + one_day; day <= stretch.through; day = day + one_day) {
        BOOST_OUTCOME_TRY(auto judged, judge(day));
        count.days.push_back(std::move(judged));
    }
    return count;
}

Result<LastDay, NoNotice> KnownCalendar::last_day(Day start, CalendarDays length, EndOnRestDay choice) const {
    JUECE_ASSERT(length.count >= 0, "periods run forward");
    auto const reckoned = start + length;
    LastDay last{start, length, reckoned, reckoned, known_on_, {}};
    auto judged = judge(reckoned);
    if (choice == EndOnRestDay::as_is) {
        if (judged) last.days.push_back(std::move(judged).assume_value());
        return last;
    }
    for (;;) {
        if (!judged) return judged.assume_error();
        last.days.push_back(std::move(judged).assume_value());
        if (last.days.back().is_working_day()) return last;
        last.end = last.end + one_day;
        judged = judge(last.end);
    }
}

Calendar::Calendar(std::vector<Notice> notices) {
    auto const order = [](Notice const& a, Notice const& b) {
        return std::tie(a.known_from, a.version) < std::tie(b.known_from, b.version);
    };
    std::ranges::stable_sort(notices, order);
    for (auto& notice : notices) {
        std::ranges::sort(notice.days_off);
        std::ranges::sort(notice.make_up_days);
    }
    notices_ = std::make_shared<std::vector<Notice> const>(std::move(notices));
}

Calendar Calendar::as_of(std::uint64_t version) const {
    std::vector<Notice> published;
    std::ranges::copy_if(*notices_, std::back_inserter(published), [version](Notice const& notice) {
        return notice.version <= version;
    });
    return Calendar{std::move(published)};
}

}  // namespace juece::calendar
