// History: a dossier as it follows from its events, today or as of a day in the past. Pure; threads: any.
#pragma once

#include <span>

#include "workflow/dossier/dossier.hpp"

namespace juece::dossier {

// Throws CorruptHistory if the events, in this order, cannot have happened under this statute.
Dossier replay(procedure::Statute const& statute, std::span<procedure::Event const> events);

// The events that were recorded no later than `at`. Requires: version order, in which recorded_at never decreases.
std::span<procedure::Event const> as_of(std::span<procedure::Event const> events, Timestamp at);

}  // namespace juece::dossier
