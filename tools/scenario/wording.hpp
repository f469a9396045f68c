// Chinese wording of what the product answers, for terminals: refusals with their articles, states, events, menus.
// Used by the scenario's show and by juecectl. Codes that are not known are shown as they are. Pure; threads: any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/driver.hpp"
#include "tools/scenario/scenario.hpp"
#include "workflow/ports/event_codec.hpp"

namespace juece::scenario {

// Colours for a terminal; without, every function gives back what it got.
class Paint {
public:
    explicit Paint(bool on) : on_{on} {}
    std::string good(std::string_view text) const { return wrap("32", text); }
    std::string bad(std::string_view text) const { return wrap("31", text); }
    std::string strong(std::string_view text) const { return wrap("1", text); }
    std::string faint(std::string_view text) const { return wrap("2", text); }

private:
    std::string wrap(std::string_view code, std::string_view text) const;
    bool on_;
};

std::string region_label(std::string_view code);   // "公开征求意见"
std::string state_label(std::string_view code);    // "进行中"
std::string role_label(std::string_view code);     // "决策承办单位"
std::string post_label(std::string_view code);     // a scenario's post, "handler.minhang-shuiwu": "决策承办单位"
std::string level_label(std::string_view code);    // "行政法规"
std::string article_label(std::string_view text);  // "《重大行政决策程序暂行条例》第十五条第一款"
// "《重大行政决策程序暂行条例》第三条第一款、第十条(D713 3(1)、10)": sources named once, articles in the order of the law.
std::string articles_label(std::vector<std::string> const& articles);
std::string articles_text(std::vector<std::string> const& articles);  // "D713 3(1)、10"
std::string performer_label(Performer const& performer);              // "决策承办单位(甲)"
std::string event_label(std::string_view type);  // "公开征求意见开始"; the type itself if it is no step's
std::string states_text(States const& states);   // "主流程:草案拟订中  公开征求意见:进行中"

// "截止日期 2023-11-11  提出意见的方式 政府网站、电子邮箱": what an event's data says, in the words of its command.
std::string data_text(procedure::Event const& event);

// Every refusal as an indented block: rule, article, level; the law's own phrase; what that means here.
std::string refusals_text(std::vector<Refusal> const& refusals, std::size_t indent_columns, std::size_t columns);

// One line an event: number, version, times, event, who, article.
std::string history_table(
    std::vector<Stored> const& history, ports::EventCodec const& codec, std::size_t indent_columns
);

}  // namespace juece::scenario
