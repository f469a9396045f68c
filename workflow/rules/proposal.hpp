// Rules of proposal and initiation (D713 3, 10, 11): R01, R02, R08, R09, R10, R11.
//
// Pure: they read facts and the act, never a clock. Each says all that is missing, in codes. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// The decree is in force from 2019-09-01 (D713 44).
inline constexpr std::chrono::year_month_day d713_in_force_from = std::chrono::year{2019} / 9 / 1;

// D713 3(1): 本条例所称重大行政决策事项(以下简称决策事项)包括：(一)……重大公共政策和措施；(二)……重要规划；
// (三)开发利用、保护重要自然资源和文化资源的重大公共政策和措施；(四)……重大公共建设项目；(五)……其他重大事项。
struct MajorDecision {
    static constexpr Rule rule{
        .id = "R01",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 3, 1},
        .phrase = "本条例所称重大行政决策事项（以下简称决策事项）包括",
        .message = "决策事项须属于重大行政决策事项的五类之一,所报类别:{category}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 3(2): 财政政策、货币政策等宏观调控决策，政府立法决策以及突发事件应急处置决策不适用本条例。
// An 应急预案 is not 应急处置: a plan made beforehand is a decision item like any other.
struct NotExcluded {
    static constexpr Rule rule{
        .id = "R02",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 3, 2},
        .phrase = "财政政策、货币政策等宏观调控决策，政府立法决策以及突发事件应急处置决策不适用本条例",
        .message = "{exclusion}不适用重大行政决策程序,不能作为决策事项提出",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 10: ……进行研究论证后，报请决策机关决定是否启动决策程序。 That the organ acts is the row's `by`; this rule asks for
// the document in which it decided.
struct DecidedByOrgan {
    static constexpr Rule rule{
        .id = "R08",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 10},
        .phrase = "报请决策机关决定是否启动决策程序",
        .message = "是否启动决策程序由决策机关决定,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 10(2): 决策机关所属部门或者下一级人民政府提出决策事项建议的，应当论证拟解决的主要问题、建议理由和依据、解决问题的
// 初步方案及其必要性、可行性等。
struct FiveElements {
    static constexpr Rule rule{
        .id = "R09",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 10, 2},
        .phrase = "应当论证拟解决的主要问题、建议理由和依据、解决问题的初步方案及其必要性、可行性等",
        .message = "部门或者下一级人民政府提出建议应当论证五项内容,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 10(1)(3): 决策机关领导人员提出决策事项建议的，交有关单位研究论证；人大代表、政协委员等……以及公民、法人或者其他
// 组织提出书面决策事项建议的，交有关单位研究论证。
struct StudiedByUnit {
    static constexpr Rule rule{
        .id = "R10",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 10},
        .phrase = "交有关单位研究论证",
        .message = "此类建议应当先交有关单位研究论证,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 11: 决策机关决定启动决策程序的，应当明确决策事项的承办单位……决策事项需要两个以上单位承办的，应当明确牵头的决策
// 承办单位。 The lead is one of the handling units.
struct HandlersNamed {
    static constexpr Rule rule{
        .id = "R11",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 11},
        .phrase = "应当明确决策事项的承办单位……决策事项需要两个以上单位承办的，应当明确牵头的决策承办单位",
        .message = "启动决策程序应当明确:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
