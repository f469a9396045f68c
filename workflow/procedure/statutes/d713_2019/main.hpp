// The main line of D713, from a proposal to the order to execute: its chapters in the order of the decree, one region.
//
// Its rows are too many for one state machine (docs/adr/0002-one-machine-per-region.md), so they are cut into three
// between chapters; leaves, menus and tests see one region.
#pragma once

#include "workflow/procedure/statutes/d713_2019/deliberation.hpp"
#include "workflow/procedure/statutes/d713_2019/drafting.hpp"
#include "workflow/procedure/statutes/d713_2019/legality.hpp"
#include "workflow/procedure/statutes/d713_2019/proposal.hpp"
#include "workflow/procedure/statutes/d713_2019/publication.hpp"

namespace juece::procedure::d713_2019 {

using Preparation =
    boost::mp11::mp_append<DraftingRows, LegalityRows, DeliberationRows, PublicationRows, TerminationRows>;

// Cut at `drafting` and at `published`: a row belongs to the part in which it begins.
struct Main : ChapterOf<Region::main, State::absent, boost::mp11::mp_append<ProposalRows, Preparation, ExecutionRows>> {
    using parts = boost::mp11::mp_list<ProposalRows, Preparation, ExecutionRows>;
};

std::unique_ptr<RegionMachine> start_main();

}  // namespace juece::procedure::d713_2019
