// 重大行政决策程序暂行条例, 第二章第四节 风险评估 (S06; D713 22–24).
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/risk.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::procedure::d713_2019 {

namespace risk_assessment_rows {

using namespace rules;
using Assessor = By<handler, risk_unit>;

// clang-format off
struct RiskAssessment : Chapter<Region::risk_assessment, due,

    // 第二十二条第一款 重大行政决策的实施可能对社会稳定、公共安全等方面造成不利影响的，决策承办单位或者负责风险评估工作的其他
    // 单位应当组织评估决策草案的风险可控性。
    //  from      on                             to        by        article      refused by
    Row<due,      risk_assessment_commissioned,   assessing, Handler,  D713<22, 1>, DraftForAssessment>,

    // 第二十三条第二款 开展风险评估，应当听取有关部门的意见，形成风险评估报告，明确风险点，提出风险防范措施和处置预案。
    Row<assessing, risk_assessment_reported,      assessed,  Assessor, D713<23, 2>, RiskReportComplete>,

    // 第二十二条第二款 按照有关规定已对有关风险进行评价、评估的，不作重复评估。
    Row<due,      risk_assessment_reused,         assessed,  Handler,  D713<22, 2>,
        RiskAlreadyAssessed, EarlierReportReferenced>,

    // 第二十四条 风险评估结果应当作为重大行政决策的重要依据。决策机关认为风险可控的，可以作出决策；认为风险不可控的，在采取
    // 调整决策草案等措施确保风险可控后，可以作出决策。
    Row<assessed, risk_assessment_judged,         judged,    Organ,    D713<24>,    RiskJudgedByOrgan>,
    Row<judged,   risk_assessment_judged,         judged,    Organ,    D713<24>,    RiskJudgedByOrgan>,
    Row<judged,   risk_assessment_measures_taken, judged,    Organ,    D713<24>,
        RiskHeldUncontrollable, MeasuresEnsureControl>,
    Row<due,      risk_assessment_waived,         waived,    Handler,  D713<22, 1>, NoAdverseEffect>,

    Row<assessed, risk_assessment_voided,         due,       Nobody,   Design<9>>,
    Row<judged,   risk_assessment_voided,         due,       Nobody,   Design<9>>,
    Row<waived,   risk_assessment_reinstated,     due,       Nobody,   Design<1>>
> {};
// clang-format on

}  // namespace risk_assessment_rows

using risk_assessment_rows::RiskAssessment;

std::unique_ptr<RegionMachine> start_risk_assessment();

}  // namespace juece::procedure::d713_2019
