// A digest as it stands in leaves, commands and answers: always the pair {"sha256","sm3"}, lowercase hexadecimal
// (docs/formats/leaf.md). Threads: any.
#pragma once

#include "workflow/core/digest.hpp"
#include "workflow/core/value.hpp"

namespace juece {

inline Object digest_value(Digest const& digest) { return {{"sha256", hex(digest.sha256)}, {"sm3", hex(digest.sm3)}}; }

}  // namespace juece
