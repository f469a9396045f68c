// open, do, menu, list, show: a decision's steps, for the person who is logged in.
#include <algorithm>

#include <fmt/format.h>

#include "adapters/http/target.hpp"
#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/moment.hpp"
#include "tools/scenario/runner.hpp"
#include "tools/scenario/table.hpp"

namespace juece::juecectl {
namespace {

using scenario::Accepted;
using scenario::Refused;
using scenario::Rejected;

struct Command {
    std::string decision;  // empty: an opening
    std::string name;
    std::vector<std::string> arguments;
    std::vector<std::string> reasons;
    std::string occurred;
    std::optional<std::uint64_t> if_match;
    std::string key;
    bool dry_run = false;
};

procedure::CommandSpec const& spec_of(std::string const& name) {
    auto const* spec = procedure::find_command(name);
    if (spec != nullptr) return *spec;
    std::vector<std::string_view> known;
    for (auto const& each : procedure::every_command())
        known.push_back(each.name);
    throw UsageError{fmt::format("没有命令“{}”:{}", name, scenario::suggestion(name, known))};
}

// "name=value", or "R03=…" for a reason.
scenario::Argument argument_of(std::string const& typed, std::string_view what) {
    auto const equals = typed.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw UsageError{fmt::format("“{}”不是{}:写成 名称=值,有空格时整个加引号", typed, what)};
    }
    return {typed.substr(0, equals), typed.substr(equals + 1)};
}

scenario::Bound bind_or_throw(procedure::CommandSpec const& spec, Command const& given) {
    std::vector<scenario::Argument> arguments;
    for (auto const& typed : given.arguments)
        arguments.push_back(argument_of(typed, "参数"));
    for (auto const& typed : given.reasons)
        arguments.push_back(argument_of(typed, "理由"));
    std::vector<scenario::ArgumentMistake> mistakes;
    auto bound = scenario::bind_arguments(spec, arguments, mistakes);
    if (mistakes.empty()) return bound;
    std::string text;
    for (auto const& mistake : mistakes) {
        text += fmt::format("{}{}\n    提示:{}", text.empty() ? "" : "\n", mistake.message, mistake.hint);
    }
    throw UsageError{text};
}

Value refusals_value(std::vector<scenario::Refusal> const& refusals) {
    List list;
    for (auto const& each : refusals) {
        list.emplace_back(Object{
            {"rule", each.rule},
            {"article", each.article},
            {"level", each.level},
            {"phrase", each.phrase},
            {"message", each.message},
            {"missing", each.missing}});
    }
    return list;
}

Object outcome_value(scenario::Outcome const& outcome) {
    if (auto const* accepted = std::get_if<Accepted>(&outcome)) {
        List events;
        for (auto const& event : accepted->events) {
            events.emplace_back(Object{
                {"id", event.id}, {"type", event.type}, {"version", event.version}, {"seq", event.seq}});
        }
        return {{"decision", accepted->decision}, {"version", accepted->version}, {"events", std::move(events)}};
    }
    if (auto const* refused = std::get_if<Refused>(&outcome)) {
        return {
            {"decision", refused->decision},
            {"version", refused->version},
            {"recorded", refused->recorded},
            {"refusals", refusals_value(refused->refusals)}};
    }
    auto const& rejected = std::get<Rejected>(outcome);
    List faults;
    for (auto const& fault : rejected.faults) {
        faults.emplace_back(Object{{"code", fault.code}, {"pointer", fault.pointer}, {"message", fault.message}});
    }
    return {{"problem", rejected.code}, {"detail", rejected.detail}, {"faults", std::move(faults)}};
}

int exit_of(scenario::Outcome const& outcome) {
    if (std::holds_alternative<Accepted>(outcome)) return exit_done;
    return std::holds_alternative<Refused>(outcome) ? exit_refused : exit_bad_input;
}

void print_outcome(Context& context, scenario::Outcome const& outcome, bool dry_run) {
    auto const paint = context.paint();
    if (auto const* accepted = std::get_if<Accepted>(&outcome)) {
        print(fmt::format(
            "{} {}决策事项 {},第 {} 版\n",
            paint.good("✓"),
            dry_run ? "可以办理(未办,未记录):" : "",
            accepted->decision,
            accepted->version
        ));
        for (auto const& event : accepted->events) {
            auto const where = dry_run ? std::string{} : fmt::format("  序号 {}", event.seq);
            print(fmt::format("  {}  {}{}\n", scenario::event_label(event.type), event.type, where));
        }
    } else if (auto const* refused = std::get_if<Refused>(&outcome)) {
        print(
            paint.bad(fmt::format(
                "✗ 依法不能办理({} 项){}", refused->refusals.size(), refused->recorded ? ",此次尝试已记录在案" : ""
            )) +
            "\n"
        );
        print(scenario::refusals_text(refused->refusals, 2, context.columns()));
    } else {
        auto const& rejected = std::get<Rejected>(outcome);
        print(paint.bad(fmt::format("! 请求无法执行:{}({})", rejected.detail, rejected.code)) + "\n");
        for (auto const& fault : rejected.faults)
            print(fmt::format("  {}  {}\n", fault.pointer, fault.message));
    }
}

int send(Context& context, Command const& given) {
    auto const& spec = spec_of(given.name);
    auto const bound = bind_or_throw(spec, given);
    auto& log = context.log();
    scenario::Call call;
    if (!given.decision.empty()) call.decision = parse_decision(given.decision);
    call.idempotency_key = given.key.empty() ? scenario::fresh_key() : given.key;
    call.if_match = given.if_match;
    call.dry_run = given.dry_run;
    call.command = given.name;
    if (!given.occurred.empty()) call.occurred_at = parse_moment(given.occurred, "--occurred");
    call.data = bound.data;
    call.reasons = bound.reasons;
    for (auto const& attachment : bound.documents) {
        call.documents.push_back(scenario::upload_file(log, attachment.file, attachment, Context::me()));
    }
    auto const outcome = log.send(call);
    if (context.json()) {
        print(context.canonical(outcome_value(outcome)) + "\n");
    } else {
        print_outcome(context, outcome, given.dry_run);
    }
    return exit_of(outcome);
}

std::string needs_text(scenario::MenuOption const& option) {
    std::vector<std::string> parts;
    for (auto const& need : option.needs) {
        auto const asked = need.required ? "必填" : need.rule;
        parts.push_back(fmt::format(
            "{}{}({}{}{})", need.name, need.is_document ? "=@…" : "=…", need.label, asked.empty() ? "" : ",", asked
        ));
    }
    return fmt::format("{}", fmt::join(parts, "  "));
}

int menu(Context& context, std::string const& decision, bool all) {
    auto& log = context.log();
    auto const id = parse_decision(decision);
    if (context.json()) {
        print(
            log.get_text(fmt::format("/decisions/{}/menu{}", id.text(), all ? "?all=true" : ""), Context::me()) + "\n"
        );
        return exit_done;
    }
    auto const options = all ? log.menu_for_all(id, Context::me()) : log.menu(id, Context::me());
    print(fmt::format("第 {} 版  {}\n", options.version, scenario::states_text(options.states)));
    for (auto const& option : options.options) {
        std::vector<std::string> by;
        for (auto const& role : option.by)
            by.push_back(scenario::role_label(role));
        auto const mark = option.open ? context.paint().good("可办  ") : context.paint().bad("不可办");
        print(fmt::format(
            "\n{} {} {}  由 {} 办理  {}\n",
            mark,
            scenario::padded(option.label, 22),
            scenario::padded(option.command, 22),
            fmt::join(by, "、"),
            option.article
        ));
        if (!option.until.empty()) print(fmt::format("       期限至 {}\n", option.until));
        if (!option.not_before.empty()) print(fmt::format("       最早 {}\n", option.not_before));
        print(scenario::refusals_text(option.refusals, 7, context.columns()));
        auto const needs = needs_text(option);
        if (needs.empty()) continue;
        for (auto const& line : scenario::wrapped(needs, context.columns() - 7))
            print("       " + line + "\n");
    }
    return exit_done;
}

scenario::States states_in(Object const& row) {
    scenario::States states;
    auto const* member = row.find("states");
    auto const* object = member != nullptr ? member->object() : nullptr;
    if (object == nullptr) return states;
    for (auto const& [region, state] : *object)
        states.emplace_back(region, scenario::argument_text(state));
    return states;
}

std::string waiting_text(Object const& row) {
    std::vector<std::string> roles;
    auto const* member = row.find("waiting_for");
    auto const* list = member != nullptr ? member->list() : nullptr;
    if (list == nullptr) return {};
    for (auto const& role : *list)
        roles.push_back(scenario::role_label(scenario::argument_text(role)));
    return fmt::format("{}", fmt::join(roles, "、"));
}

int list(Context& context, std::string const& waiting_for) {
    auto& log = context.log();
    scenario::Table table{{"决策事项", "版本", "名称", "状态", "待办"}};
    std::string after;
    do {
        auto path = std::string{"/decisions?limit=100"};
        if (!after.empty()) path += "&after=" + http::escape_segment(after);
        if (!waiting_for.empty()) path += "&waiting_for=" + http::escape_segment(waiting_for);
        auto const page = log.get(path, Context::me());
        if (context.json()) print(context.canonical(page) + "\n");
        auto const* items = page.find("items");
        if (items == nullptr || items->list() == nullptr) break;
        for (auto const& item : *items->list()) {
            auto const* row = item.object();
            if (row == nullptr) continue;
            table.add(
                {std::string{row->text("decision")},
                 std::to_string(row->number("version")),
                 std::string{row->text("title")},
                 scenario::states_text(states_in(*row)),
                 waiting_text(*row)}
            );
        }
        after = page.text("next");
    } while (!after.empty());
    if (!context.json()) print(table.empty() ? "还没有决策事项。\n" : table.text());
    return exit_done;
}

int show(Context& context, std::string const& decision, std::string const& as_of) {
    auto& log = context.log();
    auto path = "/decisions/" + parse_decision(decision).text();
    if (!as_of.empty()) path += "?as_of=" + text(parse_day_or_throw(as_of, "--as-of"));
    auto const row = log.get(path, Context::me());
    if (context.json()) {
        print(context.canonical(row) + "\n");
        return exit_done;
    }
    auto const when = [&](std::string_view key) {
        auto const at = parse_timestamp(row.text(key));
        return at ? beijing_text(*at) : std::string{};
    };
    scenario::Table table{{"项目", "内容"}};
    table.add({"名称", std::string{row.text("title")}});
    table.add({"决策事项", std::string{row.text("decision")}});
    table.add({"版本", std::to_string(row.number("version"))});
    table.add({"提出", when("opened_at")});
    table.add({"最近记录", when("recorded_at")});
    for (auto const& [region, state] : states_in(row)) {
        table.add({scenario::region_label(region), fmt::format("{}({})", scenario::state_label(state), state)});
    }
    table.add({"待办", waiting_text(row)});
    print(table.text());
    return exit_done;
}

void add_command_options(CLI::App& app, Command& given) {
    app.add_option("--occurred", given.occurred, "行为发生的时间,北京时间(默认日志的现在)")->type_name("TIME");
    app.add_option("--reason", given.reasons, "对“应当说明理由”的规则说明理由,R03=文字;可写多次")
        ->type_name("RULE=TEXT");
    app.add_option("--key", given.key, "幂等键(Idempotency-Key),重发同一命令时用同一个;默认随机")->type_name("KEY");
}

}  // namespace

static void add_open_and_do(CLI::App& app, Context& context) {
    auto& open_app = *app.add_subcommand("open", "提出一个决策事项(命令 propose)");
    open_app.group("办理");
    auto opening = std::make_shared<Command>();
    opening->name = "propose";
    open_app.add_option("ARGUMENTS", opening->arguments, "名称=值 …;文书写 名称=@文件#发文字号");
    add_command_options(open_app, *opening);
    open_app.footer(
        "\n例:\n  juecectl open title=某办法 category=public_policy proposer_kind=department \\\n"
        "      problem=… grounds=… solution=… necessity=… feasibility=… proposal=@建议书.txt\n"
    );
    context.on(open_app, [&context, opening] { return send(context, *opening); });

    auto& do_app = *app.add_subcommand("do", "办理一步:准许则记录事件,不准则列出全部理由和条款");
    do_app.group("办理");
    auto given = std::make_shared<Command>();
    do_app.add_option("ID", given->decision, "决策事项编号")->required();
    do_app.add_option("COMMAND", given->name, "命令,如 open_public_comment;juecectl menu 列出")->required();
    do_app.add_option("ARGUMENTS", given->arguments, "名称=值 …;列表用逗号;文书写 名称=@文件#发文字号");
    add_command_options(do_app, *given);
    do_app.add_option("--if-match", given->if_match, "只在案卷仍是第 N 版时办理")->type_name("N");
    do_app.add_flag("--dry-run", given->dry_run, "只问能不能办,什么都不记录");
    do_app.footer(
        "\n例:\n  juecectl do 编号 open_public_comment until=2023-11-11 channels=website,email \\\n"
        "      notice=@公告.txt draft=@草案.txt explanation=@说明.txt\n"
        "  juecectl do 编号 close_public_comment public_opinions=0 --dry-run\n"
        "退出码 1 表示依法不能办理。\n"
    );
    context.on(do_app, [&context, given] { return send(context, *given); });
}

void add_decision_commands(CLI::App& app, Context& context) {
    add_open_and_do(app, context);
    auto id = std::make_shared<std::string>();
    auto& menu_app = *app.add_subcommand("menu", "现在能办什么;不能办的,差什么、最早何时");
    menu_app.group("办理");
    menu_app.add_option("ID", *id, "决策事项编号")->required();
    auto all = std::make_shared<bool>(false);
    menu_app.add_flag("--all", *all, "不问岗位:任何人能办的都列出");
    menu_app.footer("\n例:\n  juecectl menu 编号\n  juecectl menu 编号 --all\n");
    context.on(menu_app, [&context, id, all] { return menu(context, *id, *all); });

    auto& list_app = *app.add_subcommand("list", "这本日志里的决策事项");
    list_app.group("查阅");
    auto waiting_for = std::make_shared<std::string>();
    list_app.add_option("--waiting-for", *waiting_for, "只列等这个岗位办理的,如 handler")->type_name("ROLE");
    list_app.footer("\n例:\n  juecectl list --waiting-for handler\n");
    context.on(list_app, [&context, waiting_for] { return list(context, *waiting_for); });

    auto& show_app = *app.add_subcommand("show", "一个决策事项的现状,或过去某日的状况");
    show_app.group("查阅");
    show_app.add_option("ID", *id, "决策事项编号")->required();
    auto as_of = std::make_shared<std::string>();
    show_app.add_option("--as-of", *as_of, "截至哪一日(当日终了)")->type_name("DAY");
    show_app.footer("\n例:\n  juecectl show 编号 --as-of 2023-11-01\n");
    context.on(show_app, [&context, id, as_of] { return show(context, *id, *as_of); });
}

}  // namespace juece::juecectl
