// calendar: which day a period ends on, and why, day by day. Needs the notices in schemas/calendars, no server.
#include <optional>

#include <fmt/format.h>

#include "adapters/system/calendars.hpp"
#include "tools/juecectl/commands.hpp"
#include "workflow/calendar/explanation.hpp"

namespace juece::juecectl {
namespace {

constexpr CalendarDays explained_max{3'660};

struct Asked {
    std::string day;
    int count = 0;
    bool working = false;
    bool calendar = false;
    bool roll = false;
    std::string known_on;
};

struct Explained {
    std::string from;
    std::optional<int> working;
    std::optional<int> calendar;
    std::string to;
    bool roll = false;
    std::string known_on;
};

Day day_of(std::string const& typed) {
    if (auto const day = parse_day(typed)) return *day;
    throw UsageError{fmt::format("“{}”不是日期,应当写作 2023-11-14", typed)};
}

calendar::Calendar read_notices() {
    auto notices = system::load_notices(find_schemas(".") / "calendars");
    if (notices) return calendar::Calendar{std::move(notices).value()};
    std::string text;
    for (auto const& fault : notices.error())
        text += system::text(fault) + "\n";
    throw UsageError{text};
}

// What is printed of a count of either kind of day, or why nobody can know.
template <class Counted>
int tell(Context& context, Result<Counted, calendar::NoNotice> const& counted) {
    if (!counted) throw UsageError{calendar::message(counted.error())};
    if (context.json()) {
        Object const answer{
            {"end", text(counted.value().end)},
            {"known_on", text(counted.value().known_on)},
            {"start", text(counted.value().start)}};
        print(context.canonical(answer) + "\n");
    } else {
        print(calendar::explain(counted.value()));
    }
    return exit_done;
}

// Whoever asks about a past day means what was known on that day.
calendar::KnownCalendar known_when(std::string const& known_on, Day start) {
    return read_notices().known_on(known_on.empty() ? start : day_of(known_on));
}

int count_on(Context& context, Asked const& asked) {
    if (asked.count < 1) throw UsageError{"日数须是不小于 1 的整数"};
    auto const start = day_of(asked.day);
    auto const known = known_when(asked.known_on, start);
    if (asked.working) return tell(context, known.add(start, calendar::WorkingDays{asked.count}));
    auto const choice = asked.roll ? calendar::EndOnRestDay::roll : calendar::EndOnRestDay::as_is;
    return tell(context, known.last_day(start, CalendarDays{asked.count}, choice));
}

int add(Context& context, Asked const& asked) {
    if (asked.working == asked.calendar) throw UsageError{"须指明 --working(工作日)或者 --calendar(自然日)之一"};
    return count_on(context, asked);
}

int explain(Context& context, Explained const& asked) {
    auto const given = int{asked.working.has_value()} + int{asked.calendar.has_value()} + int{!asked.to.empty()};
    if (given != 1) throw UsageError{"须指明 --working N、--calendar N 或者 --to 日期之一"};
    if (asked.to.empty()) {
        bool const working = asked.working.has_value();
        auto const count = working ? *asked.working : *asked.calendar;
        return count_on(context, {asked.from, count, working, !working, asked.roll, asked.known_on});
    }
    calendar::Stretch const stretch{day_of(asked.from), day_of(asked.to)};
    if (stretch.through < stretch.after) throw UsageError{"--to 早于起算日"};
    if (stretch.through - stretch.after > explained_max) throw UsageError{"至多说明十年"};
    return tell(context, known_when(asked.known_on, stretch.after).between(stretch));
}

}  // namespace

void add_calendar_commands(CLI::App& app, Context& context) {
    auto& calendar_app = *app.add_subcommand("calendar", "期限:从某日起若干日到哪一天,逐日说明(不需要服务器)");
    calendar_app.group("查阅");
    calendar_app.require_subcommand(1);
    adopt(calendar_app);
    auto& add_app = *calendar_app.add_subcommand("add", "起算日不计入;工作日按当时已知的放假通知逐日计算");
    auto asked = std::make_shared<Asked>();
    add_app.add_option("DATE", asked->day, "起算日")->required();
    add_app.add_option("N", asked->count, "日数")->required();
    add_app.add_flag("--working", asked->working, "按工作日");
    add_app.add_flag("--calendar", asked->calendar, "按自然日");
    add_app.add_flag("--roll", asked->roll, "末日是休息日的,顺延至下一个工作日(自然日)");
    add_app.add_option("--known-on", asked->known_on, "以该日已知的通知为准(默认起算日)");
    add_app.footer(
        "\n例:\n  juecectl calendar add 2023-11-14 7 --working\n"
        "  juecectl calendar add 2019-04-26 5 --working --known-on 2019-03-01\n"
        "  juecectl calendar add 2025-09-01 30 --calendar --roll\n"
    );
    context.on(add_app, [&context, asked] { return add(context, *asked); });

    auto& explain_app = *calendar_app.add_subcommand("explain", "一段期间逐日说明:哪些天计入,依据哪份通知");
    auto explained = std::make_shared<Explained>();
    explain_app.add_option("FROM", explained->from, "起算日(当日不计入)")->required();
    explain_app.add_option("--working", explained->working, "若干个工作日")->type_name("N");
    explain_app.add_option("--calendar", explained->calendar, "若干日")->type_name("N");
    explain_app.add_option("--to", explained->to, "到哪一日,计其间的工作日")->type_name("DATE");
    explain_app.add_flag("--roll", explained->roll, "末日是休息日的,顺延至下一个工作日(自然日)");
    explain_app.add_option("--known-on", explained->known_on, "以该日已知的通知为准(默认起算日)")->type_name("DATE");
    explain_app.footer(
        "\n例:\n  juecectl calendar explain 2023-09-26 --working 7\n"
        "  juecectl calendar explain 2023-09-26 --to 2023-10-11\n"
    );
    context.on(explain_app, [&context, explained] { return explain(context, *explained); });
}

}  // namespace juece::juecectl
