// 重大行政决策程序暂行条例, 第二章第一节 决策启动: proposal and initiation (S01, S02; D713 10, 11).
//
// A chapter reads like the decree. Rules stand in the order in which an official would check them.
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/proposal.hpp"

namespace juece::procedure::d713_2019 {

namespace proposal_rows {

using namespace rules;

// clang-format off
using Rows = boost::mp11::mp_list<

    // 第十条 对各方面提出的决策事项建议，按照下列规定进行研究论证后，报请决策机关决定是否启动决策程序：
    // (一)决策机关领导人员提出决策事项建议的，交有关单位研究论证；
    // (二)决策机关所属部门或者下一级人民政府提出决策事项建议的，应当论证拟解决的主要问题、建议理由和依据、解决问题的
    //     初步方案及其必要性、可行性等；
    // (三)人大代表、政协委员等通过建议、提案等方式提出决策事项建议，以及公民、法人或者其他组织提出书面决策事项建议的，
    //     交有关单位研究论证。
    //  from      on                   to           by         article      refused by
    Row<absent,   proposal_submitted,  proposed,    Proposers, D713<10>,
        MajorDecision, NotExcluded, OtherProcedureCited, FiveElements>,
    Row<proposed, proposal_assigned,   assigned,    Office,    D713<10>>,
    Row<proposed, proposal_studied,    studied,     Students,  D713<10, 2>, StudiedByUnit>,
    Row<assigned, proposal_studied,    studied,     Students,  D713<10>,    StudiedByUnit>,
    Row<studied,  proposal_returned,   assigned,    Office,    D713<10>>,
    Row<proposed, proposal_rejected,   rejected,    Organ,     D713<10>>,
    Row<assigned, proposal_rejected,   rejected,    Organ,     D713<10>>,
    Row<studied,  proposal_rejected,   rejected,    Organ,     D713<10>>,

    // 第十条 ……报请决策机关决定是否启动决策程序。
    // 第十一条 决策机关决定启动决策程序的，应当明确决策事项的承办单位……决策事项需要两个以上单位承办的，应当明确牵头的
    // 决策承办单位。
    Row<studied,  initiation_started,  drafting,    Organ,     D713<10>,
        DecidedByOrgan, HandlersNamed, DeadlineNamed>,
    Row<studied,  initiation_declined, not_started, Organ,     D713<10>,    DecidedByOrgan>,
    Row<deferred, initiation_declined, not_started, Organ,     D713<10>,    DecidedByOrgan>,
    Row<studied,  initiation_deferred, deferred,    Organ,     D713<10>,    DecidedByOrgan>,
    Row<deferred, initiation_started,  drafting,    Organ,     D713<10>,
        DecidedByOrgan, HandlersNamed, DeadlineNamed>
>;
// clang-format on

}  // namespace proposal_rows

using ProposalRows = proposal_rows::Rows;

}  // namespace juece::procedure::d713_2019
