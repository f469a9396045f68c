// Rules of expert review (D713 19–21, 41): R30–R33, R35, R86.
//
// The law fixes neither how many experts there are nor what they may conclude, and no opinion binds; it fixes who may
// not be asked, that opinions are signed, and that what became of them is reported (D713 29(3)).
// Pure: they read facts, the profile and the act, never a clock. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// D713 19(1): 对专业性、技术性较强的决策事项，决策承办单位应当组织专家、专业机构论证其必要性、可行性、科学性等，并提供必要
// 保障。 Whoever holds that the item is not of that kind says so in a waiver: silence is not enough.
struct ExpertsArgued {
    static constexpr Rule rule{
        .id = "R30",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 19, 1},
        .phrase = "对专业性、技术性较强的决策事项，决策承办单位应当组织专家、专业机构论证其必要性、可行性、科学性等",
        .message = "专业性、技术性较强的决策事项应当组织专家论证,不属于此类的应当先办理免除,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 19(1): what is argued is the draft (第二章 决策草案的形成), so there must be one.
struct DraftForExperts {
    static constexpr Rule rule{
        .id = "R30",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 19, 1},
        .phrase = "决策承办单位应当组织专家、专业机构论证其必要性、可行性、科学性等",
        .message = "专家论证须有决策草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 20: ……不得选择与决策事项有直接利害关系的专家、专业机构。 Each declares in writing that it has none; whoever has not
// declared so counts as interested. Answers with the places of those experts in the list, from 1.
struct NoInterest {
    static constexpr Rule rule{
        .id = "R31",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 20},
        .phrase = "不得选择与决策事项有直接利害关系的专家、专业机构",
        .message =
            "不得选择与决策事项有直接利害关系的专家、专业机构,未声明无利害关系的(名单次序):{places};尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 41: 承担论证评估工作的专家、专业机构、社会组织等违反职业道德和本条例规定的，予以通报批评、责令限期整改；造成严重
// 后果的，取消评估资格、承担相应责任。
struct NotDisqualified {
    static constexpr Rule rule{
        .id = "R86",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 41},
        .phrase = "造成严重后果的，取消评估资格、承担相应责任",
        .message = "已被取消评估资格的专家、专业机构不得选择,其在名单中的次序:{places}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 20: ……注重选择持不同意见的专家、专业机构……
struct DissentSought {
    static constexpr Rule rule{
        .id = "R33",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::d713, 20},
        .phrase = "注重选择持不同意见的专家、专业机构",
        .message = "应当注重选择持不同意见的专家、专业机构,未选择的须说明理由,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 20: ……选择专家、专业机构参与论证，应当坚持专业性、代表性和中立性…… How many that takes the decree does not say. Where a
// profile does, a panel that departs from it needs a reason.
struct PanelComposed {
    static constexpr Rule rule{
        .id = "R35",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::d713, 20},
        .phrase = "选择专家、专业机构参与论证，应当坚持专业性、代表性和中立性",
        .message =
            "选定专家、专业机构 {size} 名,按本地规定尚缺:{absent};不符合的须说明理由(本地要求不少于 {size_min} 名)",
        .in_force_from = d713_in_force_from,
    };
    static bool asked_by(Profile const& profile) { return profile.panel_size_min > 0 || profile.panel_size_odd; }
    static Unmet unmet(Judgement const& judged);
};

// D713 19(2): 专家、专业机构应当独立开展论证工作，客观、公正、科学地提出论证意见…… The opinion is one of the panel's, for only
// the panel was asked about its interests; and an expert files his own. What he signed on paper the handling unit may
// enter.
struct OfThePanel {
    static constexpr Rule rule{
        .id = "R32",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 19, 2},
        .phrase = "专家、专业机构应当独立开展论证工作，客观、公正、科学地提出论证意见",
        .message = "论证意见须由选定的专家、专业机构本人提出,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 19(2): ……提供书面论证意见的，应当署名、盖章。 A person signs, an agency seals.
struct OpinionSigned {
    static constexpr Rule rule{
        .id = "R32",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 19, 2},
        .phrase = "提供书面论证意见的，应当署名、盖章",
        .message = "书面论证意见应当署名、盖章,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 19(1): a review in which no expert said anything argued nothing.
struct OpinionsFiled {
    static constexpr Rule rule{
        .id = "R30",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 19, 1},
        .phrase = "应当组织专家、专业机构论证其必要性、可行性、科学性等",
        .message = "选定的专家、专业机构尚未提出论证意见,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 29(3): 履行专家论证程序的，同时报送专家论证意见的研究采纳情况。 So the result says what the experts concluded and how many
// opinions were adopted.
struct ExpertReportMade {
    static constexpr Rule rule{
        .id = "R30",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 29, 3},
        .phrase = "履行专家论证程序的，同时报送专家论证意见的研究采纳情况",
        .message = "专家论证须形成论证报告,载明结论和意见采纳情况,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
