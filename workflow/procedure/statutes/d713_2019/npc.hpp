// 重大行政决策程序暂行条例 第八条第一款: what belongs to the people's congress, or must be reported to its standing committee, before the
// decision is issued (S12).
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/report.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::procedure::d713_2019 {

namespace npc_rows {

using namespace rules;
using Resolving = By<npc_organ, office, organ>;

// clang-format off
struct Npc : Chapter<Region::npc, due,

    // 第八条第一款 重大行政决策依法接受本级人民代表大会及其常务委员会的监督，根据法律、法规规定属于本级人民代表大会及其
    // 常务委员会讨论决定的重大事项范围或者应当在出台前向本级人民代表大会常务委员会报告的，按照有关规定办理。
    //  from      on             to         by         article     refused by
    Row<due,       npc_submitted,  submitted, Organ,     D713<8, 1>, BillFollowsDraft, BillMade>,
    Row<submitted, npc_resolved,   resolved,  Resolving, D713<8, 1>, ResolutionReferenced>,
    Row<resolved,  npc_submitted,  submitted, Organ,     D713<8, 1>, BillFollowsDraft, BillMade>,
    Row<due,       npc_waived,     waived,    Organ,     D713<8, 1>, NotForCongress>,
    Row<submitted, npc_waived,     waived,    Organ,     D713<8, 1>, NotForCongress>,
    Row<waived,    npc_reinstated, due,       Nobody,    Design<1>>
> {};
// clang-format on

}  // namespace npc_rows

using npc_rows::Npc;

std::unique_ptr<RegionMachine> start_npc();

}  // namespace juece::procedure::d713_2019
