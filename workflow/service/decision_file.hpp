// What a node keeps of one decision between commands: its dossier, the ends of its two streams, and which commands it
// has obeyed (idempotency is part of the fold: docs/ARCHITECTURE.md).
//
// Threads: one at a time; catch_up() blocks and belongs off the strand.
#pragma once

#include <cstring>
#include <optional>
#include <unordered_map>

#include "workflow/dossier/dossier.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/service/leaves.hpp"

namespace juece::service {

struct Obeyed {
    Hash256 body{};
    std::uint64_t first = 0;  // version of the command's first event
    std::uint64_t count = 0;
};

struct FirstBytes {
    std::size_t operator()(Hash256 const& hash) const noexcept {
        std::uint64_t first = 0;
        std::memcpy(&first, hash.data(), sizeof first);
        return static_cast<std::size_t>(first);
    }
};

struct DecisionFile {
    explicit DecisionFile(procedure::Statute const& table) : dossier{table} {}

    dossier::Dossier dossier;
    StreamEnd end;       // of decision/<id>
    StreamEnd attempts;  // of attempts/<id>
    std::unordered_map<Hash256, Obeyed, FirstBytes> obeyed;
    std::optional<procedure::Pin> statute;  // of the first event
    std::optional<procedure::Pin> profile;  // fixed at initiation (docs/formats/leaf.md "Pins")
};

// Adds one event of the decision's stream. Throws CorruptHistory.
void take(DecisionFile& file, procedure::Event const& event, Digest const& leaf_hash);

// Adds what the log holds beyond the file. Throws WorldError: corrupt if a leaf does not follow from the one before.
void catch_up(
    DecisionFile& file, ports::EventLog& log, ports::EventCodec const& codec, LogName const& name, DecisionId decision
);

}  // namespace juece::service
