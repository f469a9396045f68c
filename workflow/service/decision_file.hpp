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

// Adds one event of the decision's stream, without what a repeated command is recognised by: enough for a file that is
// only looked at. Throws CorruptHistory.
void fold(DecisionFile& file, procedure::Event const& event, Digest const& leaf_hash);

// Adds one event of the decision's stream. Throws CorruptHistory.
void take(DecisionFile& file, procedure::Event const& event, Digest const& leaf_hash);

// Whether the event changes what earlier ones said: whoever takes it must restate the dossier from all events.
bool corrects(procedure::Event const& event);

// Adds what the log holds beyond the file. Throws WorldError: corrupt if a leaf does not follow from the one before.
void catch_up(
    DecisionFile& file, ports::EventLog& log, ports::EventCodec const& codec, LogName const& name, DecisionId decision
);

// Sees to what was corrected or annulled in a file that events were folded into, all that were recorded no later than
// `until`: reads them again, because few histories are corrected and a long one is not kept on that chance. Throws as
// catch_up.
void restate_if_corrected(
    DecisionFile& file,
    ports::EventLog& log,
    ports::EventCodec const& codec,
    LogName const& name,
    DecisionId decision,
    Timestamp until = Timestamp::max()
);

// Every event of the decision's stream that was recorded no later than `until`, in order. Throws as catch_up.
std::vector<procedure::Event> read_events(
    ports::EventLog& log,
    ports::EventCodec const& codec,
    LogName const& name,
    DecisionId decision,
    Timestamp until = Timestamp::max()
);

}  // namespace juece::service
