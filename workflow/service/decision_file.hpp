// What a node keeps of one decision between commands: its dossier, the ends of its two streams, and which commands it
// has obeyed (idempotency is part of the fold: docs/ARCHITECTURE.md).
//
// Threads: one at a time; catch_up() and read_events() block and belong off the strand.
#pragma once

#include <optional>
#include <vector>

#include "workflow/dossier/dossier.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/service/leaves.hpp"
#include "workflow/service/obeyed.hpp"

namespace juece::service {

struct DecisionFile {
    explicit DecisionFile(procedure::Statute const& table) : dossier{table} {}

    dossier::Dossier dossier;
    StreamEnd end;       // of decision/<id>
    StreamEnd attempts;  // of attempts/<id>
    ObeyedCommands obeyed;
    std::optional<procedure::Pin> statute;  // of the first event, then fixed at initiation
    std::optional<procedure::Pin> profile;  // fixed at initiation (docs/formats/leaf.md "Pins")
};

// Adds one event of the decision's stream. Throws CorruptHistory.
void take(DecisionFile& file, procedure::Event const& event, Digest const& leaf_hash);

// Whether the event changes what earlier ones said: whoever takes it must restate the dossier from all events.
bool corrects(procedure::Event const& event);

// Adds what the log holds beyond the file. Throws WorldError: corrupt if a leaf does not follow from the one before.
void catch_up(
    DecisionFile& file, ports::EventLog& log, ports::EventCodec const& codec, LogName const& name, DecisionId decision
);

// Every event of the decision's stream, in order. Throws as catch_up.
std::vector<procedure::Event> read_events(
    ports::EventLog& log, ports::EventCodec const& codec, LogName const& name, DecisionId decision
);

}  // namespace juece::service
