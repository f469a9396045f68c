// rules list, rules publish: which rules a log is held under, and publishing files into an open one.
#include <fmt/format.h>

#include "adapters/system/calendars.hpp"
#include "adapters/system/profiles.hpp"
#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/moment.hpp"
#include "tools/juecectl/paging.hpp"
#include "tools/juecectl/rows.hpp"
#include "tools/scenario/table.hpp"
#include "workflow/core/digest_value.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::juecectl {
namespace {

struct Asked {
    std::string profile;
    std::string statute;
    std::string replaces;
    bool calendar = false;
    bool dry_run = false;
};

struct Publication {
    std::string command;
    Object data;
};

template <class Faults>
UsageError mistaken(Faults const& faults) {
    std::string lines;
    for (auto const& fault : faults)
        lines += text(fault) + "\n";
    return UsageError{lines};
}

Publication statute_named(Context const& context, std::string const& id) {
    auto const* statute = procedure::find_statute(id);
    if (statute == nullptr) throw UsageError{fmt::format("没有程序表“{}”", id)};
    auto const digest = context.hasher().digest({procedure::structure(*statute)});
    return {"publish_statute", Object{{"id", id}, {"digest", digest_value(digest)}}};
}

void add_profile(std::vector<Publication>& all, Asked const& asked) {
    auto const& id = asked.profile;
    auto const versions = system::load_profile(find_schemas("."), id);
    if (!versions) throw mistaken(versions.error());
    for (auto const& profile : versions.value()) {
        Object data{{"id", id}, {"parameters", rules::to_data(profile)}};
        if (profile.in_force_from != Day{}) data.set("in_force_from", text(profile.in_force_from));
        if (!asked.replaces.empty()) data.set("replaces", asked.replaces);
        all.push_back({"publish_profile", std::move(data)});
    }
}

void add_notices(std::vector<Publication>& all) {
    auto const notices = system::load_notices(find_schemas(".") / "calendars");
    if (!notices) throw mistaken(notices.error());
    for (auto const& notice : notices.value())
        all.push_back({"publish_calendar", Object{{"notice", calendar::to_data(notice)}}});
}

std::string kind_label(std::string_view kind) {
    if (kind == "statute") return "程序表";
    if (kind == "profile") return "地方参数";
    return "节假日安排";
}

std::string what_of(Object const& data) {
    auto const* notice = data.find("notice");
    if (notice != nullptr) return fmt::format(" {}", notice->object()->text("number"));
    auto const since = data.text("in_force_from");
    return since.empty() ? "" : fmt::format(" {} 起", since);
}

int publish(Context& context, Asked const& asked) {
    std::vector<Publication> all;
    if (!asked.statute.empty()) all.push_back(statute_named(context, asked.statute));
    if (!asked.profile.empty()) add_profile(all, asked);
    if (asked.calendar) add_notices(all);
    if (all.empty()) throw UsageError{"须指明发布什么:--statute ID、--profile ID 或者 --calendar"};
    auto& log = context.log();
    List answers;
    for (auto const& [command, data] : all) {
        auto const path = asked.dry_run ? "/rules/commands?dry_run=true" : "/rules/commands";
        auto answer = log.post(path, Object{{"command", command}, {"data", data}}, Context::me());
        if (!context.json()) {
            auto const* events = answer.find("events");
            bool const is_new = events != nullptr && events->list() != nullptr && !events->list()->empty();
            auto const outcome = asked.dry_run ? "未发布(试办)" : (is_new ? "已发布" : "原已发布,未变");
            print(fmt::format(
                "{} {}{}:{},第 {} 版\n",
                kind_label(answer.text("kind")),
                answer.text("id"),
                what_of(data),
                outcome,
                answer.number("version")
            ));
        }
        answers.emplace_back(std::move(answer));
    }
    if (context.json()) print(context.canonical(answers) + "\n");
    return exit_done;
}

int list(Context& context, std::string const& as_of) {
    Query query;
    query.add("limit", "1000").add("as_of", checked_day(as_of, "--as-of"));
    auto const answer = whole_answer(context.log(), "/rules", query, "rules");
    if (context.json()) {
        print(context.canonical(answer) + "\n");
        return exit_done;
    }
    scenario::Table table{{"种类", "名称", "版本", "自", "文号"}};
    for (auto const& value : list_in(answer, "rules")) {
        auto const* rule = value.object();
        if (rule == nullptr) continue;
        auto const since = rule->has("known_from") ? rule->text("known_from") : rule->text("in_force_from");
        table.add(
            {kind_label(rule->text("kind")),
             std::string{rule->text("id")},
             std::to_string(rule->number("version")),
             since.empty() ? "最初" : std::string{since},
             std::string{rule->text("number")}}
        );
    }
    print(table.text());
    return exit_done;
}

}  // namespace

void add_rules_commands(CLI::App& app, Context& context) {
    auto& rules_app = *app.add_subcommand("rules", "日志所依据的规则:程序表、地方参数、节假日安排");
    rules_app.group("查阅");
    rules_app.require_subcommand(1);
    adopt(rules_app);

    auto& list_app = *rules_app.add_subcommand("list", "已经发布的全部规则,按发布先后");
    auto as_of = std::make_shared<std::string>();
    list_app.add_option("--as-of", *as_of, "截至哪一日(当日终了)已经发布的")->type_name("DAY");
    list_app.footer("\n例:\n  juecectl rules list --log lianxi\n");
    context.on(list_app, [&context, as_of] { return list(context, *as_of); });

    auto& publish_app = *rules_app.add_subcommand("publish", "把 schemas 中的规则发布到日志(决策机关或者其办公机构)");
    auto asked = std::make_shared<Asked>();
    publish_app.add_option("--profile", asked->profile, "地方参数表的全部版本")->type_name("ID");
    publish_app.add_option("--replaces", asked->replaces, "此前适用的参数表,改用另一地方的参数时须写明")
        ->type_name("ID");
    publish_app.add_option("--statute", asked->statute, "程序表")->type_name("ID");
    publish_app.add_flag("--calendar", asked->calendar, "全部节假日安排通知");
    publish_app.add_flag("--dry-run", asked->dry_run, "只检查,不发布");
    publish_app.footer(
        "\n已经发布且未变的不再发布,可以重复执行。\n例:\n  juecectl rules publish --profile shanghai/minhang --log lianxi\n"
        "  juecectl rules publish --calendar --dry-run\n"
    );
    context.on(publish_app, [&context, asked] { return publish(context, *asked); });
}

}  // namespace juece::juecectl
