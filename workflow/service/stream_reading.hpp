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
#include "workflow/service/stream_pages.hpp"

namespace juece::service {

// Calls `each(event, leaf_hash)` for every event of the stream beyond `end` that was recorded no later than `until`,
// and moves `end` with it. The event is the callee's to keep.
template <class Each>
void read_beyond(
    StreamEnd& end,
    ports::EventLog& log,
    ports::EventCodec const& codec,
    LogName const& name,
    std::string const& stream,
    Each each,
    Timestamp until = Timestamp::max()
) {
    using ports::WorldError;
    using ports::WorldErrorKind;
    StreamPages pages{log, name, stream, end.version, until};
    for (auto page = pages.next(); !page.empty(); page = pages.next()) {
        for (auto const& stored : page) {
            auto leaf = codec.decode(stored.leaf);
            if (!leaf) {
                throw WorldError{
                    WorldErrorKind::corrupt,
                    fmt::format(
                        "log {}, version {} of {}: {}", name.text(), stored.version, stream, leaf.error().message
                    )};
            }
            auto& event = leaf.value().event;
            if (event.version != end.version + 1 || leaf.value().frame.prev != end.hash) {
                throw WorldError{
                    WorldErrorKind::corrupt,
                    fmt::format(
                        "log {}, version {} of {} does not follow from the leaf before it",
                        name.text(),
                        stored.version,
                        stream
                    )};
            }
            StreamEnd const reached{event.version, stored.hash, event.recorded_at};
            each(event, stored.hash);
            end = reached;
        }
    }
}

}  // namespace juece::service
