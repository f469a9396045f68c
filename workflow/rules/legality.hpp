// Rules of legality review (D713 25–28; by profile SH-L 5, 6): R45–R54, R56, and who may review whom (D02, D03, D12).
//
// Pure: they read facts and the act, never a clock; working days come from the calendar known on the day of the act.
// Each says all that is missing, in codes. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// Design 12: the decree knows no pre-review; it is a step only where the profile asks for it.
struct InitialReviewDue {
    static constexpr Rule rule{
        .id = "D12",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::design, 12},
        .phrase = "地方规则要求合法性初审的，承办单位法制机构初审后方可送请合法性审查",
        .message = "本地方参数没有要求合法性初审,无须送初审,请直接送请合法性审查",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 2: no article keeps the drafter from reviewing his own draft inside the handling unit, so a reason lets it
// pass.
struct DrafterApart {
    static constexpr Rule rule{
        .id = "D02",
        .force = Force::warning,
        .nature = Nature::standing,
        .cites = {Source::design, 2},
        .phrase = "起草人不对自己起草的草案进行合法性初审",
        .message = "您是本草案的起草人,由您初审须说明理由,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// SH-L 6: the legal section of the handling unit reviews 主体权限、内容合法性、履行程序情况 and gives a 书面审查意见.
struct InitialOpinionComplete {
    static constexpr Rule rule{
        .id = "R45",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::sh_legality, 6},
        .phrase = "主体权限、内容合法性、履行程序情况……书面审查意见",
        .message = "合法性初审应当对主体权限、内容合法性、履行程序情况提出书面审查意见,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Citation rests_on(Profile const& profile);
    static Unmet unmet(Judgement const& judged);
};

// SH-L 5: 未经合法性初审，……不得……提请……集体讨论。 Asked by the profile; what was cleared is the draft as it stands.
struct ClearedInitially {
    static constexpr Rule rule{
        .id = "R45",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::sh_legality, 5},
        .phrase = "未经合法性初审，……不得……提请……集体讨论",
        .message = "未经承办单位法制机构合法性初审的,不得送请合法性审查,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Citation rests_on(Profile const& profile);
    static bool asked_by(Profile const& profile) { return profile.legality_initial; }
    static Unmet unmet(Judgement const& judged);
};

// D713 26(1): 送请合法性审查，应当提供决策草案及相关材料，包括有关法律、法规、规章等依据和履行决策法定程序的说明等。提供的
// 材料不符合要求的，负责合法性审查的部门可以退回，或者要求补充。 The draft sent is the item's latest.
struct MaterialsComplete {
    static constexpr Rule rule{
        .id = "R50",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 26, 1},
        .phrase =
            "送请合法性审查，应当提供决策草案及相关材料，包括有关法律、法规、规章等依据和履行决策法定程序的说明等",
        .message = "送请合法性审查的材料不齐,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 3: who wrote the draft or pre-reviewed it does not review it (司法行政部门 as handling unit: different persons).
struct ReviewerApart {
    static constexpr Rule rule{
        .id = "D03",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::design, 3},
        .phrase = "合法性审查人不是草案的起草人、初审人",
        .message = "您是本草案的{held},不得对其进行合法性审查",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 3: a reviewing department that also handles the item lets a second person, of another organ, review with it;
// no article asks for it, so a reason lets it pass.
struct SecondReviewer {
    static constexpr Rule rule{
        .id = "D03",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::design, 3},
        .phrase = "合法性审查部门承办的事项，由其他机关的人员共同审查",
        .message = "您所在机关是本事项的决策承办单位,应当由其他机关的人员共同审查或者说明理由,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 25(1): ……应当由负责合法性审查的部门进行合法性审查。不得以征求意见等方式代替合法性审查。 会签 is such a way.
struct OpinionIsReview {
    static constexpr Rule rule{
        .id = "R47",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 25, 1},
        .phrase = "不得以征求意见等方式代替合法性审查",
        .message = "意见须以合法性审查的方式作出,不得以征求意见、会签等方式代替,所用方式:{form}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 26(2): 送请合法性审查，应当保证必要的审查时间，一般不少于7个工作日。 From the day on which the materials were complete,
// itself not counted (民法典 201). The time is guaranteed to the reviewer, who may do without it: 提前出具意见, with a note
// (docs/choices.md 13). The menu, which knows no note, tells the day that the law guarantees.
struct SevenWorkingDays {
    static constexpr Rule rule{
        .id = "R51",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 26, 2},
        .phrase = "送请合法性审查，应当保证必要的审查时间，一般不少于7个工作日",
        .message =
            "审查时间一般不少于 {working_days_min} 个工作日:送审材料 {sent} 齐备,已过工作日:{working_days_used},"
            "最早可出具意见之日:{earliest},其间的放假和调休:{counted},依据:{notices}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 28: 负责合法性审查的部门应当及时提出合法性审查意见。 The decree names no number of days; a profile may.
struct LongestReview {
    static constexpr Rule rule{
        .id = "R52",
        .force = Force::warning,
        .nature = Nature::standing,
        .cites = {Source::d713, 28},
        .phrase = "负责合法性审查的部门应当及时提出合法性审查意见",
        .message =
            "合法性审查一般不超过 {working_days_max} 个工作日:送审材料 {sent} 齐备,已过工作日:{working_days_used},"
            "应当出具意见之日:{latest},其间的放假和调休:{counted},依据:{notices};逾期须说明理由",
        .in_force_from = d713_in_force_from,
    };
    static bool asked_by(Profile const& profile) { return profile.review_days_max.has_value(); }
    static Unmet unmet(Judgement const& judged);
};

// D713 27: 合法性审查的内容包括：(一)……是否符合法定权限；(二)……是否履行相关法定程序；(三)……内容是否符合有关法律、法规、
// 规章和国家政策的规定。
struct ThreeQuestions {
    static constexpr Rule rule{
        .id = "R53",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 27},
        .phrase = "合法性审查的内容包括",
        .message = "合法性审查意见应当对法定权限、法定程序、内容三个方面作出结论,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 28: 在合法性审查过程中，应当组织法律顾问、公职律师提出法律意见。
struct CounselHeardInReview {
    static constexpr Rule rule{
        .id = "R54",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 28},
        .phrase = "在合法性审查过程中，应当组织法律顾问、公职律师提出法律意见",
        .message = "合法性审查应当组织法律顾问、公职律师提出法律意见,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 25(2): 对国家尚无明确规定的探索性改革决策事项，可以明示法律风险，提交决策机关讨论。 Only such an item may take this way.
struct ExploratoryReform {
    static constexpr Rule rule{
        .id = "R49",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 25, 2},
        .phrase = "对国家尚无明确规定的探索性改革决策事项，可以明示法律风险，提交决策机关讨论",
        .message = "只有国家尚无明确规定的探索性改革决策事项可以明示法律风险提交讨论,须先认定:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 25(2), as above: the reviewer states the risk and certifies that no national rule exists. What a rule forbids is
// illegal, not exploratory.
struct RiskStated {
    static constexpr Rule rule{
        .id = "R49",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 25, 2},
        .phrase = "对国家尚无明确规定的探索性改革决策事项，可以明示法律风险，提交决策机关讨论",
        .message = "应当明示法律风险,并确认国家尚无明确规定、不违反现行规定,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 10, from D713 25 and 28: the reviewer sees the changed text and accepts it.
struct ChangesAccepted {
    static constexpr Rule rule{
        .id = "R56",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 10},
        .phrase = "提交讨论的草案是经合法性审查的草案；修改的，经审查部门确认",
        .message = "按审查意见修改的草案须经审查部门确认,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 10, from D713 25 and 28: a draft that differs from the one reviewed was not reviewed.
struct SameDraft {
    static constexpr Rule rule{
        .id = "R56",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 10},
        .phrase = "提交讨论的草案是经合法性审查的草案；修改的，经审查部门确认",
        .message = "提交讨论的草案应当是经合法性审查的草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 25(1): 决策草案提交决策机关讨论前，应当由负责合法性审查的部门进行合法性审查。
struct ReviewedBeforeDiscussion {
    static constexpr Rule rule{
        .id = "R46",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 25, 1},
        .phrase = "决策草案提交决策机关讨论前，应当由负责合法性审查的部门进行合法性审查",
        .message = "决策草案提交讨论前应当进行合法性审查,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 25(2): 决策草案未经合法性审查或者经审查不合法的，不得提交决策机关讨论。
struct LegalBeforeDiscussion {
    static constexpr Rule rule{
        .id = "R48",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 25, 2},
        .phrase = "决策草案未经合法性审查或者经审查不合法的，不得提交决策机关讨论",
        .message = "未经合法性审查或者经审查不合法的草案不得提交讨论,审查结论:{verdict}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
