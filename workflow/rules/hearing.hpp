// Rules of the hearing (D713 16, 17, 18): R23–R28, and R29 of its report.
//
// Pure: they read facts, the profile and the act, never a clock. Days are days in Beijing. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// D713 16(1): 决策事项直接涉及公民、法人、其他组织切身利益或者存在较大分歧的，可以召开听证会。 May, not must: who holds none
// says why.
struct HearingOrReason {
    static constexpr Rule rule{
        .id = "R23",
        .force = Force::warning,
        .nature = Nature::standing,
        .cites = {Source::d713, 16, 1},
        .phrase = "决策事项直接涉及公民、法人、其他组织切身利益或者存在较大分歧的，可以召开听证会",
        .message = "直接涉及切身利益或者存在较大分歧的,可以召开听证会,未召开的须说明理由,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 16(1): ……法律、法规、规章对召开听证会另有规定的，依照其规定。
struct HearingHeld {
    static constexpr Rule rule{
        .id = "R24",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 16, 1},
        .phrase = "法律、法规、规章对召开听证会另有规定的，依照其规定",
        .message = "法律、法规、规章规定应当听证,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 16(1): what another law demands cannot be waived.
struct HearingNotRequiredByLaw {
    static constexpr Rule rule{
        .id = "R24",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 16, 1},
        .phrase = "法律、法规、规章对召开听证会另有规定的，依照其规定",
        .message = "法律、法规、规章规定应当听证的,不得不召开听证会,已认定:{fact}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 16(1): 可以召开听证会。 None is held because a fact that calls for one was found not to hold, or because the unit uses
// its discretion and says why. Where interests are touched or opinions divided, a reason is always given.
struct GroundForNoHearing {
    static constexpr Rule rule{
        .id = "R24",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 16, 1},
        .phrase = "决策事项直接涉及公民、法人、其他组织切身利益或者存在较大分歧的，可以召开听证会",
        .message = "不召开听证会应当写明依据和理由,所引依据:{ground},尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 16(2): ……应当提前公布决策草案及其说明等材料…… There is nothing to publish before the draft is made.
struct DraftForHearing {
    static constexpr Rule rule{
        .id = "R25",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 16, 2},
        .phrase = "决策承办单位或者组织听证会的其他单位应当提前公布决策草案及其说明等材料，明确听证时间、地点等信息",
        .message = "公告听证会须公布决策草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 16(2): ……应当提前公布决策草案及其说明等材料，明确听证时间、地点等信息。 The draft published is the one that was completed.
// How many days before, D713 does not say: at least the day before.
struct HearingNoticeComplete {
    static constexpr Rule rule{
        .id = "R25",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 16, 2},
        .phrase = "决策承办单位或者组织听证会的其他单位应当提前公布决策草案及其说明等材料，明确听证时间、地点等信息",
        .message = "公告听证会须公布草案及其说明,明确听证时间、地点,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 16(3): 需要遴选听证参加人的，……应当提前公布听证参加人遴选办法，公平公开组织遴选……听证参加人名单应当提前向社会公布。
// The method is known before the list, the list before the hearing.
struct SelectionPublished {
    static constexpr Rule rule{
        .id = "R26",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 16, 3},
        .phrase =
            "需要遴选听证参加人的，决策承办单位或者组织听证会的其他单位应当提前公布听证参加人遴选办法……听证参加人名单应当提前向社会公布",
        .message = "遴选听证参加人的,遴选办法应当先于名单、名单应当先于听证会公布,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 16(3): ……听证会材料应当于召开听证会7日前送达听证参加人。 Calendar days, the day of the hearing minus the day of delivery;
// the number is the profile's (docs/choices.md 14).
struct MaterialsInTime {
    static constexpr Rule rule{
        .id = "R27",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 16, 3},
        .phrase = "听证会材料应当于召开听证会7日前送达听证参加人",
        .message =
            "听证会材料应当于召开听证会 {days_min} 日前送达:听证会定于 {held_on},仅余 {days} 日,最迟应于 {latest} 送达;须改期另行公告",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 16(2): ……明确听证时间…… A hearing on another day than the announced is held without those who were told of that
// day: it is postponed and announced again.
struct HeldOnItsDay {
    static constexpr Rule rule{
        .id = "R25",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 16, 2},
        .phrase = "决策承办单位或者组织听证会的其他单位应当提前公布决策草案及其说明等材料，明确听证时间、地点等信息",
        .message = "听证会定于 {held_on},应当于该日召开;改期的,先延期再重新公告",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 17: 听证会应当按照下列程序公开举行：(一)决策承办单位介绍决策草案、依据和有关情况；(二)听证参加人陈述意见，进行询问、质证和
// 辩论，必要时可以由决策承办单位或者有关专家进行解释说明；(三)听证参加人确认听证会记录并签字。 Where somebody does not sign, a
// witness is recorded instead, so that nobody can block a hearing.
struct HearingInOrder {
    static constexpr Rule rule{
        .id = "R28",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 17},
        .phrase =
            "听证会应当按照下列程序公开举行：（一）决策承办单位介绍决策草案、依据和有关情况；（二）听证参加人陈述意见，进行询问、质证和辩论……（三）听证参加人确认听证会记录并签字",
        .message = "听证会应当公开举行,依次介绍、质证辩论、确认记录并签字,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 18: 决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证……
struct HearingReported {
    static constexpr Rule rule{
        .id = "R29",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 18},
        .phrase = "决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案",
        .message = "应当归纳整理、研究论证听证意见,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
