// Rules of fair-competition review (D713 29(1); FCR 12–18): R40–R44.
//
// D713 asks that the package say how the review went. Who reviews, and how, changed on 2024-08-01 with the regulation
// (公平竞争审查条例): until then the policy maker reviewed its own measure, since then the market supervision authority does.
// Each rule carries its days, so that an act of 2023 is never asked what nobody could know.
// Pure: they read facts and the act, never a clock. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// FCR 27: 本条例自2024年8月1日起施行。
inline constexpr std::chrono::year_month_day fcr_in_force_from = std::chrono::year{2024} / 8 / 1;

// D713 29(1): ……决策草案涉及市场主体经济活动的，应当包含公平竞争审查的有关情况。
struct CompetitionReviewed {
    static constexpr Rule rule{
        .id = "R40",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 29, 1},
        .phrase = "决策草案涉及市场主体经济活动的，应当包含公平竞争审查的有关情况",
        .message = "决策草案涉及市场主体经济活动的,应当进行公平竞争审查,不涉及的应当先办理免除,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 29(1): ……决策草案涉及市场主体经济活动的…… What is reviewed is the draft, before the regulation and since.
struct DraftForCompetition {
    static constexpr Rule rule{
        .id = "R40",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 29, 1},
        .phrase = "决策草案涉及市场主体经济活动的，应当包含公平竞争审查的有关情况",
        .message = "公平竞争审查的对象是决策草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// FCR 27: 本条例自2024年8月1日起施行。 Before that day the law knows no pre-review, so this rule holds only until then, and
// refuses always.
struct RegulationInForce {
    static constexpr Rule rule{
        .id = "FCR27",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::fcr, 27},
        .phrase = "本条例自2024年8月1日起施行",
        .message = "《公平竞争审查条例》自 {in_force_from} 起施行,此前由政策制定机关自我审查",
        .in_force_from = d713_in_force_from,
        .in_force_until = fcr_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// FCR 14: ……由本级人民政府市场监督管理部门会同起草单位在起草阶段开展公平竞争审查。 Since that day nobody reviews its own
// government's measure: this rule refuses always.
struct BeforeTheRegulation {
    static constexpr Rule rule{
        .id = "R41",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::fcr, 14},
        .phrase = "由本级人民政府市场监督管理部门会同起草单位在起草阶段开展公平竞争审查",
        .message = "自 {in_force_from} 起,政府出台的政策措施由市场监督管理部门审查,不得自我审查",
        .in_force_from = fcr_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// FCR 14: ……起草单位应当开展初审，并将政策措施草案和初审意见送市场监督管理部门审查。
struct PreliminaryOpinionMade {
    static constexpr Rule rule{
        .id = "R41",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::fcr, 14},
        .phrase = "起草单位应当开展初审，并将政策措施草案和初审意见送市场监督管理部门审查",
        .message = "起草单位应当开展初审并送市场监督管理部门审查,尚缺:{absent}",
        .in_force_from = fcr_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// FCR 16: 开展公平竞争审查，应当听取有关经营者、行业协会商会等利害关系人关于公平竞争影响的意见。涉及社会公众利益的，应当听取
// 社会公众意见。
struct StakeholdersHeard {
    static constexpr Rule rule{
        .id = "R44",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::fcr, 16},
        .phrase =
            "应当听取有关经营者、行业协会商会等利害关系人关于公平竞争影响的意见。涉及社会公众利益的，应当听取社会公众意见",
        .message = "公平竞争审查应当听取利害关系人的意见,涉及社会公众利益的还应当听取社会公众意见,尚缺:{absent}",
        .in_force_from = fcr_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// FCR 12: 起草单位起草的政策措施，具有或者可能具有排除、限制竞争效果，但符合下列情形之一，且没有对公平竞争影响更小的替代方案，
// 并能够确定合理的实施期限或者终止条件的，可以出台：(一)为维护国家安全和发展利益的；(二)为促进科学技术进步、增强国家自主创新
// 能力的；(三)为实现节约能源、保护环境、救灾救助等社会公共利益的；(四)法律、行政法规规定的其他情形。
// FCR 17: ……适用本条例第十二条规定的，应当在审查结论中详细说明。
struct ExceptionGrounded {
    static constexpr Rule rule{
        .id = "R43",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::fcr, 12},
        .phrase =
            "符合下列情形之一，且没有对公平竞争影响更小的替代方案，并能够确定合理的实施期限或者终止条件的，可以出台",
        .message = "适用例外规定须有法定情形、没有影响更小的替代方案、确定实施期限或者终止条件并详细说明,尚缺:{absent}",
        .in_force_from = fcr_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 29(1): the package says how the review went, so a review ends with a conclusion in writing: pass, exception or
// fail.
struct ConclusionMade {
    static constexpr Rule rule{
        .id = "R40",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 29, 1},
        .phrase = "决策草案涉及市场主体经济活动的，应当包含公平竞争审查的有关情况",
        .message = "公平竞争审查须作出书面结论,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// FCR 18: 政策措施未经公平竞争审查，或者经公平竞争审查认为违反本条例第八条至第十一条规定且不符合第十二条规定情形的，不得出台。
struct CompetitionPassed {
    static constexpr Rule rule{
        .id = "R42",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::fcr, 18},
        .phrase =
            "政策措施未经公平竞争审查，或者经公平竞争审查认为违反本条例第八条至第十一条规定且不符合第十二条规定情形的，"
            "不得出台",
        .message = "未经公平竞争审查或者审查未通过的,不得出台,尚缺:{absent}",
        .in_force_from = fcr_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
