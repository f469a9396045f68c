// Whether a performer may do an act at all, whatever it carries: the row's `by`, and what nobody may do for another
// (D04), after having typed the text himself (D05), or in an item from which he is recused (D15). Inner part of
// dossier/. Pure; threads: any.
#pragma once

#include "workflow/dossier/dossier.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::dossier {

// Every reason why not, `by` first.
Refusals refusals_of_performer(
    procedure::Statute const& statute, procedure::RowView const& row, rules::Judgement const& judged
);

}  // namespace juece::dossier
