// A stored event as a CloudEvent 1.0 in structured JSON, its `data` the leaf, byte for byte (docs/formats/http.md).
//
// Throws WorldError corrupt if the leaf cannot be read. Threads: any.
#pragma once

#include <string>
#include <vector>

#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"

namespace juece::http {

std::string cloud_event(ports::EventCodec const& codec, LogName const& log, ports::StoredEvent const& event);

// "[…]" of all of them.
std::string cloud_events(
    ports::EventCodec const& codec, LogName const& log, std::vector<ports::StoredEvent> const& events
);

}  // namespace juece::http
