// Reading a stream from where one left off, leaf by leaf, with the chain checked on the way.
//
// Blocks: off the strand. Throws WorldError: corrupt if a leaf cannot be read or does not follow from the one before.
#pragma once

#include <string>

#include <fmt/format.h>

#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/ports/world_error.hpp"
#include "workflow/service/leaves.hpp"

namespace juece::service {

// Calls `each(event, leaf_hash)` for every event of the stream beyond `end`, and moves `end` with it.
template <class Each>
void read_beyond(
    StreamEnd& end,
    ports::EventLog& log,
    ports::EventCodec const& codec,
    LogName const& name,
    std::string const& stream,
    Each each
) {
    using ports::WorldError;
    using ports::WorldErrorKind;
    constexpr std::size_t page = 1'000;
    for (;;) {
        auto const events = log.read_stream(name, stream, end.version, page);
        for (auto const& stored : events) {
            auto const leaf = codec.decode(stored.leaf);
            if (!leaf) {
                throw WorldError{
                    WorldErrorKind::corrupt,
                    fmt::format("{} version {}: {}", stream, stored.version, leaf.error().message)};
            }
            auto const& event = leaf.value().event;
            if (event.version != end.version + 1 || leaf.value().frame.prev != end.hash) {
                throw WorldError{
                    WorldErrorKind::corrupt,
                    fmt::format("{} version {} does not follow from the leaf before it", stream, stored.version)};
            }
            each(event, stored.hash);
            end = {event.version, stored.hash, event.recorded_at};
        }
        if (events.size() < page) return;
    }
}

}  // namespace juece::service
