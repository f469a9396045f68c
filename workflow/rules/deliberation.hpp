// Rules of the discussion and the decision (D713 29, 30): R57–R62, R95, quorum (D11) and small changes (D10).
//
// A meeting is recorded as it happened, lawful or not (30(3)); what these rules refuse is the decision built on the
// record. Pure: they read facts and the act, never a clock. Each says all that is missing, in codes. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// What a record of a meeting says in bare facts, computed from its members' views, which are sealed:
//   counts         by view, of members other than the head; nobody who only attends (列席) counts anywhere
//   views_recorded how many of them took part; a 书面意见 is that of an absent member, counted but no part of this
//   dissents       of them, views that are neither agreement nor silence
//   head_order     the place at which the head first spoke, 0 if he did not; last_order: that of the last member
//   majority       approve | reject | defer: of more than half of the present members other than the head; else none
//   reason_given   whether the head gave reasons at the meeting
// Requires: data as `record_deliberation` shapes them.
void add_computed_meeting(Judgement const& judged, Object& data);

// D713 29: 决策承办单位提交决策机关讨论决策草案，应当报送下列材料：(一)决策草案及相关材料，决策草案涉及市场主体经济活动的，
// 应当包含公平竞争审查的有关情况；(二)……社会公众提出的主要意见的研究采纳情况；(三)……专家论证意见的研究采纳情况；(四)……风险
// 评估报告等有关材料；(五)合法性审查意见；(六)需要报送的其他材料。 Each for a procedure that was carried out.
struct PackageComplete {
    static constexpr Rule rule{
        .id = "R57",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 29},
        .phrase = "决策承办单位提交决策机关讨论决策草案，应当报送下列材料",
        .message = "提交讨论的材料不齐,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 30(1): 决策草案应当经决策机关常务会议或者全体会议讨论。
struct LawfulMeeting {
    static constexpr Rule rule{
        .id = "R58",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 30, 1},
        .phrase = "决策草案应当经决策机关常务会议或者全体会议讨论",
        .message = "决策草案应当经决策机关常务会议或者全体会议讨论,所记录的会议:{kind}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 11: the decree names no quorum; the profile says what the local 议事规则 asks for, or nothing.
struct QuorumPresent {
    static constexpr Rule rule{
        .id = "D11",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::design, 11},
        .phrase = "到会的会议组成人员达到议事规则规定的比例",
        .message = "会议组成人员 {members} 人,到会 {present} 人,未达到议事规则规定的百分之 {quorum_percent}",
        .in_force_from = d713_in_force_from,
    };
    static bool asked_by(Profile const& profile) { return profile.quorum_percent > 0; }
    static Unmet unmet(Judgement const& judged);
};

// D713 30(2): 讨论决策草案，会议组成人员应当充分发表意见，行政首长最后发表意见。 Whoever stands in for the head is meant too; who
// merely attends (列席) is no member and may be asked at any time.
struct HeadLast {
    static constexpr Rule rule{
        .id = "R59",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 30, 2},
        .phrase = "会议组成人员应当充分发表意见，行政首长最后发表意见",
        .message =
            "行政首长应当最后发表意见:记录中行政首长的发言次序为 {head_order}(未发言记为 0),最后一名为 {last_order}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 30(2): 行政首长拟作出的决定与会议组成人员多数人的意见不一致的，应当在会上说明理由。 Where there is no majority, nothing
// differs from it. Each decision asks in its own words, below.
struct ReasonForDifference {
    static constexpr Rule rule{
        .id = "R60",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 30, 2},
        .phrase = "行政首长拟作出的决定与会议组成人员多数人的意见不一致的，应当在会上说明理由",
        .message = "会议组成人员的多数意见为{majority_view},作出不一致的决定应当在会上说明理由,记录中没有说明",
        .in_force_from = d713_in_force_from,
    };
};
// To approve, as it is or with small changes, accords with agreement of any kind (同意、原则同意、修改后同意).
struct ReasonToApprove : ReasonForDifference {
    static Unmet unmet(Judgement const& judged);
};
struct ReasonToReject : ReasonForDifference {
    static Unmet unmet(Judgement const& judged);
};
struct ReasonToDefer : ReasonForDifference {
    static Unmet unmet(Judgement const& judged);
};
// To send a draft back is milder than to reject it: it differs from a majority that agrees, and from no other.
struct ReasonToReturn : ReasonForDifference {
    static Unmet unmet(Judgement const& judged);
};

// D713 30(3): 集体讨论决定情况应当如实记录，不同意见应当如实载明。 As many views as members were present beside the head.
struct EveryViewRecorded {
    static constexpr Rule rule{
        .id = "R61",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 30, 3},
        .phrase = "集体讨论决定情况应当如实记录，不同意见应当如实载明",
        .message =
            "到会的会议组成人员(不含行政首长)为 {present_without_head} 人,记录的意见为 {views} 人,应当逐人如实载明",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 30(1): 决策机关行政首长在集体讨论的基础上作出决定。
struct DecidedAfterDiscussion {
    static constexpr Rule rule{
        .id = "R62",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 30, 1},
        .phrase = "决策机关行政首长在集体讨论的基础上作出决定",
        .message = "讨论于 {earliest} {ended} 结束,结束后方可作出决定",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 25(1): 决策草案提交决策机关讨论前，应当由负责合法性审查的部门进行合法性审查。 Who decides has heard that opinion: once it
// was given, and before deciding.
struct ReviewerHeard {
    static constexpr Rule rule{
        .id = "R95",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 25, 1},
        .phrase = "决策草案提交决策机关讨论前，应当由负责合法性审查的部门进行合法性审查",
        .message = "作出决定前应当听取合法性审查部门的意见,须在审查意见作出之日以后、决定之日以前,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Shanghai plan L40, Liaoning plan L50: 主要负责人作出重大决策前，应当听取合法性审查机构……意见, and that of counsel, public lawyers
// or experts, any one. A work plan is no law, so a reason lets it pass.
struct AdvisersHeard {
    static constexpr Rule rule{
        .id = "R95",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::sh_plan, 40},
        .phrase = "主要负责人作出重大决策前，应当听取合法性审查机构……意见",
        .message =
            "依据为规划要求,非法律规范:作出决定前应当听取法律顾问、公职律师或者专家的意见,未听取的须说明理由,"
            "尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 10, from local rules: a small change is fixed in the text and signed; a change of principle or substance goes
// through the discussion again.
struct MinorChange {
    static constexpr Rule rule{
        .id = "D10",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 10},
        .phrase = "修改不涉及重大原则或者实质内容的，修改后即可作出决定；涉及的，按程序重新报请讨论",
        .message =
            "修改后通过须附修改后的文本和修改说明,且不涉及重大原则或者实质内容(涉及的按程序重新报请讨论),尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
