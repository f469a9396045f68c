// 重大行政决策程序暂行条例, 第三章第一节 合法性审查: the handling unit's own pre-review where a profile asks for it, and the review
// (S08, S09; D713 25–28).
#pragma once

#include "workflow/procedure/statutes/d713_2019/beside.hpp"
#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/legality.hpp"

namespace juece::procedure::d713_2019 {

namespace legality_rows {

using namespace rules;

using IndependentReview = All<ReviewerApart, SecondReviewer>;
using GivenInTime = All<SevenWorkingDays, LongestReview>;
using OpinionComplete = All<ThreeQuestions, CounselHeardInReview>;

// clang-format off
using Rows = boost::mp11::mp_list<

    // S08, by profile (上海 SH-L 4–6): not a stage of the decree.
    Row<drafted,           legality_initial_submitted,           legality_initial,  Handler,      Design<12>,
        InitialReviewDue, ProceduresDone>,
    Row<legality_initial,  legality_initial_passed,              cleared_initially, HandlerLegal, Design<12>,
        DrafterApart, InitialOpinionComplete>,
    Row<legality_initial,  legality_initial_returned,            drafting,          HandlerLegal, Design<9>>,

    // 第二十五条第一款 决策草案提交决策机关讨论前，应当由负责合法性审查的部门进行合法性审查。不得以征求意见等方式代替合法性
    // 审查。
    // 第二十六条第一款 送请合法性审查，应当提供决策草案及相关材料，包括有关法律、法规、规章等依据和履行决策法定程序的说明等。
    // 提供的材料不符合要求的，负责合法性审查的部门可以退回，或者要求补充。
    Row<drafted,           legality_review_submitted,            legality_review,   Handler,      D713<26, 1>,
        ClearedInitially, ProceduresDone, MaterialsComplete>,
    Row<cleared_initially, legality_review_submitted,            legality_review,   Handler,      D713<26, 1>,
        ClearedInitially, ProceduresDone, MaterialsComplete>,
    // A text that has changed, or a review that was withdrawn, is reviewed again.
    Row<reviewed,          legality_review_submitted,            legality_review,   Handler,      D713<26, 1>,
        ClearedInitially, ProceduresDone, MaterialsComplete>,
    Row<legality_review,   legality_review_supplement_requested, supplementing,     Reviewer,     D713<26, 1>>,
    Row<supplementing,     legality_review_supplemented,         legality_review,   Handler,      D713<26, 1>,
        MaterialsComplete>,
    Row<legality_review,   legality_review_materials_returned,   drafted,           Reviewer,     D713<26, 1>>,
    Row<supplementing,     legality_review_materials_returned,   drafted,           Reviewer,     D713<26, 1>>,

    // 第二十五条第二款 决策草案未经合法性审查或者经审查不合法的，不得提交决策机关讨论。对国家尚无明确规定的探索性改革决策事项，
    // 可以明示法律风险，提交决策机关讨论。
    // 第二十六条第二款 送请合法性审查，应当保证必要的审查时间，一般不少于7个工作日。
    // 第二十七条 合法性审查的内容包括：(一)决策事项是否符合法定权限；(二)决策草案的形成是否履行相关法定程序；(三)决策草案内容
    // 是否符合有关法律、法规、规章和国家政策的规定。
    // 第二十八条 负责合法性审查的部门应当及时提出合法性审查意见，并对合法性审查意见负责。在合法性审查过程中，应当组织法律
    // 顾问、公职律师提出法律意见。决策承办单位根据合法性审查意见进行必要的调整或者补充。
    Row<legality_review,   legality_review_passed,               reviewed,          Reviewer,     D713<28>,
        IndependentReview, OpinionIsReview, GivenInTime, OpinionComplete>,
    Row<legality_review,   legality_review_passed_with_changes,  adopting,          Reviewer,     D713<28>,
        IndependentReview, OpinionIsReview, GivenInTime, OpinionComplete>,
    Row<adopting,          legality_review_changes_adopted,      reviewed,          Reviewer,     D713<28>,
        ReviewerApart, ChangesAccepted>,
    Row<legality_review,   legality_review_exploratory,          reviewed,          Reviewer,     D713<25, 2>,
        IndependentReview, OpinionIsReview, ExploratoryReform, RiskStated, GivenInTime, OpinionComplete>,
    Row<legality_review,   legality_review_failed,               drafting,          Reviewer,     D713<25, 2>,
        IndependentReview, OpinionIsReview, GivenInTime, OpinionComplete>
>;
// clang-format on

}  // namespace legality_rows

using LegalityRows = legality_rows::Rows;

}  // namespace juece::procedure::d713_2019
