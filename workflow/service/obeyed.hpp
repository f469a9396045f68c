// Which commands a stream has obeyed: what a repeat is recognised by. Idempotency is part of the fold
// (docs/formats/leaf.md "What a leaf does not say"), so a restarted node knows as much as before.
//
// Threads: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <boost/unordered/unordered_flat_map.hpp>

#include "workflow/core/digest.hpp"
#include "workflow/procedure/event.hpp"

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

using ObeyedCommands = boost::unordered_flat_map<Hash256, Obeyed, FirstBytes>;  // by command.key

inline void remember(ObeyedCommands& obeyed, procedure::Event const& event) {
    if (!event.command || event.command->index != 0) return;
    obeyed[event.command->key] = {event.command->body, event.version, event.command->count};
}

}  // namespace juece::service
