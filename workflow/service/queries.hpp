// Reads that are composed from the log: one decision as of a moment, a history, who may read a sealed payload.
//
// Threads: any but the strand, because the log's reads block. Throws WorldError (a leaf that cannot be read is
// `corrupt`) and procedure::CorruptHistory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/service/decision_file.hpp"
#include "workflow/service/service.hpp"

namespace juece::service {

struct Reading {
    ports::EventLog& log;
    ports::EventCodec const& codec;
    LogName name;
};

struct DecisionAt {
    std::uint64_t version = 0;
    Object row;  // as in lists
};

// The end of that day in Beijing, or that very moment; nothing if the text is neither (docs/adr/0013-time.md).
std::optional<Timestamp> parse_as_of(std::string_view text);

// The decision as the log knew it then (recorded_at); nothing if it was not there yet.
std::optional<DecisionAt> decision_as_of(Reading const& reading, DecisionId decision, Timestamp as_of);

// The same, as much of it as judging needs.
std::optional<DecisionFile> file_as_of(Reading const& reading, DecisionId decision, Timestamp as_of);

// The decision's title: the sealed payload of that role in its first event, without its salt. Empty if it has none.
std::string title_payload(Reading const& reading, DecisionId decision);

// Events of a stream after a version, in order, recorded no later than `as_of`; at most `limit`.
std::vector<ports::StoredEvent> events_of(
    Reading const& reading,
    std::string const& stream,
    std::uint64_t after_version,
    std::optional<Timestamp> as_of,
    std::size_t limit
);

// Whether this identity may read a payload of that class under that event (docs/formats/leaf.md "Sealed"): `parties`
// are the organs that acted in the item, which is the decision for its attempts too.
bool may_read(Reading const& reading, Identity const& who, procedure::SealClass seal, ports::StoredEvent const& event);

}  // namespace juece::service
