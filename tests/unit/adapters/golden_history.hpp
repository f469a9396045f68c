// The events whose bytes are frozen in tests/histories/golden/, written by hand, in the order in which they could be
// appended.
//
// Every digest in them is derived as docs/formats/leaf.md says from texts that stand in golden_history.cpp, so that
// another implementation can derive them too.
#pragma once

#include <string>
#include <vector>

#include "workflow/ports/event_codec.hpp"

namespace juece {

struct GoldenLeaf {
    std::string name;  // of its file, without .json
    ports::LeafFrame frame;
    procedure::Event event;
};

std::vector<GoldenLeaf> golden_history();

}  // namespace juece
