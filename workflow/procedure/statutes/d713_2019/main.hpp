// 重大行政决策程序暂行条例, 第二章: the main line from a proposal to a draft fit for legality review (D713 10–14).
//
// A chapter reads like the decree. Rules stand in the order in which an official would check them.
#pragma once

#include "workflow/procedure/statute.hpp"
#include "workflow/rules/participation.hpp"
#include "workflow/rules/proposal.hpp"

namespace juece::procedure::d713_2019 {

namespace main_rows {

using enum State;
using enum Trigger;
using enum Role;
using namespace rules;
template <int article, int paragraph = 0>
using D713 = Art<Source::d713, article, paragraph>;

using Proposers = By<leader, department, delegate, citizen, handler, office>;
using Students = By<department, handler, office>;
using Office = By<office, organ>;
using Organ = By<organ>;
using Handler = By<handler>;

// clang-format off
using Main = Chapter<Region::main, absent,

    // 第十条 对各方面提出的决策事项建议，按照下列规定进行研究论证后，报请决策机关决定是否启动决策程序：
    // (一)决策机关领导人员提出决策事项建议的，交有关单位研究论证；
    // (二)决策机关所属部门或者下一级人民政府提出决策事项建议的，应当论证拟解决的主要问题、建议理由和依据、解决问题的
    //     初步方案及其必要性、可行性等；
    // (三)人大代表、政协委员等通过建议、提案等方式提出决策事项建议，以及公民、法人或者其他组织提出书面决策事项建议的，
    //     交有关单位研究论证。
    //  from      on                   to           by         article      refused by
    Row<absent,   proposal_submitted,  proposed,    Proposers, D713<10>,    MajorDecision, NotExcluded, FiveElements>,
    Row<proposed, proposal_assigned,   assigned,    Office,    D713<10>>,
    Row<proposed, proposal_studied,    studied,     Students,  D713<10, 2>, StudiedByUnit>,
    Row<assigned, proposal_studied,    studied,     Students,  D713<10>,    StudiedByUnit>,
    Row<proposed, proposal_rejected,   rejected,    Organ,     D713<10>>,
    Row<assigned, proposal_rejected,   rejected,    Organ,     D713<10>>,
    Row<studied,  proposal_rejected,   rejected,    Organ,     D713<10>>,

    // 第十条 ……报请决策机关决定是否启动决策程序。
    // 第十一条 决策机关决定启动决策程序的，应当明确决策事项的承办单位……决策事项需要两个以上单位承办的，应当明确牵头的
    // 决策承办单位。
    Row<studied,  initiation_started,  drafting,    Organ,     D713<10>,    DecidedByOrgan, HandlersNamed>,
    Row<studied,  initiation_declined, not_started, Organ,     D713<10>,    DecidedByOrgan>,
    Row<studied,  initiation_deferred, deferred,    Organ,     D713<10>,    DecidedByOrgan>,
    Row<deferred, initiation_started,  drafting,    Organ,     D713<10>,    DecidedByOrgan, HandlersNamed>,

    // 第十二条 决策承办单位应当在广泛深入开展调查研究、全面准确掌握有关信息、充分协商协调的基础上，拟订决策草案。
    Row<drafting, drafting_completed,  drafted,     Handler,   D713<12>>,

    // 第十四条第一款 决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外。
    Row<drafted,  drafting_finalised,  finalised,   Handler,   D713<14, 1>, PublicHeard>
>;
// clang-format on

}  // namespace main_rows

using main_rows::Main;

std::unique_ptr<RegionMachine> start_main();

}  // namespace juece::procedure::d713_2019
