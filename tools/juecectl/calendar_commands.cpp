// calendar: which day a period ends on, and why, day by day. Needs the notices in schemas/calendars, no server.
#include <fmt/format.h>

#include "adapters/system/calendars.hpp"
#include "tools/juecectl/commands.hpp"
#include "workflow/calendar/explanation.hpp"

namespace juece::juecectl {
namespace {

struct Asked {
    std::string day;
    int count = 0;
    bool working = false;
    bool calendar = false;
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

int add(Context& context, Asked const& asked) {
    if (asked.working == asked.calendar) throw UsageError{"须指明 --working(工作日)或者 --calendar(自然日)之一"};
    if (asked.count < 1) throw UsageError{"日数须是不小于 1 的整数"};
    auto const start = day_of(asked.day);
    // Whoever asks about a past day means what was known on that day.
    auto const known = read_notices().known_on(asked.known_on.empty() ? start : day_of(asked.known_on));
    if (asked.working) return tell(context, known.add(start, calendar::WorkingDays{asked.count}));
    auto const choice = asked.roll ? calendar::EndOnRestDay::roll : calendar::EndOnRestDay::as_is;
    return tell(context, known.last_day(start, CalendarDays{asked.count}, choice));
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
}

}  // namespace juece::juecectl
