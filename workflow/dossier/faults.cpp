// What makes a command impossible before the law is asked: its time, reasons that nobody asked for, and results that a
// return names wrongly.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/dossier/consequences.hpp"
#include "workflow/procedure/words.hpp"

namespace juece::dossier {
namespace {

using procedure::Fault;

bool asks_for_reason(std::span<procedure::RowView const> rows, procedure::Trigger on, std::string_view rule) {
    for (auto const& row : rows) {
        if (row.on != on) continue;
        for (auto const& clause : row.clauses) {
            if (clause.rule->id == rule && clause.rule->force == rules::Force::warning) return true;
        }
    }
    return false;
}

struct Named {
    std::string_view stage;
    std::uint64_t version = 0;
    bool stands = false;

    bool is(FinishedResult const& result) const { return stage == result.stage && version == result.version; }
};

// The results as the command names them, in its order.
std::vector<Named> named_in(Command const& command) {
    std::vector<Named> named;
    auto const* member = command.data.find("results");
    if (auto const* rows = member != nullptr ? member->list() : nullptr) {
        for (auto const& value : *rows) {
            auto const& row = *value.object();
            named.push_back(
                {row.text("stage"), static_cast<std::uint64_t>(row.number("version")), row.text("verdict") == "stands"}
            );
        }
    }
    return named;
}

std::string told(std::string_view stage, std::uint64_t version) {
    return fmt::format("“{}”(第 {} 条记录)", procedure::word(stage), version);
}

}  // namespace

Faults faults_of_command(Dossier const& dossier, Command const& command, Timestamp now) {
    auto faults = faults_of_reasons(dossier.machine.statute(), command);
    if (auto fault = fault_of_time(dossier, command, now)) faults.push_back(std::move(*fault));
    std::ranges::move(faults_of_results(dossier, command), std::back_inserter(faults));
    std::ranges::move(faults_of_corrections(dossier, command), std::back_inserter(faults));
    return faults;
}

std::optional<Fault> fault_of_time(Dossier const& dossier, Command const& command, Timestamp now) {
    if (command.occurred_at > now) {
        return Fault{
            "occurred_in_future",
            "/occurred_at",
            fmt::format("办理时间 {} 晚于当前时间 {}", beijing_text(command.occurred_at), beijing_text(now))};
    }
    auto const last = dossier.last_occurred.find(region_of(command.spec->trigger));
    if (last != dossier.last_occurred.end() && command.occurred_at < last->second) {
        return Fault{
            "occurred_before_region",
            "/occurred_at",
            fmt::format(
                "办理时间 {} 早于“{}”上一步骤的办理时间 {},须作为更正录入",
                beijing_text(command.occurred_at),
                label(last->first),
                beijing_text(last->second)
            )};
    }
    return std::nullopt;
}

Faults faults_of_reasons(procedure::Statute const& statute, Command const& command) {
    auto const on = command.spec->trigger;
    auto const is_asked_for = [&](std::string_view rule) {
        return asks_for_reason(statute.acts, on, rule) ||
               std::ranges::any_of(statute.chapters, [&](auto const& chapter) {
                   return asks_for_reason(chapter.rows, on, rule);
               });
    };
    Faults faults;
    for (std::size_t i = 0; i < command.reasons.size(); ++i) {
        auto const& rule = command.reasons[i].rule;
        if (is_asked_for(rule)) continue;
        faults.push_back(
            {"reason_not_asked",
             fmt::format("/reasons/{}/rule", i),
             fmt::format("此命令没有说明理由即可放行的规则“{}”", rule)}
        );
    }
    return faults;
}

Faults faults_of_results(Dossier const& dossier, Command const& command) {
    if (!is_return(command.spec->trigger)) return {};
    auto const results = finished_results(dossier, command.occurred_at);
    auto const named = named_in(command);
    Faults faults;
    for (std::size_t i = 0; i < named.size(); ++i) {
        auto const& one = named[i];
        auto const pointer = fmt::format("/data/results/{}", i);
        auto const result = std::ranges::find_if(results, [&](FinishedResult const& each) { return one.is(each); });
        auto const is_same = [&](Named const& each) { return result != results.end() && each.is(*result); };
        if (result == results.end()) {
            faults.push_back(
                {"unknown_result", pointer, told(one.stage, one.version) + "不是本事项已完成、仍有效的结果"}
            );
        } else if (std::ranges::any_of(std::span{named}.first(i), is_same)) {
            faults.push_back({"repeated_item", pointer, told(one.stage, one.version) + "重复"});
        } else if (one.stands && !result->can_stand) {
            faults.push_back(
                {"legality_result_cannot_stand",
                 pointer + "/verdict",
                 told(one.stage, one.version) + "所审查的文本已经改动,该结果不能维持"}
            );
        }
    }
    for (auto const& result : results) {
        if (std::ranges::any_of(named, [&](Named const& each) { return each.is(result); })) continue;
        faults.push_back(
            {"result_not_named",
             "/data/results",
             fmt::format("退回须逐一写明已有结果维持或者失效,尚缺{}", told(result.stage, result.version))}
        );
    }
    return faults;
}

}  // namespace juece::dossier
