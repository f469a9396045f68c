// LeafCodec: events to the canonical bytes of a leaf and back, exactly as docs/formats/leaf.md says.
//
// encode() Requires: a well-formed event, that is one made of parsed values (ids, codes, checked text), without lists
// that hold an empty string. Whoever appends refuses an event whose bytes exceed ports::leaf_bytes_max.
// decode() accepts exactly the bytes that encode() writes: for every input b that it accepts, encode(decode(b)) == b.
// Threads: any; stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "workflow/ports/event_codec.hpp"

namespace juece::codec {

// In leaves, Kafka and HTTP a type carries ports::type_prefix, in the core it does not.
std::string full_type(std::string_view type);                       // "public_comment.opened.v1" → "cn.gov.juece.…"
std::optional<std::string_view> short_type(std::string_view full);  // nothing without the prefix

class LeafCodec final : public ports::EventCodec {
public:
    std::string encode(ports::LeafFrame const& frame, procedure::Event const& event) const override;
    // CodecError codes: those of JsonError (codec/json.hpp), not_canonical, unknown_field, missing_field, bad_value.
    Result<ports::Leaf, ports::CodecError> decode(std::string_view leaf) const override;
    std::string canonical(Value const& value) const override;
};

}  // namespace juece::codec
