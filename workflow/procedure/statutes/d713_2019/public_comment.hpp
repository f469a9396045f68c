// 重大行政决策程序暂行条例, 第二章第二节 公众参与: soliciting opinions in public (S04a; D713 14, 15, 18).
//
// A chapter reads like the decree. Rules stand in the order in which an official would check them.
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/participation.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::procedure::d713_2019 {

namespace public_comment_rows {

using namespace rules;

// clang-format off
struct PublicComment : Chapter<Region::public_comment, due,

    // 第十五条第一款 决策事项向社会公开征求意见的，决策承办单位应当通过政府网站、政务新媒体以及报刊、广播、电视等便于社会
    // 公众知晓的途径，公布决策草案及其说明等材料，明确提出意见的方式和期限。公开征求意见的期限一般不少于30日；因情况紧急等
    // 原因需要缩短期限的，公开征求意见时应当予以说明。
    //  from      on                         to        by       article      refused by
    Row<due,      public_comment_opened,     open,     Handler, D713<15, 1>,
        DraftCompleted, PublicityReviewed, NoticeComplete, ThirtyDays>,
    Row<open,     public_comment_extended,   open,     Handler, D713<15, 1>, LaterLastDay>,
    Row<open,     public_comment_closed,     closed,   Handler, D713<15, 1>, LastDayEnded>,

    // 第十八条 决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案。
    Row<closed,   public_comment_reported,   reported, Handler, D713<18>,    AdoptionReported>,

    // 第十四条第一款 决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外。
    Row<due,      public_comment_waived,     waived,   Organ,   D713<14, 1>, ProcedureStarted, NotPublicByLaw>,

    // What another act brings with it: a return that voids the result, a fact whose change removes the ground.
    Row<reported, public_comment_voided,     due,      Nobody,  Design<9>>,
    Row<waived,   public_comment_reinstated, due,      Nobody,  Design<1>>
> {};
// clang-format on

}  // namespace public_comment_rows

using public_comment_rows::PublicComment;

std::unique_ptr<RegionMachine> start_public_comment();

}  // namespace juece::procedure::d713_2019
