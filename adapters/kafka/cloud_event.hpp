// An event as a CloudEvent 1.0 in Kafka's binary mode: attributes in `ce_*` headers, the value is the leaf, byte for
// byte.
//
// docs/formats/kafka.md is the contract with subscribers; relay (writes) and subscriber (reads, checks against the
// leaf) share this one place. Threads: any. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/time.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/ports/hasher.hpp"

namespace juece::kafka {

struct Attributes {
    EventId id;
    LogName log;                       // source = urn:juece:<log>
    std::string type;                  // "cn.gov.juece.public_comment.opened.v1"
    std::string subject;               // the stream's name
    Timestamp time{};                  // recorded_at
    std::uint64_t sequence = 0;        // the log's seq
    std::uint64_t stream_version = 0;  // counts from 1 without a gap, per subject
    Digest leaf;
    Digest prev;  // the leaf hash of the subject's preceding version, zeros at version 1
    bool operator==(Attributes const&) const = default;
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// Decision id for `decision/` and `attempts/`, so that both keep one order; else the stream's name
// (docs/formats/kafka.md).
std::string_view partition_key(std::string_view subject);

// Attributes of a stored event. Nothing if the leaf has no `prev`: such bytes are not a leaf.
std::optional<Attributes> attributes_of(LogName const& log, ports::StoredEvent const& event);

// Attributes that the leaf itself proves; `sequence` is not in a leaf. The hash is computed. Or why these are no
// leaf.
Result<Attributes, std::string> attributes_in(
    std::string_view leaf, std::uint64_t sequence, ports::Hasher const& hasher
);

HeaderList headers_of(Attributes const& attributes);

// Headers that we do not know are ignored; a missing or malformed one is named.
Result<Attributes, std::string> parse_headers(HeaderList const& headers);

// The header of that name, or nothing.
std::optional<std::string_view> header(HeaderList const& headers, std::string_view name);

std::optional<std::uint64_t> parse_count(std::string_view digits);

}  // namespace juece::kafka
