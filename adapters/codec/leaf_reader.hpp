// Reads the bytes of a leaf (docs/formats/leaf.md). Inner part of LeafCodec; threads: any.
//
// It follows the writer member by member, so that bytes which the writer would not write are refused where they
// differ, and a good leaf is read in one pass without a tree: histories of a million leaves are folded through here.
#pragma once

#include <string_view>

#include "workflow/ports/event_codec.hpp"

namespace juece::codec {

// Errors: unknown_field, missing_field, bad_value, or the code of a text fault (codec/text.hpp).
Result<ports::Leaf, ports::CodecError> read_leaf(std::string_view bytes);

}  // namespace juece::codec
