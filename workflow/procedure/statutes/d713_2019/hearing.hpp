// 重大行政决策程序暂行条例, 第二章第二节 公众参与: the hearing (S04b; D713 16, 17).
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/hearing.hpp"
#include "workflow/rules/participation.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::procedure::d713_2019 {

namespace hearing_rows {

using namespace rules;

// clang-format off
struct Hearing : Chapter<Region::hearing, due,

    // 第十六条第一款 决策事项直接涉及公民、法人、其他组织切身利益或者存在较大分歧的，可以召开听证会。法律、法规、规章对召开
    // 听证会另有规定的，依照其规定。
    // 第十六条第二款 决策承办单位或者组织听证会的其他单位应当提前公布决策草案及其说明等材料，明确听证时间、地点等信息。
    // 第十六条第三款 需要遴选听证参加人的，决策承办单位或者组织听证会的其他单位应当提前公布听证参加人遴选办法，公平公开组织
    // 遴选，保证相关各方都有代表参加听证会。听证参加人名单应当提前向社会公布。听证会材料应当于召开听证会7日前送达听证参加人。
    //  from      on                  to         by       article      refused by
    Row<due,      hearing_announced,  announced, Handler, D713<16, 2>,
        DraftForHearing, PublicityReviewed, HearingNoticeComplete>,
    Row<announced, hearing_delivered, delivered, Handler, D713<16, 3>, MaterialsInTime>,
    Row<announced, hearing_postponed, due,       Handler, D713<16, 2>>,
    Row<delivered, hearing_postponed, due,       Handler, D713<16, 2>>,

    // 第十七条 听证会应当按照下列程序公开举行：(一)决策承办单位介绍决策草案、依据和有关情况；(二)听证参加人陈述意见，进行询问、
    // 质证和辩论，必要时可以由决策承办单位或者有关专家进行解释说明；(三)听证参加人确认听证会记录并签字。
    Row<delivered, hearing_held,      held,      Handler, D713<17>,
        SelectionPublished, HeldOnItsDay, HearingInOrder>,
    Row<held,     hearing_reported,   reported,  Handler, D713<18>,    HearingReported>,

    // 第十六条第一款 ……可以召开听证会。……
    Row<due,      hearing_waived,     waived,    Handler, D713<16, 1>, HearingNotRequiredByLaw, GroundForNoHearing>,

    Row<reported, hearing_voided,     due,       Nobody,  Design<9>>,
    Row<waived,   hearing_reinstated, due,       Nobody,  Design<1>>
> {};
// clang-format on

}  // namespace hearing_rows

using hearing_rows::Hearing;

std::unique_ptr<RegionMachine> start_hearing();

}  // namespace juece::procedure::d713_2019
