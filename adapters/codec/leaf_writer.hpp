// Writes the bytes of a leaf (docs/formats/leaf.md). Inner part of LeafCodec; threads: any.
#pragma once

#include <string>

#include "workflow/ports/event_codec.hpp"

namespace juece::codec {

// Appends. Members are written in the order of their keys' bytes, without building a tree: this is on every command's
// way.
void write_leaf(std::string& out, ports::LeafFrame const& frame, procedure::Event const& event);

}  // namespace juece::codec
