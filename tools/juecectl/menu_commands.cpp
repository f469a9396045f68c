// menu, todo: what may be done next, what not yet and why; what waits for a post or a whole organ.
#include <algorithm>

#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/moment.hpp"
#include "tools/juecectl/paging.hpp"
#include "tools/juecectl/rows.hpp"
#include "tools/scenario/table.hpp"
#include "tools/scenario/wording.hpp"

namespace juece::juecectl {
namespace {

struct MenuAsked {
    std::string decision;
    std::string organ;
    std::string as_of;
    bool all = false;
};

struct TodoAsked {
    std::string role;
    std::string organ;
    std::string post;
    bool csv = false;
};

std::string needs_text(Object const& option) {
    std::vector<std::string> parts;
    auto const add = [&parts](Value const& value, std::string_view name, std::string_view form) {
        auto const* need = value.object();
        if (need == nullptr) return;
        auto const asked = need->flag("required") ? std::string_view{"必填"} : need->text("rule");
        auto const mark = asked.empty() ? std::string{} : fmt::format(",{}", asked);
        parts.push_back(fmt::format("{}{}({}{})", need->text(name), form, need->text("label"), mark));
    };
    for (auto const& need : list_in(option, "needs"))
        add(need, "name", "=…");
    for (auto const& slot : list_in(option, "documents"))
        add(slot, "role", "=@…");
    return fmt::format("{}", fmt::join(parts, "  "));
}

// An act that nearly everybody may enter names nobody in particular.
std::string who_acts(Object const& option) {
    constexpr std::size_t named_max = 5;
    return list_in(option, "by").size() > named_max ? "程序中的各方" : roles_text(option, "by");
}

void print_option(Context const& context, Object const& option) {
    auto const mark = option.flag("open") ? context.paint().good("可办  ") : context.paint().bad("不可办");
    print(fmt::format(
        "\n{} {} {}  由 {} 办理  {}\n",
        mark,
        scenario::padded(option.text("label"), 22),
        scenario::padded(option.text("command"), 22),
        who_acts(option),
        option.text("article")
    ));
    if (auto const until = option.text("until"); !until.empty()) print(fmt::format("       期限至 {}\n", until));
    if (auto const day = option.text("not_before"); !day.empty()) print(fmt::format("       最早 {}\n", day));
    auto const* deadline = option.find("deadline");
    if (deadline != nullptr && deadline->object() != nullptr) {
        auto const& by = *deadline->object();
        print(fmt::format("       应于 {} 前({})\n", by.text("day"), by.text("rule")));
    }
    print(scenario::refusals_text(refusals_in(option), 7, context.columns()));
    auto const needs = needs_text(option);
    if (needs.empty()) return;
    for (auto const& line : scenario::wrapped(needs, context.columns() - 7))
        print("       " + line.substr(std::min(line.find_first_not_of(' '), line.size())) + "\n");
}

// What others do: named, without the reasons why it is not one's own.
void print_others(std::vector<Object const*> const& others, std::size_t columns) {
    if (others.empty()) return;
    print("\n—— 由他人办理 ——\n");
    std::vector<std::string> parts;
    for (auto const* option : others)
        parts.push_back(fmt::format("{}({})", option->text("label"), who_acts(*option)));
    for (auto const& line : scenario::wrapped(fmt::format("{}", fmt::join(parts, ";")), columns - 2))
        print("  " + line + "\n");
}

int menu(Context& context, MenuAsked const& asked) {
    if (asked.all && !asked.organ.empty()) throw UsageError{"--all 与 --organ 只能用一个"};
    auto& log = context.log();
    Query query;
    query.add("all", asked.all ? "true" : "").add("organ", asked.organ);
    query.add("as_of", checked_day(asked.as_of, "--as-of"));
    auto const path = "/decisions/" + parse_decision(asked.decision).text() + "/menu";
    auto const view = log.get(path + query.text(), Context::me());
    if (context.json()) {
        print(context.canonical(view) + "\n");
        return exit_done;
    }
    print(fmt::format("第 {} 版  {}\n", view.number("version"), scenario::states_text(states_in(view))));
    std::vector<Object const*> others;
    bool has_acts = false;
    for (auto const& value : list_in(view, "options")) {
        auto const* option = value.object();
        if (option == nullptr) continue;
        if (!option->flag("may_act")) {
            others.push_back(option);
            continue;
        }
        bool const is_act = !option->has("region");
        if (is_act && !has_acts) print("\n—— 随时可以记载的行为(不改变程序状态)——\n");
        has_acts = has_acts || is_act;
        print_option(context, *option);
    }
    print_others(others, context.columns());
    return exit_done;
}

int todo(Context& context, TodoAsked const& asked) {
    if (asked.csv && context.json()) throw UsageError{"--csv 与 --json 只能用一个"};
    Query query;
    query.add("limit", "1000").add("role", asked.role).add("organ", asked.organ).add("post", asked.post);
    auto const view = whole_answer(context.log(), "/todo", query, "items");
    if (context.json()) {
        print(context.canonical(view) + "\n");
        return exit_done;
    }
    scenario::Table table{{"最近期限", "名称", "待办身份", "状态", "决策事项"}};
    for (auto const& value : list_in(view, "items")) {
        auto const* row = value.object();
        if (row == nullptr) continue;
        auto const day = row->text("next_date");
        table.add(
            {std::string{day.empty() ? "—" : day},
             std::string{row->text("title")},
             roles_text(*row, "roles"),
             brief_states(*row),
             std::string{row->text("decision")}}
        );
    }
    if (asked.csv) {
        print(table.csv());
        return exit_done;
    }
    auto const organ = view.text("organ");
    auto const of_organ = organ.empty() ? std::string{} : fmt::format("({})", organ);
    print(fmt::format("{}{} 待办 {} 件\n", roles_text(view, "roles"), of_organ, view.number("count")));
    if (!table.empty()) print(table.text());
    return exit_done;
}

}  // namespace

void add_menu_commands(CLI::App& app, Context& context) {
    auto& menu_app = *app.add_subcommand("menu", "现在能办什么;不能办的,差什么、最早何时");
    menu_app.group("办理");
    auto asked = std::make_shared<MenuAsked>();
    menu_app.add_option("ID", asked->decision, "决策事项编号")->required();
    menu_app.add_flag("--all", asked->all, "不问岗位:任何人能办的都列出");
    menu_app.add_option("--organ", asked->organ, "整个机关:它各岗位今天能办的")->type_name("ORGAN");
    menu_app.add_option("--as-of", asked->as_of, "当时(某日终了)能办什么,按当时的记录、规则和登记簿")->type_name("DAY");
    menu_app.footer(
        "\n例:\n  juecectl menu 编号\n  juecectl menu 编号 --all\n  juecectl menu 编号 --organ minhang-yingji\n"
    );
    context.on(menu_app, [&context, asked] { return menu(context, *asked); });

    auto& todo_app = *app.add_subcommand("todo", "待办:等本岗位(或某身份、某机关)办理的事项,法定期限近的在前");
    todo_app.group("办理");
    auto todo_asked = std::make_shared<TodoAsked>();
    todo_app.add_option("--role", todo_asked->role, "身份,如 handler、reviewer;不写则按登录的岗位")->type_name("ROLE");
    todo_app.add_option("--organ", todo_asked->organ, "机关代码")->type_name("ORGAN");
    todo_app.add_option("--post", todo_asked->post, "岗位代码")->type_name("POST");
    todo_app.add_flag("--csv", todo_asked->csv, "输出 CSV,供电子表格打开;像公式的文字前加撇号");
    todo_app.footer("\n例:\n  juecectl todo\n  juecectl todo --role handler --organ minhang-yingji\n");
    context.on(todo_app, [&context, todo_asked] { return todo(context, *todo_asked); });
}

}  // namespace juece::juecectl
