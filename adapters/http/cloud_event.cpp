// The envelope is written around the stored bytes; nothing rewrites a leaf.
#include "adapters/http/cloud_event.hpp"

#include <fmt/format.h>

#include "workflow/ports/world_error.hpp"

namespace juece::http {

namespace {

// Decision id for decision/ and attempts/, so that both keep one order in Kafka; else the stream
// (docs/formats/kafka.md).
std::string_view partition_key(std::string_view stream) {
    for (std::string_view const prefix : {"decision/", "attempts/"}) {
        if (stream.starts_with(prefix)) return stream.substr(prefix.size());
    }
    return stream;
}

}  // namespace

std::string cloud_event(ports::EventCodec const& codec, LogName const& log, ports::StoredEvent const& event) {
    auto const leaf = codec.decode(event.leaf);
    if (!leaf) {
        throw ports::WorldError{
            ports::WorldErrorKind::corrupt,
            fmt::format(
                "event {} of log {}, version {} of {}: {}",
                event.seq,
                log.text(),
                event.version,
                event.stream,
                leaf.error().message
            )};
    }
    auto const& prev = leaf.value().frame.prev;
    auto envelope = codec.canonical(Object{
        {"datacontenttype", "application/json"},
        {"dataschema", "urn:juece:schema:" + event.type},
        {"id", event.id.text()},
        {"leafhash", hex(event.hash.sha256)},
        {"leafhashsm3", hex(event.hash.sm3)},
        {"partitionkey", partition_key(event.stream)},
        {"prevhash", hex(prev.sha256)},
        {"prevhashsm3", hex(prev.sm3)},
        {"sequence", fmt::format("{:020}", event.seq)},
        {"source", "urn:juece:" + log.text()},
        {"specversion", "1.0"},
        {"streamversion", fmt::format("{}", event.version)},
        {"subject", event.stream},
        {"time", text(event.recorded_at)},
        {"type", event.type}});
    envelope.pop_back();  // the closing brace
    return envelope + ",\"data\":" + event.leaf + "}";
}

std::string cloud_events(
    ports::EventCodec const& codec, LogName const& log, std::vector<ports::StoredEvent> const& events
) {
    std::string out = "[";
    for (auto const& event : events) {
        if (out.size() > 1) out += ',';
        out += cloud_event(codec, log, event);
    }
    return out + "]";
}

}  // namespace juece::http
