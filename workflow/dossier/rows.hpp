// The rows that lead on from where an item stands, and words as a list of codes. Inner part of dossier/. Pure; threads:
// any.
#pragma once

#include <vector>

#include "workflow/dossier/dossier.hpp"

namespace juece::dossier {

// Steps that may be asked for, in the order of the statute. Acts of record are beside them: statute.acts.
inline std::vector<procedure::RowView const*> rows_from_here(Dossier const& dossier) {
    std::vector<procedure::RowView const*> rows;
    for (auto const& chapter : dossier.machine.statute().chapters) {
        auto const state = dossier.machine.state(chapter.region);
        for (auto const& row : chapter.rows) {
            if (row.from == state && row.is_asked_for()) rows.push_back(&row);
        }
    }
    return rows;
}

template <class Words>
List codes_of(Words const& words) {
    List codes;
    for (auto const& word : words)
        codes.emplace_back(code(word));
    return codes;
}

}  // namespace juece::dossier
