// 重大行政决策程序暂行条例, 第二章第三节 专家论证 (S05; D713 19–21).
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/expertise.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::procedure::d713_2019 {

namespace expert_review_rows {

using namespace rules;
using Signing = By<expert, handler>;

// clang-format off
struct ExpertReview : Chapter<Region::expert_review, due,

    // 第二十条 选择专家、专业机构参与论证，应当坚持专业性、代表性和中立性，注重选择持不同意见的专家、专业机构，不得选择与决策
    // 事项有直接利害关系的专家、专业机构。
    //  from         on                          to            by       article      refused by
    Row<due,          expert_review_panel_chosen, panel_chosen, Handler, D713<20>,
        DraftForExperts, NoInterest, NotDisqualified, DissentSought, PanelComposed>,
    Row<panel_chosen, expert_review_panel_chosen, panel_chosen, Handler, D713<20>,
        DraftForExperts, NoInterest, NotDisqualified, DissentSought, PanelComposed>,

    // 第十九条第二款 专家、专业机构应当独立开展论证工作，客观、公正、科学地提出论证意见，并对所知悉的国家秘密、商业秘密、个人
    // 隐私依法履行保密义务；提供书面论证意见的，应当署名、盖章。
    Row<panel_chosen, expert_review_opinion_filed, panel_chosen, Signing, D713<19, 2>, OfThePanel, OpinionSigned>,

    // 第十九条第一款 对专业性、技术性较强的决策事项，决策承办单位应当组织专家、专业机构论证其必要性、可行性、科学性等，并提供
    // 必要保障。
    Row<panel_chosen, expert_review_concluded,    concluded,    Handler, D713<19, 1>, OpinionsFiled, ExpertReportMade>,
    Row<due,          expert_review_waived,       waived,       Handler, D713<19, 1>, NotTechnical>,
    Row<panel_chosen, expert_review_waived,       waived,       Handler, D713<19, 1>, NotTechnical>,

    Row<concluded,    expert_review_voided,       due,          Nobody,  Design<9>>,
    Row<waived,       expert_review_reinstated,   due,          Nobody,  Design<1>>
> {};
// clang-format on

}  // namespace expert_review_rows

using expert_review_rows::ExpertReview;

std::unique_ptr<RegionMachine> start_expert_review();

}  // namespace juece::procedure::d713_2019
