// Rules of proposal and initiation (D713 3, 10, 11; FJ251 5): R01–R03, R08–R12; and D08, the end before a decision.
//
// Pure: they read facts and the act, never a clock. Each says all that is missing, in codes. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// The decree is in force from 2019-09-01 (D713 44).
inline constexpr std::chrono::year_month_day d713_in_force_from = std::chrono::year{2019} / 9 / 1;
// 福建省政府令第251号, from 2026-03-01.
inline constexpr std::chrono::year_month_day fjr251_in_force_from = std::chrono::year{2026} / 3 / 1;

// D713 3(1): 本条例所称重大行政决策事项(以下简称决策事项)包括：(一)……重大公共政策和措施；(二)……重要规划；
// (三)……开发利用、保护重要自然资源和文化资源的重大公共政策和措施；(四)……重大公共建设项目；(五)……其他重大事项。
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

// D713 3(2): 法律、行政法规对本条第一款规定事项的决策程序另有规定的，依照其规定。 What replaces which step must be told: the law is cited, or a
// reason is recorded why it cannot be yet.
struct OtherProcedureCited {
    static constexpr Rule rule{
        .id = "R03",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::d713, 3, 2},
        .phrase = "法律、行政法规对本条第一款规定事项的决策程序另有规定的，依照其规定",
        .message = "决策程序另有规定的,应当写明所依照的法律、行政法规,暂未写明的须说明理由,尚缺:{absent}",
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

// FJ251 5 asks for the 完成时限 beside the handling unit; the decree does not. Profiles switch it on.
struct DeadlineNamed {
    static constexpr Rule rule{
        .id = "R12",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::fjr251, 5},
        .phrase = "承办单位和完成时限",
        .message = "启动决策程序应当明确承办单位和完成时限,尚缺:{absent}",
        .in_force_from = fjr251_in_force_from,
    };
    static bool asked_by(Profile const& profile) { return profile.completion_deadline; }
    static Unmet unmet(Judgement const& judged);
};

// The decree knows no end of an item before its decision (docs/choices.md 8). The organ that started it ends it, at the
// handling unit's request (withdrawn) or of its own accord (terminated).
struct TerminationDecided {
    static constexpr Rule rule{
        .id = "D08",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 8},
        .phrase = "未作出决定的决策程序由决策机关决定终止",
        .message = "终止程序须有决策机关的决定,并写明是撤回还是终止,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
