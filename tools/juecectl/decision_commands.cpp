// open, do, list, show: a decision's steps, for the person who is logged in.
#include <algorithm>

#include <fmt/format.h>

#include "adapters/http/target.hpp"
#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/moment.hpp"
#include "tools/juecectl/rows.hpp"
#include "tools/juecectl/sending.hpp"
#include "tools/scenario/runner.hpp"
#include "tools/scenario/suggestion.hpp"
#include "tools/scenario/table.hpp"

namespace juece::juecectl {
namespace {

struct Command {
    std::string decision;  // empty: an opening
    std::string name;
    std::vector<std::string> arguments;
    std::vector<std::string> reasons;
    std::string occurred;
    std::optional<std::uint64_t> if_match;
    std::string key;
    std::string performer;  // 代录
    std::string late;       // 补录
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

int send(Context& context, Command const& given) {
    auto const& spec = spec_of(given.name);
    auto typed = given.arguments;
    typed.insert(typed.end(), given.reasons.begin(), given.reasons.end());
    auto const bound = bind_or_throw(scenario::shape_of(spec), typed);
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
    if (!given.performer.empty()) call.performer = parse_principal(given.performer);
    if (!given.late.empty()) call.late_entry = parse_late_entry(given.late);
    call.documents = upload_all(log, bound.documents);
    auto const outcome = log.send(call);
    if (context.json()) {
        print(context.canonical(outcome_value(outcome)) + "\n");
        return exit_of(outcome);
    }
    std::string done;
    if (auto const* accepted = std::get_if<scenario::Accepted>(&outcome)) {
        auto const how = given.dry_run ? "可以办理(未办,未记录):" : "";
        done = fmt::format("{}决策事项 {},第 {} 版", how, accepted->decision, accepted->version);
    }
    print_outcome(context, outcome, done);
    return exit_of(outcome);
}

struct ListAsked {
    // As the query names them (docs/formats/http.md "Lists and pages"); empty: not asked for.
    std::string waiting_for, state, category, handler, changed_since, order, as_of;
    bool csv = false;
};

std::string query_of(ListAsked const& asked) {
    std::string query = "?limit=100";
    for (auto const& [name, value] : {
             std::pair{"waiting_for", asked.waiting_for},
             std::pair{"state", asked.state},
             std::pair{"category", asked.category},
             std::pair{"handler", asked.handler},
             std::pair{"changed_since", asked.changed_since},
             std::pair{"order", asked.order},
             std::pair{"as_of", asked.as_of},
         }) {
        if (!value.empty()) query += fmt::format("&{}={}", name, http::escape_segment(value));
    }
    return query;
}

int list(Context& context, ListAsked const& asked) {
    if (asked.csv && context.json()) throw UsageError{"--csv 与 --json 只能用一个"};
    auto& log = context.log();
    scenario::Table table{{"决策事项", "版本", "名称", "状态", "待办"}};
    std::string after;
    do {
        auto path = "/decisions" + query_of(asked);
        if (!after.empty()) path += "&after=" + http::escape_segment(after);
        auto const page = log.get(path, Context::me());
        if (context.json()) print(context.canonical(page) + "\n");
        for (auto const& item : list_in(page, "items")) {
            auto const* row = item.object();
            if (row == nullptr) continue;
            table.add(
                {std::string{row->text("decision")},
                 std::to_string(row->number("version")),
                 std::string{row->text("title")},
                 brief_states(*row),
                 roles_text(*row, "waiting_for")}
            );
        }
        after = page.text("next");
    } while (!after.empty());
    if (asked.csv) {
        print(table.csv());
    } else if (!context.json()) {
        print(table.empty() ? "还没有决策事项。\n" : table.text());
    }
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
    table.add({"待办", roles_text(row, "waiting_for")});
    print(table.text());
    return exit_done;
}

void add_command_options(CLI::App& app, Command& given) {
    app.add_option("--occurred", given.occurred, "行为发生的时间,北京时间(默认日志的现在)")->type_name("TIME");
    app.add_option("--reason", given.reasons, "对“应当说明理由”的规则说明理由,R03=文字;可写多次")
        ->type_name("RULE=TEXT");
    app.add_option("--as", given.performer, "代录:这是谁的行为,人员编号:岗位代码;另附 authority=@授权文件")
        ->type_name("PERSON:POST");
    app.add_option("--late", given.late, "补录:原因,同意的岗位;另附 late_source=@原始文书")->type_name("REASON,POST");
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
    auto& list_app = *app.add_subcommand("list", "这本日志里的决策事项");
    list_app.group("查阅");
    auto asked = std::make_shared<ListAsked>();
    list_app.add_option("--waiting-for", asked->waiting_for, "只列等这个身份办理的,如 handler;me:等我这个岗位办理的")
        ->type_name("ROLE");
    list_app.add_option("--state", asked->state, "只列某一程序处于某一状态的,如 main:drafting")
        ->type_name("REGION:STATE");
    list_app.add_option("--category", asked->category, "只列某一类别的,如 public_policy")->type_name("CODE");
    list_app.add_option("--handler", asked->handler, "只列某一单位承办的")->type_name("ORGAN");
    list_app.add_option("--changed-since", asked->changed_since, "只列某日之后有新记录的")->type_name("DAY");
    list_app.add_option("--order", asked->order, "opened 按提出先后(默认),changed 按最近记录先后,next_date 按期限远近")
        ->type_name("ORDER");
    list_app.add_option("--as-of", asked->as_of, "截至哪一日(当日终了)")->type_name("DAY");
    list_app.add_flag("--csv", asked->csv, "输出 CSV,供电子表格打开;像公式的文字前加撇号");
    list_app.footer("\n例:\n  juecectl list --waiting-for me --order next_date\n  juecectl list --csv > 事项.csv\n");
    context.on(list_app, [&context, asked] { return list(context, *asked); });

    auto& show_app = *app.add_subcommand("show", "一个决策事项的现状,或过去某日的状况");
    show_app.group("查阅");
    auto id = std::make_shared<std::string>();
    show_app.add_option("ID", *id, "决策事项编号")->required();
    auto as_of = std::make_shared<std::string>();
    show_app.add_option("--as-of", *as_of, "截至哪一日(当日终了)")->type_name("DAY");
    show_app.footer("\n例:\n  juecectl show 编号 --as-of 2023-11-01\n");
    context.on(show_app, [&context, id, as_of] { return show(context, *id, *as_of); });
}

}  // namespace juece::juecectl
