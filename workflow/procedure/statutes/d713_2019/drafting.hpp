// 重大行政决策程序暂行条例, 第二章第一节 决策启动: drafting (S03; D713 12, 13, 18), and the end of a procedure before its decision.
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/drafting.hpp"
#include "workflow/rules/proposal.hpp"

namespace juece::procedure::d713_2019 {

namespace drafting_rows {

using namespace rules;

// clang-format off
using Rows = boost::mp11::mp_list<

    // 第十二条 决策承办单位应当在广泛深入开展调查研究、全面准确掌握有关信息、充分协商协调的基础上，拟订决策草案。
    // 决策承办单位应当全面梳理与决策事项有关的法律、法规、规章和政策，使决策草案合法合规、与有关政策相衔接。
    // 决策承办单位根据需要对决策事项涉及的人财物投入、资源消耗、环境影响等成本和经济、社会、环境效益进行分析预测。
    // 有关方面对决策事项存在较大分歧的，决策承办单位可以提出两个以上方案。
    // 第十三条 决策事项涉及决策机关所属部门、下一级人民政府等单位的职责，或者与其关系紧密的，决策承办单位应当与其充分协商；
    // 不能取得一致意见的，应当向决策机关说明争议的主要问题，有关单位的意见，决策承办单位的意见、理由和依据。
    //  from     on                  to       by       article    refused by
    Row<drafting, drafting_completed, drafted, Handler, D713<12>,
        LawsSurveyed, CostsForecast, PlansCompared, DepartmentsConsulted, DisputeExplained>,

    // 第十八条 决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案。
    Row<drafted,  drafting_revised,   drafted, Handler, D713<18>>
>;

// Where the law is silent: an item may end before it is decided (docs/choices.md).
using TerminationRows = boost::mp11::mp_list<
    Row<drafting,          procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>,
    Row<drafted,           procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>,
    Row<legality_initial,  procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>,
    Row<cleared_initially, procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>,
    Row<legality_review,   procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>,
    Row<supplementing,     procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>,
    Row<adopting,          procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>,
    Row<reviewed,          procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>,
    Row<listed,            procedure_terminated, terminated, Organ, Design<8>, TerminationDecided>
>;
// clang-format on

}  // namespace drafting_rows

using DraftingRows = drafting_rows::Rows;
using TerminationRows = drafting_rows::TerminationRows;

}  // namespace juece::procedure::d713_2019
