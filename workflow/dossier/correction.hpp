// Corrections and annulments as they bear on earlier events: what still counts, and with which data
// (docs/choices.md 7). Inner part of dossier/. Pure; threads: any.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "workflow/dossier/dossier.hpp"

namespace juece::dossier {

// An annulment that was itself annulled has no effect, so what it annulled counts again; likewise a correction.
struct Effective {
    std::vector<bool> annulled;                                                 // by version − 1
    std::map<std::uint64_t, std::vector<procedure::Event const*>> corrections;  // by the version corrected, in order

    bool is_annulled(std::uint64_t version) const { return annulled[version - 1]; }
};

// Requires: every event of the item from version 1, in order; they must outlive the answer.
Effective effective(std::span<procedure::Event const> events);

// The event as it should have been entered.
procedure::Event amended(
    procedure::Event event, std::vector<procedure::Event const*> const& corrections, rules::Facts const& facts_before
);

// The facts that follow from the events, annulled ones left out and corrected ones amended.
rules::Facts refolded(std::span<procedure::Event const> events);

// What an event says, as a rule reads it: codes from the leaf, and a mark in place of each text that is sealed.
Object data_of(procedure::Event const& event);

}  // namespace juece::dossier
