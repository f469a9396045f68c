// register do, register show: organs, posts and persons, and who holds which post on which day (登记簿).
#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/moment.hpp"
#include "tools/juecectl/paging.hpp"
#include "tools/juecectl/rows.hpp"
#include "tools/juecectl/sending.hpp"
#include "tools/scenario/runner.hpp"
#include "tools/scenario/scenario.hpp"
#include "tools/scenario/suggestion.hpp"
#include "tools/scenario/table.hpp"
#include "tools/scenario/wording.hpp"
#include "workflow/register/command.hpp"

namespace juece::juecectl {
namespace {

struct Entry {
    std::string command;
    std::vector<std::string> arguments;
    std::string key;
    Manner manner;
};

struct Asked {
    std::string day;
    std::string version;
    std::string as_of;
};

registry::RegisterSpec const& spec_of(std::string const& name) {
    auto const* spec = registry::find_register_command(name);
    if (spec != nullptr) return *spec;
    std::vector<std::string_view> known;
    for (auto const& each : registry::every_register_command())
        known.push_back(each.name);
    throw UsageError{fmt::format("登记簿没有命令“{}”:{}", name, scenario::suggestion(name, known))};
}

std::string known_entries() {
    scenario::Table table{{"命令", "登记什么", "参数"}};
    for (auto const& spec : registry::every_register_command()) {
        std::vector<std::string_view> names;
        for (auto const& field : spec.fields)
            names.push_back(field.name);
        for (auto const& reference : spec.references)
            names.push_back(reference.name);
        for (auto const& slot : spec.documents)
            names.push_back(slot.role);
        table.add({std::string{spec.name}, std::string{spec.label}, fmt::format("{}", fmt::join(names, " "))});
    }
    return table.text(2);
}

std::string entered_text(scenario::Accepted const& accepted, bool dry_run) {
    if (dry_run) return "可以登记(未登记)";
    auto const of_person = accepted.person.empty() ? "" : fmt::format(",人员编号 {}", accepted.person);
    return fmt::format("登记簿第 {} 版{}", accepted.version, of_person);
}

int enter(Context& context, Entry const& given) {
    auto const& spec = spec_of(given.command);
    auto const bound = bind_or_throw(scenario::shape_of(spec), given.arguments);
    auto& log = context.log();
    auto const key = given.key.empty() ? scenario::fresh_key() : given.key;
    auto documents = upload_all(log, bound.documents, given.manner);
    bool const dry_run = given.manner.dry_run;
    auto const outcome = log.enter({Context::me(), key, given.command, bound.data, std::move(documents), dry_run});
    if (context.json()) {
        print(context.canonical(outcome_value(outcome)) + "\n");
        return exit_of(outcome);
    }
    std::string done;
    if (auto const* accepted = std::get_if<scenario::Accepted>(&outcome))
        done = fmt::format("{}:{}", spec.label, entered_text(*accepted, dry_run));
    print_outcome(context, outcome, done);
    return exit_of(outcome);
}

std::string held_text(Object const& post) {
    std::vector<std::string> held;
    for (auto const& value : list_in(post, "held")) {
        auto const* one = value.object();
        if (one == nullptr) continue;
        auto const kind = registry::parse_holding_kind(one->text("kind"));
        auto const until = one->text("until");
        held.push_back(fmt::format(
            "{}({} 自 {}{})",
            one->text("person"),
            kind ? registry::label(*kind) : one->text("kind"),
            one->text("from"),
            until.empty() ? std::string{} : fmt::format(" 至 {}", until)
        ));
    }
    return held.empty() ? "空缺" : fmt::format("{}", fmt::join(held, "、"));
}

int show(Context& context, Asked const& asked) {
    auto& log = context.log();
    Query query;
    query.add("limit", "1000").add("day", checked_day(asked.day, "--day")).add("version", asked.version);
    query.add("as_of", checked_day(asked.as_of, "--as-of"));
    auto const roll = whole_answer(log, "/register", query, "organs");
    if (context.json()) {
        print(context.canonical(roll) + "\n");
        return exit_done;
    }
    print(fmt::format("登记簿第 {} 版,{}\n", roll.number("version"), roll.text("day")));
    for (auto const& value : list_in(roll, "organs")) {
        auto const* organ = value.object();
        if (organ == nullptr) continue;
        auto const kind = registry::parse_organ_kind(organ->text("kind"));
        print(fmt::format("\n{}  {}\n", organ->text("organ"), kind ? registry::label(*kind) : organ->text("kind")));
        scenario::Table table{{"岗位", "程序中的身份", "任职"}};
        for (auto const& each : list_in(*organ, "posts")) {
            if (auto const* post = each.object())
                table.add({std::string{post->text("post")}, roles_text(*post, "roles"), held_text(*post)});
        }
        if (!table.empty()) print(table.text(2));
    }
    return exit_done;
}

}  // namespace

void add_register_commands(CLI::App& app, Context& context) {
    auto& register_app = *app.add_subcommand("register", "登记簿(register):机关、岗位、人员,某日谁在什么岗位");
    register_app.group("登记")->require_subcommand(1);
    adopt(register_app);

    auto& do_app = *register_app.add_subcommand("do", "登记一项(由决策机关或者其办公厅、室)");
    auto entry = std::make_shared<Entry>();
    do_app.add_option("COMMAND", entry->command, "命令,见下")->required();
    do_app.add_option("ARGUMENTS", entry->arguments, "名称=值 …;列表用逗号;文书写 名称=@文件#发文字号");
    do_app.add_option("--key", entry->key, "幂等键,重发同一登记时用同一个;默认随机")->type_name("KEY");
    add_manner_options(do_app, entry->manner);
    do_app.footer(
        "\n命令:\n" + known_entries() +
        "\n例:\n  juecectl register do add_organ organ=minhang-yingji name=区应急管理局 kind=department from=2019-03-01\n"
        "  juecectl register do name_stand_in person=编号 post=mayor kind=acting from=2023-05-01 authority=@决定.pdf\n"
    );
    context.on(do_app, [&context, entry] { return enter(context, *entry); });

    auto& show_app = *register_app.add_subcommand("show", "某日的登记簿:各机关的岗位和任职的人");
    auto asked = std::make_shared<Asked>();
    show_app.add_option("--day", asked->day, "哪一日(默认今天)")->type_name("DAY");
    show_app.add_option("--version", asked->version, "登记簿的第几版(默认最新):当时是怎样登记的")->type_name("N");
    show_app.add_option("--as-of", asked->as_of, "截至哪一日(当日终了)已经登记的")->type_name("DAY");
    show_app.footer("\n例:\n  juecectl register show --day 2023-10-12\n");
    context.on(show_app, [&context, asked] { return show(context, *asked); });
}

}  // namespace juece::juecectl
