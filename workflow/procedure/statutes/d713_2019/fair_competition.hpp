// 公平竞争审查 (S07; D713 29(1), FCR 12–18): before 2024-08-01 the policy maker reviewed itself, since then the market
// supervision authority does, after a pre-review by the drafting unit.
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/competition.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::procedure::d713_2019 {

namespace fair_competition_rows {

using namespace rules;
using Samr = By<samr>;

// clang-format off
struct FairCompetition : Chapter<Region::fair_competition, due,

    // 公平竞争审查条例 第十四条 拟由县级以上人民政府出台或者提请本级人民代表大会及其常务委员会审议的政策措施，由本级人民政府
    // 市场监督管理部门会同起草单位在起草阶段开展公平竞争审查。起草单位应当开展初审，并将政策措施草案和初审意见送市场监督
    // 管理部门审查。
    //  from        on                            to           by       article      refused by
    Row<due,         fair_competition_preliminary,   prereviewed, Handler, Fcr<14>,
        RegulationInForce, DraftForCompetition, PreliminaryOpinionMade>,
    Row<prereviewed, fair_competition_concluded,     concluded,   Samr,    Fcr<14>,
        StakeholdersHeard, ExceptionGrounded, ConclusionMade>,

    // Before the regulation came into force the policy maker reviewed its own measure.
    // 第二十九条第一项 决策草案及相关材料，决策草案涉及市场主体经济活动的，应当包含公平竞争审查的有关情况；
    Row<due,         fair_competition_self_reviewed, concluded,   Handler, D713<29, 1>,
        BeforeTheRegulation, DraftForCompetition, ConclusionMade>,
    Row<due,         fair_competition_waived,        waived,      Handler, D713<29, 1>, NoMarketEffect>,

    Row<concluded,   fair_competition_voided,        due,         Nobody,  Design<9>>,
    Row<waived,      fair_competition_reinstated,    due,         Nobody,  Design<1>>
> {};
// clang-format on

}  // namespace fair_competition_rows

using fair_competition_rows::FairCompetition;

std::unique_ptr<RegionMachine> start_fair_competition();

}  // namespace juece::procedure::d713_2019
