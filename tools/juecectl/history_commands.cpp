// history, replay: what happened, and whether it can have happened so.
#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/moment.hpp"
#include "tools/scenario/answers.hpp"
#include "tools/scenario/replay.hpp"

namespace juece::juecectl {
namespace {

struct Asked {
    std::string decision;
    std::string as_of;
    bool leaves = false;
};

std::optional<Day> day_of(Asked const& asked) {
    if (asked.as_of.empty()) return std::nullopt;
    return parse_day_or_throw(asked.as_of, "--as-of");
}

// All pages as one answer, each event as it came: its leaf's bytes are what was hashed.
std::string whole_history(scenario::HttpDriver& log, DecisionId id, std::optional<Day> day) {
    std::string items;
    for (auto const& page : log.history_pages(id, day, Context::me())) {
        for (auto const item : scenario::items_in(page)) {
            if (!items.empty()) items += ',';
            items += item;
        }
    }
    return fmt::format("{{\"decision\":\"{}\",\"items\":[{}]}}", id.text(), items);
}

int history(Context& context, Asked const& asked) {
    auto& log = context.log();
    auto const id = parse_decision(asked.decision);
    auto const day = day_of(asked);
    if (context.json() && !asked.leaves) {
        print(whole_history(log, id, day) + "\n");
        return exit_done;
    }
    auto const events = log.history(id, day, Context::me());
    if (asked.leaves) {
        for (auto const& stored : events)
            print(stored.leaf + "\n");
        return exit_done;
    }
    print(scenario::history_table(events, context.codec(), 0));
    return exit_done;
}

int replay(Context& context, Asked const& asked) {
    auto& log = context.log();
    auto const id = parse_decision(asked.decision);
    auto const events = log.history(id, std::nullopt, Context::me());
    auto const replayed = scenario::replay(events, context.codec(), context.hasher());
    auto const claimed = log.states(id, Context::me());
    auto differences = replayed.differences;
    for (auto& each : scenario::compare(replayed.states, claimed))
        differences.push_back(std::move(each));
    if (context.json()) {
        List list(differences.begin(), differences.end());
        Object states;
        for (auto const& [region, state] : replayed.states)
            states.set(region, state);
        print(
            context.canonical(Object{
                {"leaves", std::uint64_t{events.size()}}, {"states", states}, {"differences", list}}) +
            "\n"
        );
    } else if (differences.empty()) {
        print(fmt::format(
            "{} {} 片叶:规范形式、两套散列(SHA-256、SM3)、前后相连、状态机的每一步,全部相符\n{} 终态与服务器所说相同:{}\n",
            context.paint().good("✓"),
            events.size(),
            context.paint().good("✓"),
            scenario::states_text(replayed.states)
        ));
    } else {
        for (auto const& each : differences)
            print(context.paint().bad("✗ " + each) + "\n");
    }
    return differences.empty() ? exit_done : exit_refused;
}

}  // namespace

void add_history_commands(CLI::App& app, Context& context) {
    auto asked = std::make_shared<Asked>();
    auto& history_app = *app.add_subcommand("history", "历史:每个事件的时间、办理人、依据");
    history_app.group("查阅");
    history_app.add_option("ID", asked->decision, "决策事项编号")->required();
    history_app.add_option("--as-of", asked->as_of, "截至哪一日(当日终了)已经记录的")->type_name("DAY");
    history_app.add_flag("--leaves", asked->leaves, "逐行输出叶(leaf)的原始字节,供 tests/leaf_reader.py 核对");
    history_app.footer(
        "\n例:\n  juecectl history 编号 --as-of 2023-11-01\n  juecectl history 编号 --leaves > 案卷.jsonl\n"
    );
    context.on(history_app, [&context, asked] { return history(context, *asked); });

    auto& replay_app = *app.add_subcommand("replay", "重放:核对每片叶的散列与相连,用状态机重走一遍,与服务器的状态比较");
    replay_app.group("查阅");
    replay_app.add_option("ID", asked->decision, "决策事项编号")->required();
    replay_app.footer("\n例:\n  juecectl replay 编号\n退出码 1 表示发现不符。\n");
    context.on(replay_app, [&context, asked] { return replay(context, *asked); });
}

}  // namespace juece::juecectl
