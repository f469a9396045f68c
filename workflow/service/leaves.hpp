// From drafts to leaves: ids, recorded_at, versions, sealed digests, `prev`, bytes, hashes (docs/formats/leaf.md).
//
// Threads: any. Throws what entropy throws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflow/dossier/dossier.hpp"
#include "workflow/ports/entropy.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/ports/hasher.hpp"

namespace juece::service {

// The end of a stream, as far as this node knows it.
struct StreamEnd {
    std::uint64_t version = 0;
    Digest hash;  // of the last leaf; zeros if there is none
    Timestamp recorded_at{};
};

struct Writer {
    LogName log;
    bool rehearsal = false;
    ports::EventCodec const& codec;
    ports::Hasher const& hasher;
    ports::Entropy& entropy;
};

// What one item will append, and the events as they will be read back.
struct Written {
    ports::AppendItem item;
    std::vector<procedure::Event> events;
    StreamEnd end;
};

// recorded_at = max(now, last of the stream). With `mark`, every event carries key and body and its place among them.
Written write(
    Writer const& writer,
    std::string const& stream,
    StreamEnd const& end,
    std::vector<dossier::Draft> drafts,
    std::optional<procedure::CommandMark> const& mark,
    Timestamp now
);

std::string decision_stream(DecisionId id);
std::string attempts_stream(DecisionId id);

}  // namespace juece::service
