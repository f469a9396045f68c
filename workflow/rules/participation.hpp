// Rules of public participation (D713 14, 15, 18): R17, R18, R20, R21, R22, R29.
//
// Pure: they read facts, the profile and the act, never a clock. Days are days in Beijing. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// D713 14(1): 决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外。
struct PublicHeard {
    static constexpr Rule rule{
        .id = "R17",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 14, 1},
        .phrase = "决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外",
        .message = "应当采取便于社会公众参与的方式充分听取意见并反馈采纳情况,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 11, 14(1): the duty to hear the public falls on the unit named at the start, so there is nothing to waive
// before it.
struct ProcedureStarted {
    static constexpr Rule rule{
        .id = "R18",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 14, 1},
        .phrase = "依法不予公开的决策事项除外",
        .message = "程序尚未启动,没有可以免除的公众参与,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 14(1): ……依法不予公开的决策事项除外。 The ground is OGI 14 (state secrets, forbidden by law, dangers to security and
// stability), OGI 15 (trade secrets, privacy), or an article of a law. OGI 16 (internal matters, records of a
// process) is no ground: it would fit any item.
struct NotPublicByLaw {
    static constexpr Rule rule{
        .id = "R18",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 14, 1},
        .phrase = "依法不予公开的决策事项除外",
        .message = "不公开征求意见须由决策机关决定,法定依据为{allowed},所引依据:{ground},尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 15(1): ……公布决策草案及其说明等材料…… There is nothing to publish before the draft is made.
struct DraftCompleted {
    static constexpr Rule rule{
        .id = "R20",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 15, 1},
        .phrase = "公布决策草案及其说明等材料，明确提出意见的方式和期限",
        .message = "公开征求意见须公布决策草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 15(1): ……公布决策草案及其说明等材料，明确提出意见的方式和期限。 The draft published is the one that was completed, and
// a period ends after the day on which it begins.
struct NoticeComplete {
    static constexpr Rule rule{
        .id = "R20",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 15, 1},
        .phrase = "公布决策草案及其说明等材料，明确提出意见的方式和期限",
        .message = "公开征求意见须公布草案及其说明,明确提出意见的方式和期限,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 15(1): 公开征求意见的期限一般不少于30日；因情况紧急等原因需要缩短期限的，公开征求意见时应当予以说明。
// The opening day is not counted (民法典 201); the number of days is the profile's.
struct ThirtyDays {
    static constexpr Rule rule{
        .id = "R21",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 15, 1},
        .phrase = "公开征求意见的期限一般不少于30日；因情况紧急等原因需要缩短期限的，公开征求意见时应当予以说明",
        .message = "公开征求意见的期限为 {days} 日,一般不少于 {days_min} 日,缩短 {shortened_by} 日须在公告时说明理由",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Follows from D713 15(1): a period of days ends with its last day, at 24:00 in Beijing.
struct LastDayEnded {
    static constexpr Rule rule{
        .id = "R22",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 15, 1},
        .phrase = "明确提出意见的方式和期限。公开征求意见的期限一般不少于30日",
        .message = "公开征求意见期限至 {last_day},尚差 {days_left} 日,最早可于 {earliest} 结束",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 18: 决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案。
struct AdoptionReported {
    static constexpr Rule rule{
        .id = "R29",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 18},
        .phrase = "应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案",
        .message = "应当对各方面意见归纳整理、研究论证并说明采纳情况,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
