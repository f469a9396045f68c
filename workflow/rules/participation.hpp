// Rules of public participation (D713 14, 15, 18; OGI 17): R17–R22, R29, R99; and what the law computes from its acts.
//
// Pure: they read facts, the profile, the calendar and the act, never a clock. Days are days in Beijing. Threads: any.
#pragma once

#include "workflow/core/result.hpp"
#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// 政府信息公开条例 as revised, in force from 2019-05-15 (OGI 56).
inline constexpr std::chrono::year_month_day ogi_in_force_from = std::chrono::year{2019} / 5 / 15;

// D713 14(1): 决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外。 One method that is complete will
// do (14(2)); talks with groups (14(3)) and expert interviews (15(2)) come on top, and asking departments is none.
struct PublicHeard {
    static constexpr Rule rule{
        .id = "R17",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 14, 1},
        .phrase = "决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外",
        .message = "应当采取至少一种便于社会公众参与的方式充分听取意见并反馈采纳情况,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 14(3): 决策事项涉及特定群体利益的，决策承办单位应当与相关人民团体、社会组织以及群众代表进行沟通协商，充分听取相关
// 群体的意见建议。 It has no exception for what is not public: talks are no publication.
struct GroupsConsulted {
    static constexpr Rule rule{
        .id = "R19",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 14, 3},
        .phrase =
            "决策事项涉及特定群体利益的，决策承办单位应当与相关人民团体、社会组织以及群众代表进行沟通协商，充分听取相关群体的意见建议",
        .message = "决策事项涉及特定群体利益,应当与相关人民团体、社会组织以及群众代表沟通协商,尚缺:{absent}",
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
        .message = "程序尚未启动,没有可以免除的公众参与",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 14(1): ……依法不予公开的决策事项除外。 The ground is OGI 14 (state secrets, forbidden by law, dangers to security and
// stability), OGI 15 (trade secrets, privacy), an article of a law, or the fact F_NOTPUBLIC found on one of these. OGI
// 16 (internal matters, records of a process) is no ground: it would fit any item.
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

// Follows from D713 15(1): 期限 as announced may be extended, never shortened once it is published.
struct LaterLastDay {
    static constexpr Rule rule{
        .id = "R21",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 15, 1},
        .phrase = "公开征求意见的期限一般不少于30日；因情况紧急等原因需要缩短期限的，公开征求意见时应当予以说明",
        .message = "公开征求意见的期限公布后只可延长:原截止日期为 {last_day},尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Follows from D713 15(1): a period of days ends with its last day, at 24:00 in Beijing; where the profile lets one
// roll that ends on a rest day (docs/choices.md 14), with the next working day.
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
        .phrase = "决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案",
        .message = "应当归纳整理、研究论证各方面意见,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 18, 29(2): ……履行公众参与程序的，同时报送社会公众提出的主要意见的研究采纳情况。 Whichever method was used, unless
// participation was waived.
struct AdoptionExists {
    static constexpr Rule rule{
        .id = "R29",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 18},
        .phrase = "决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案",
        .message = "送审前应当形成公众意见的研究采纳情况(附于征求意见的反馈、听证报告或者公众参与的记录),尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// OGI 17(2): 行政机关应当依照《中华人民共和国保守国家秘密法》以及其他法律、法规和国家有关规定对拟公开的政府信息进行审查。 The
// record of it (reviewer, date, result; 保守国家秘密法 35) comes before every publication.
struct PublicityReviewed {
    static constexpr Rule rule{
        .id = "R99",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::ogi, 17, 2},
        .phrase =
            "行政机关应当依照《中华人民共和国保守国家秘密法》以及其他法律、法规和国家有关规定对拟公开的政府信息进行审查",
        .message = "公布前应当对拟公开的内容进行公开审查、保密审查,尚缺:{absent}",
        .in_force_from = ogi_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 14(1), 18: opinions are heard on a draft, and used to complete it.
struct DraftToHearOn {
    static constexpr Rule rule{
        .id = "R17",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 14, 1},
        .phrase = "决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外",
        .message = "听取意见须有决策草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 14(1), 33: what was heard is shown by its record.
struct MeetingRecorded {
    static constexpr Rule rule{
        .id = "R17",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 14, 1},
        .phrase = "决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外",
        .message = "听取意见应当有记录,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 18: opinions are registered one by one once the public was asked; late ones are marked, not refused.
struct CommentWasOpened {
    static constexpr Rule rule{
        .id = "R29",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 18},
        .phrase = "决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案",
        .message = "尚未公开征求意见,没有可以登记的意见",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 18: there is nothing to study before an opinion was received.
struct OpinionReceived {
    static constexpr Rule rule{
        .id = "R29",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 18},
        .phrase = "决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案",
        .message = "尚未登记任何意见,没有可以答复的",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 18: the opinion that is answered is one of this item.
struct OpinionExists {
    static constexpr Rule rule{
        .id = "R29",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 18},
        .phrase = "决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案",
        .message = "第 {target} 条记录不是本事项登记的意见",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 18: ……充分采纳合理意见…… That an opinion was not reasonable is told by a reason.
struct ReasonForRejecting {
    static constexpr Rule rule{
        .id = "R29",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 18},
        .phrase = "决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案",
        .message = "未采纳的意见应当说明理由,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// The last day of the period as announced, or the day to which the profile lets it roll, by the calendar known on the
// day of the act judged. A year without a notice: nothing.
Result<calendar::LastDay, calendar::NoNotice> last_day_of(CommentPeriod const& period, Judgement const& judged);

// What the law computes of a period that is announced or extended, into the event's data: `days` from the opening;
// `shortened` if the profile asks for more; `falls_on_rest_day` if the last day is one and the calendar knows it (a
// hint: 建议顺延); `last_day` if the profile lets it roll to another day.
void add_computed_comment_period(Judgement const& judged, Object& data);

// Of a single opinion: `late` if it was received after the last day.
void add_computed_opinion(Judgement const& judged, Object& data);

}  // namespace juece::rules
