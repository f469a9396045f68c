// The run on a terminal.
#include "tools/scenario/show.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "tools/scenario/replay.hpp"
#include "tools/scenario/table.hpp"

namespace juece::scenario {

void Show::heading(std::string const& title) {
    out_ << "\n" << paint_.strong("── " + title + " ");
    auto const used = display_columns(title) + 4;
    for (std::size_t i = used; i < columns_; ++i)
        out_ << "─";
    out_ << "\n";
}

void Show::begins(Scenario const& scenario, LogName const& log, Driver const& driver) {
    heading(scenario.title);
    out_ << fmt::format(
        "  程序表 {} · 地方参数 {} · 演练日志 {} · {}\n", scenario.statute, scenario.profile, log.text(), driver.name()
    );
    out_ << std::flush;
}

void Show::narrates(std::string const& text) {
    if (text.empty()) return flush_narration();
    narration_ += text;
}

void Show::flush_narration() {
    if (narration_.empty()) return;
    out_ << "\n";
    for (auto const& line : wrapped(narration_, columns_ - 4))
        out_ << "  " << paint_.faint("# " + line) << "\n";
    out_ << std::flush;
    narration_.clear();
}

void Show::stepped(StepResult const& result) {
    auto const& step = result.step;
    bool const introduced = !narration_.empty();
    flush_narration();
    std::string remarks;
    if (step.occurred != step.time)
        remarks += fmt::format("(行为发生于 {})", beijing_text(step.occurred).substr(0, 16));
    if (step.late_entry) remarks += fmt::format("(补录,{}批准)", performer_label(step.late_entry->approved_by));
    if (step.entered_by) remarks += fmt::format("({}代录)", performer_label(*step.entered_by));
    out_ << (introduced ? "" : "\n")
         << fmt::format(
                "{}  {}  {}  {}{}\n",
                beijing_text(step.time).substr(0, 16),
                padded(performer_label(step.performer), 32),
                paint_.strong(padded(step.label(), 20)),
                paint_.faint(step.command()),
                remarks
            );
    if (auto const* refused = std::get_if<Refused>(&result.outcome)) {
        show_refused(*refused);
    } else if (auto const* rejected = std::get_if<Rejected>(&result.outcome)) {
        out_ << "  " << paint_.bad(fmt::format("! 不予受理:{}({})", rejected->detail, rejected->code)) << "\n";
        for (auto const& fault : rejected->faults)
            out_ << fmt::format("      {}  {}  {}\n", fault.code, fault.pointer, fault.message);
    } else {
        show_events(result);
    }
    if (result.menu) show_menu(*result.menu);
    for (auto const& difference : result.differences)
        out_ << "  " << paint_.bad("与期望不符:" + difference) << "\n";
    out_ << std::flush;
}

void Show::show_events(StepResult const& result) {
    for (auto const& seen : result.events) {
        auto const& event = seen.event;
        auto const moved = event.step ? fmt::format(
                                            "{}:{} → {}",
                                            procedure::label(event.step->region),
                                            procedure::label(event.step->from),
                                            procedure::label(event.step->to)
                                        )
                                      : std::string{};
        out_ << fmt::format(
            "  {} {}  {}  {}\n",
            paint_.good("✓"),
            padded(fmt::format("第 {} 号事件", seen.seq), 13),
            padded(event_label(event.type), 24),
            moved
        );
        if (!event.basis.articles.empty()) {
            std::string label = "依据 ";
            for (auto const& line : wrapped(articles_label(event.basis.articles), columns_ - 24)) {
                out_ << std::string(19, ' ') << label << line << "\n";
                label.assign(5, ' ');
            }
        }
        auto const data = data_text(event);
        if (data.empty()) continue;
        for (auto const& line : wrapped(data, columns_ - 19)) {
            out_ << std::string(19, ' ') << paint_.faint(line) << "\n";
        }
    }
}

void Show::show_refused(Refused const& refused) {
    out_ << "  "
         << paint_.bad(fmt::format(
                "✗ 依法不能办理({} 项){}", refused.refusals.size(), refused.recorded ? ",此次尝试已记录在案" : ""
            ))
         << "\n"
         << refusals_text(refused.refusals, 5, columns_);
}

void Show::show_menu(Menu const& menu) {
    out_ << "     此刻本岗位可办、待办:\n";
    for (auto const& option : menu.options) {
        if (!option.may_act) continue;
        std::string why;
        if (!option.open && !option.refusals.empty()) why = option.refusals.front().message;
        auto const mark = option.open ? paint_.good("可") : paint_.bad("否");
        out_ << fmt::format("       {} {}\n", mark, why.empty() ? option.label : padded(option.label, 24) + "  " + why);
    }
}

void Show::look_back(
    Day day, Run const& run, Driver& driver, ports::EventCodec const& codec, ports::Hasher const& hasher
) {
    heading(fmt::format("回看:截至 {}(当日终了)的案卷", juece::text(day)));
    auto const then = driver.history(*run.decision, day, run.last_performer);
    out_ << history_table(then, codec, 2);
    out_ << fmt::format("  当时:{}\n", states_text(replay(then, codec, hasher).states));
}

bool Show::epilogue(
    Scenario const& scenario,
    Run const& run,
    Driver& driver,
    ports::EventCodec const& codec,
    ports::Hasher const& hasher
) {
    flush_narration();
    heading("小结");
    out_ << fmt::format(
        "  {} 步:准许 {},依法拒绝 {}{};案卷 {} 个事件。{}\n",
        run.steps,
        run.accepted,
        run.refused,
        run.rejected > 0 ? fmt::format(",不予受理 {}", run.rejected) : "",
        run.events,
        run.as_expected ? paint_.good("各步均与期望相符。")
                        : paint_.bad(fmt::format("有一步与期望不符,其后 {} 步未执行。", run.steps_left))
    );
    if (!run.decision) return run.as_expected;
    out_ << fmt::format("  决策事项 {}\n", run.decision->text());
    heading("历史");
    auto const history = driver.history(*run.decision, std::nullopt, run.last_performer);
    out_ << history_table(history, codec, 2);
    if (scenario.as_of) look_back(*scenario.as_of, run, driver, codec, hasher);
    heading("重放:只凭历史,重走一遍");
    auto const replayed = replay(history, codec, hasher);
    auto wrong = replayed.differences;
    auto const claimed = driver.states(*run.decision, run.last_performer);
    for (auto& each : compare(replayed.states, claimed))
        wrong.push_back(std::move(each));
    for (auto const& each : wrong)
        out_ << "  " << paint_.bad(each) << "\n";
    if (wrong.empty()) {
        out_ << fmt::format(
            "  {} {} 片叶:规范形式、两套散列(SHA-256、SM3)、前后相连、状态机的每一步,全部相符\n",
            paint_.good("✓"),
            replayed.leaves.size()
        );
        out_ << fmt::format("  {} 重放的终态与现在的状态相同:{}\n", paint_.good("✓"), states_text(claimed));
    }
    out_ << std::flush;
    return wrong.empty() && run.as_expected;
}

}  // namespace juece::scenario
