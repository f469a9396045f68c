// open, do, list, show: a decision's steps, for the person who is logged in.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/moment.hpp"
#include "tools/juecectl/paging.hpp"
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
    Manner manner;
};

procedure::CommandSpec const& spec_of(std::string const& name) {
    auto const* spec = procedure::find_command(name);
    if (spec != nullptr) return *spec;
    std::vector<std::string_view> known;
    for (auto const& each : procedure::every_command())
        known.push_back(each.name);
    throw UsageError{fmt::format("没有命令“{}”:{}", name, scenario::suggestion(name, known))};
}

std::string done_text(Command const& given, scenario::Accepted const& accepted) {
    bool const dry_run = given.manner.dry_run;
    if (dry_run && given.decision.empty()) return "可以提出(未提出,未记录)";
    auto const how = dry_run ? "可以办理(未办,未记录):" : "";
    return fmt::format("{}决策事项 {},第 {} 版", how, accepted.decision, accepted.version);
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
    call.dry_run = given.manner.dry_run;
    call.command = given.name;
    if (!given.occurred.empty()) call.occurred_at = parse_moment(given.occurred, "--occurred");
    call.data = bound.data;
    call.reasons = bound.reasons;
    if (!given.performer.empty()) call.performer = parse_principal(given.performer);
    if (!given.late.empty()) call.late_entry = parse_late_entry(given.late);
    call.documents = upload_all(log, bound.documents, given.manner);
    auto const outcome = log.send(call);
    if (context.json()) {
        print(context.canonical(outcome_value(outcome)) + "\n");
        return exit_of(outcome);
    }
    std::string done;
    if (auto const* accepted = std::get_if<scenario::Accepted>(&outcome)) done = done_text(given, *accepted);
    print_outcome(context, outcome, done);
    return exit_of(outcome);
}

// What a list may be asked for (docs/formats/http.md "Lists and pages"); the option of waiting_for is --waiting-for.
struct Filter {
    std::string_view name;  // in the query
    std::string_view type;
    std::string_view help;
};

constexpr std::array<Filter, 11> filters{{
    {"waiting_for", "ROLE", "只列等这个身份办理的,如 handler;me:等我这个岗位办理的"},
    {"post", "POST", "只列等这个岗位办理的"},
    {"organ", "ORGAN", "只列等这个机关的岗位办理的"},
    {"state", "REGION:STATE", "只列某一程序处于某一状态的,如 main:drafting"},
    {"category", "CODE", "只列某一类别的,如 public_policy"},
    {"handler", "ORGAN", "只列某一单位承办的"},
    {"opened_from", "DAY", "只列这一日以后提出的,含当日"},
    {"opened_to", "DAY", "只列这一日以前提出的,含当日"},
    {"changed_since", "DAY", "只列某日之后有新记录的"},
    {"order", "ORDER", "opened 按提出先后(默认),changed 按最近记录先后,next_date 按期限远近"},
    {"as_of", "DAY", "截至哪一日(当日终了)"},
}};

struct ListAsked {
    std::array<std::string, filters.size()> values;  // in the order of the filters; empty: not asked for
    bool csv = false;
};

Object asked_list(scenario::HttpDriver& log, ListAsked const& asked) {
    Query query;
    query.add("limit", "100");
    for (std::size_t i = 0; i < filters.size(); ++i)
        query.add(filters[i].name, asked.values[i]);
    return whole_answer(log, "/decisions", query, "items");
}

int list(Context& context, ListAsked const& asked) {
    if (asked.csv && context.json()) throw UsageError{"--csv 与 --json 只能用一个"};
    auto const all = asked_list(context.log(), asked);
    if (context.json()) {
        print(context.canonical(all) + "\n");
        return exit_done;
    }
    scenario::Table table{{"决策事项", "版本", "名称", "状态", "待办"}};
    for (auto const& item : list_in(all, "items")) {
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
    if (asked.csv) {
        print(table.csv());
    } else {
        print(table.empty() ? "没有这样的决策事项。\n" : table.text());
    }
    return exit_done;
}

int show(Context& context, std::string const& decision, std::string const& as_of) {
    auto& log = context.log();
    auto const query = Query{}.add("as_of", checked_day(as_of, "--as-of")).text();
    auto const row = log.get("/decisions/" + parse_decision(decision).text() + query, Context::me());
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
    add_manner_options(app, given.manner);
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
    for (std::size_t i = 0; i < filters.size(); ++i) {
        auto const& filter = filters[i];
        auto option = fmt::format("--{}", filter.name);
        std::ranges::replace(option, '_', '-');
        list_app.add_option(option, asked->values[i], std::string{filter.help})->type_name(std::string{filter.type});
    }
    list_app.add_flag("--csv", asked->csv, "输出 CSV,供电子表格打开;像公式的文字前加撇号");
    list_app.footer(
        "\n例:\n  juecectl list --waiting-for me --order next_date\n"
        "  juecectl list --organ minhang-yingji --opened-from 2023-10-01 --opened-to 2023-12-31\n"
        "  juecectl list --csv > 事项.csv\n"
    );
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
