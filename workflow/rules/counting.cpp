// Counts as the calendar was known on the day of the act.
#include "workflow/rules/counting.hpp"

#include <algorithm>
#include <string_view>

#include "workflow/calendar/explanation.hpp"

namespace juece::rules {
namespace {

using calendar::Count;
using calendar::NoNotice;
using calendar::WorkingDays;

// Which limit is meant, and the date that follows from it.
struct Names {
    std::string_view limit;
    std::string_view date;
};
constexpr Names minimum{"working_days_min", "earliest"};
constexpr Names maximum{"working_days_max", "latest"};

List notices_of(Count const& count) {
    List notices;
    for (auto const& day : count.days) {
        if (std::ranges::find(notices, Value{day.notice}) == notices.end()) notices.emplace_back(day.notice);
    }
    return notices;
}

// `through`: everything from the start to the last day that matters, the date or today.
Unmet unmet(Names names, WorkingDays limit, Count const& used, Count const& through, Day date) {
    Object missing;
    missing.set(names.limit, limit.count);
    missing.set("working_days_used", used.working_days().count);
    missing.set(names.date, text(date));
    missing.set("notices", notices_of(through));
    missing.set("counted", calendar::in_codes(through));
    return missing;
}

Unmet uncounted(Names names, WorkingDays limit, NoNotice const& none) {
    Object missing;
    missing.set(names.limit, limit.count);
    missing.set(names.date, "no_notice");
    missing.set("year", none.year);
    return missing;
}

}  // namespace

Unmet not_yet(Judgement const& judged, Day since, WorkingDays least) {
    auto const through = judged.calendar.add(since, least);
    if (!through) return uncounted(minimum, least, through.error());
    if (judged.today() >= through.value().end) return std::nullopt;
    auto const used = judged.calendar.between({since, judged.today()});
    if (!used) return uncounted(minimum, least, used.error());
    return unmet(minimum, least, used.value(), through.value(), through.value().end);
}

Unmet too_late(Judgement const& judged, Day since, WorkingDays most) {
    auto const limit = judged.calendar.add(since, most);
    if (!limit) return uncounted(maximum, most, limit.error());
    if (judged.today() <= limit.value().end) return std::nullopt;
    auto const used = judged.calendar.between({since, judged.today()});
    if (!used) return uncounted(maximum, most, used.error());
    return unmet(maximum, most, used.value(), used.value(), limit.value().end);
}

}  // namespace juece::rules
