// Rules of risk assessment (D713 22–24): R36–R39.
//
// The assessment is the handling unit's or the risk unit's; whether the risk is controllable is the organ's to say, and
// only before it decides (D713 24).
// Pure: they read facts and the act, never a clock. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// D713 22(1): 重大行政决策的实施可能对社会稳定、公共安全等方面造成不利影响的，决策承办单位或者负责风险评估工作的其他单位
// 应当组织评估决策草案的风险可控性。 For a submission the report is enough; the organ's judgement is R39.
struct RiskAssessed {
    static constexpr Rule rule{
        .id = "R36",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 22, 1},
        .phrase =
            "重大行政决策的实施可能对社会稳定、公共安全等方面造成不利影响的，决策承办单位或者负责风险评估工作的其他单位"
            "应当组织评估决策草案的风险可控性",
        .message = "可能造成不利影响的,应当组织风险评估,不属于此类的应当先办理免除,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 22(1): ……应当组织评估决策草案的风险可控性。 What is assessed is the draft.
struct DraftForAssessment {
    static constexpr Rule rule{
        .id = "R36",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 22, 1},
        .phrase = "应当组织评估决策草案的风险可控性",
        .message = "风险评估的对象是决策草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 23(2): 开展风险评估，应当听取有关部门的意见，形成风险评估报告，明确风险点，提出风险防范措施和处置预案。
struct RiskReportComplete {
    static constexpr Rule rule{
        .id = "R38",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 23, 2},
        .phrase = "应当听取有关部门的意见，形成风险评估报告，明确风险点，提出风险防范措施和处置预案",
        .message = "风险评估报告应当明确风险点、风险防范措施和处置预案,并听取有关部门的意见,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 22(2): 按照有关规定已对有关风险进行评价、评估的，不作重复评估。 That this is so is a fact of the item (F_RISKDONE), which
// is set with its ground before an earlier report may take the place of a new one.
struct RiskAlreadyAssessed {
    static constexpr Rule rule{
        .id = "R37",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 22, 2},
        .phrase = "按照有关规定已对有关风险进行评价、评估的，不作重复评估",
        .message = "沿用已有风险评估,须先认定有关风险已经评估并说明依据,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 22(2): ……已对有关风险进行评价、评估的…… Only the risks that were assessed are not assessed again: what the earlier report
// does not cover still needs an assessment.
struct EarlierReportReferenced {
    static constexpr Rule rule{
        .id = "R37",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 22, 2},
        .phrase = "按照有关规定已对有关风险进行评价、评估的，不作重复评估",
        .message = "沿用已有风险评估须附该报告并指明其已评估的方面,尚缺:{absent};未评估的方面仍须评估:{remaining}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 24: 风险评估结果应当作为重大行政决策的重要依据。决策机关认为风险可控的，可以作出决策；认为风险不可控的，在采取调整决策
// 草案等措施确保风险可控后，可以作出决策。
struct RiskJudgedByOrgan {
    static constexpr Rule rule{
        .id = "R39",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 24},
        .phrase =
            "决策机关认为风险可控的，可以作出决策；认为风险不可控的，在采取调整决策草案等措施确保风险可控后，可以作出决策",
        .message = "风险是否可控由决策机关判断,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 24: measures are taken of a risk that the organ held uncontrollable, and of no other.
struct RiskHeldUncontrollable {
    static constexpr Rule rule{
        .id = "R39",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 24},
        .phrase = "认为风险不可控的，在采取调整决策草案等措施确保风险可控后，可以作出决策",
        .message = "决策机关没有认为风险不可控,无须采取措施",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 24: ……在采取调整决策草案等措施确保风险可控后…… The organ says which measures, and that they ensure control.
struct MeasuresEnsureControl {
    static constexpr Rule rule{
        .id = "R39",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 24},
        .phrase = "认为风险不可控的，在采取调整决策草案等措施确保风险可控后，可以作出决策",
        .message = "决策机关须说明所采取的措施并认定风险已经可控,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 24, judged when the organ decides: an assessed risk was judged by the organ, and is controllable.
struct RiskControlled {
    static constexpr Rule rule{
        .id = "R39",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 24},
        .phrase =
            "决策机关认为风险可控的，可以作出决策；认为风险不可控的，在采取调整决策草案等措施确保风险可控后，可以作出决策",
        .message = "风险经决策机关认为可控后方可作出决策,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
