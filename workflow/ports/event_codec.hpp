// Port: events to canonical leaf bytes and back (docs/formats/leaf.md). Pure; threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/value.hpp"
#include "workflow/procedure/event.hpp"

namespace juece::ports {

// Every type in a leaf begins with this (contract: "cn.gov.juece." + trigger or fact name + ".vN").
inline constexpr std::string_view type_prefix = "cn.gov.juece.";

// No leaf is longer (docs/formats/leaf.md). encode() does not look; whoever appends refuses.
inline constexpr std::size_t leaf_bytes_max = 65'535;

// What a leaf holds beside its event.
struct LeafFrame {
    LogName log;
    std::string stream;
    Digest prev;
    bool rehearsal = false;
    bool operator==(LeafFrame const&) const = default;
};

struct Leaf {
    LeafFrame frame;
    procedure::Event event;
    bool operator==(Leaf const&) const = default;
};

struct CodecError {
    std::string code;     // not_canonical | unknown_field | too_large | …
    std::string message;  // says where
};

class EventCodec {
public:
    virtual ~EventCodec() = default;
    virtual std::string encode(LeafFrame const& frame, procedure::Event const& event) const = 0;
    // Refuses bytes that encode() would not have written.
    virtual Result<Leaf, CodecError> decode(std::string_view leaf) const = 0;
    // Canonical JSON text of a value (RFC 8785): command bodies, list rows.
    virtual std::string canonical(Value const& value) const = 0;
};

}  // namespace juece::ports
