// profile show, profile check: a jurisdiction's parameters as the files say them. Needs schemas/profiles, no server.
#include <fmt/format.h>

#include "adapters/system/clock.hpp"
#include "adapters/system/profiles.hpp"
#include "tools/juecectl/commands.hpp"
#include "tools/scenario/table.hpp"

namespace juece::juecectl {
namespace {

struct Asked {
    std::string id = "national";
    std::string day;
    std::vector<std::string> ids;
};

Day day_of(std::string const& typed) {
    if (typed.empty()) return beijing_day(system::SystemClock{}.now());
    if (auto const day = parse_day(typed)) return *day;
    throw UsageError{fmt::format("“{}”不是日期,应当写作 2026-03-01", typed)};
}

std::string text_of(system::ProfileFaults const& faults) {
    std::string lines;
    for (auto const& fault : faults)
        lines += text(fault) + "\n";
    return lines;
}

std::string since(rules::Profile const& version) {
    return version.in_force_from == Day{} ? "最初" : text(version.in_force_from) + " 起";
}

void print_table(rules::Profile const& profile) {
    scenario::Table table{{"参数", "名称", "数值", "依据", "效力级别", "来自"}};
    for (auto const& parameter : rules::every_parameter()) {
        auto const ground = profile.ground_of(parameter.name);
        auto const level_of = label(level(ground.source.source));
        table.add(
            {std::string{parameter.label},
             std::string{parameter.name},
             text(parameter, parameter.get(profile)),
             chinese_text(ground.source),
             fmt::format("{}{}", level_of, ground.adopted ? "(本地采纳)" : ""),
             ground.set_by}
        );
    }
    print(table.text());
}

int show(Context& context, Asked const& asked) {
    auto const schemas = find_schemas(".");
    auto const day = day_of(asked.day);
    auto const versions = system::load_profile(schemas, asked.id);
    if (!versions) throw UsageError{text_of(versions.error())};
    auto const* profile = system::version_on(versions.value(), day);
    if (profile == nullptr) throw UsageError{fmt::format("参数表“{}”在 {} 尚未施行", asked.id, text(day))};
    auto const title = system::profile_title(schemas, asked.id);
    if (context.json()) {
        Object answer{{"id", asked.id}, {"day", text(day)}, {"title", title}, {"parameters", rules::to_data(*profile)}};
        if (profile->in_force_from != Day{}) answer.set("in_force_from", text(profile->in_force_from));
        print(context.canonical(answer) + "\n");
        return exit_done;
    }
    std::vector<std::string> known;
    for (auto const& version : versions.value())
        known.push_back(since(version) + (&version == profile ? "(所示)" : ""));
    print(fmt::format("{}({}),{} 的参数;版本:{}\n\n", title, asked.id, text(day), fmt::join(known, "、")));
    print_table(*profile);
    return exit_done;
}

int check(Context& context, Asked const& asked) {
    auto const schemas = find_schemas(".");
    auto ids = asked.ids;
    if (ids.empty()) {
        auto all = system::profile_ids(schemas);
        if (!all) throw UsageError{text_of(all.error())};
        ids = std::move(all).value();
    }
    bool is_good = true;
    List results;
    for (auto const& id : ids) {
        auto const versions = system::load_profile(schemas, id);
        List faults;
        if (!versions) {
            for (auto const& fault : versions.error())
                faults.emplace_back(text(fault));
        }
        if (!context.json()) {
            print(versions ? fmt::format("{}:合格,{} 个版本\n", id, versions.value().size()) : id + ":\n");
            for (auto const& fault : faults)
                print("  " + *fault.string() + "\n");
        }
        is_good = is_good && versions;
        results.emplace_back(Object{{"id", id}, {"faults", std::move(faults)}});
    }
    if (context.json()) print(context.canonical(results) + "\n");
    return is_good ? exit_done : exit_bad_input;
}

}  // namespace

void add_profile_commands(CLI::App& app, Context& context) {
    auto& profile_app = *app.add_subcommand("profile", "地方参数表:各地与国家规定不同之处(不需要服务器)");
    profile_app.group("查阅");
    profile_app.require_subcommand(1);
    adopt(profile_app);
    auto asked = std::make_shared<Asked>();

    auto& show_app = *profile_app.add_subcommand("show", "某日施行的全部参数:数值、依据、效力级别、来自哪一级");
    show_app.add_option("ID", asked->id, "参数表,如 shanghai/minhang(默认 national)");
    show_app.add_option("--day", asked->day, "哪一日施行的(默认今日)")->type_name("DATE");
    show_app.footer("\n例:\n  juecectl profile show shanghai/minhang\n  juecectl profile show fujian --day 2026-03-01\n"
    );
    context.on(show_app, [&context, asked] { return show(context, *asked); });

    auto& check_app =
        *profile_app.add_subcommand("check", "检查参数表文件,列出全部错误:不合格的数值、宽于上位规定的数值");
    check_app.add_option("ID", asked->ids, "参数表(默认全部)");
    check_app.footer("\n例:\n  juecectl profile check\n  juecectl profile check shanghai shanghai/minhang\n");
    context.on(check_app, [&context, asked] { return check(context, *asked); });
}

}  // namespace juece::juecectl
