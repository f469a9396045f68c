// What one act brings with it: rows by nobody that the same command takes after its trigger (docs/choices.md 1, 7, 9).
//
//   a return that finds a result void           <slug>.voided
//   a fact whose change removes a ground        <slug>.reinstated
//   an annulled result, an annulled waiver      <slug>.voided, <slug>.reinstated
//
// Inner part of dossier/. Pure; threads: any.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "workflow/dossier/dossier.hpp"

namespace juece::dossier {

// A finished result of S04–S09, as a return must name it.
struct FinishedResult {
    std::string_view stage;  // "hearing", "participation", "legality_review"
    std::uint64_t version = 0;
    bool can_stand = true;  // a legality result cannot, once the text has changed
};

bool is_return(procedure::Trigger on);

// Those that were finished by acts done no later than `at`, in the order of the law.
std::vector<FinishedResult> finished_results(Dossier const& dossier, Timestamp at);

struct Consequence {
    procedure::RowView const* row = nullptr;
    std::uint64_t target = 0;  // the version whose result is void, whose waiver has lost its ground
};

// In the order of the statute's regions. Each is a row of the table from where the item stands, and each moves another
// region, so that they can be taken one after the other.
std::vector<Consequence> consequences_of(Dossier const& dossier, Command const& command);

// The regions whose duty may be waived once this fact is found to be so, and which are still due.
List vanishing(Dossier const& dossier, Command const& command);

}  // namespace juece::dossier
