// Numbering, sealing and hashing of what a command yields.
#include "workflow/service/leaves.hpp"

#include <algorithm>

namespace juece::service {
namespace {

using namespace std::string_view_literals;

std::string_view bytes_of(Hash256 const& hash) { return {reinterpret_cast<char const*>(hash.data()), hash.size()}; }

std::string payload_of(ports::EventCodec const& codec, dossier::SealedText const& sealed) {
    if (sealed.rows)
        return codec.canonical(Object{{"media_type", "application/json"}, {"text", codec.canonical(*sealed.rows)}});
    Object payload{{"media_type", "text/plain; charset=utf-8"}};
    payload.set("text", sealed.text);
    return codec.canonical(payload);
}

}  // namespace

Written write(
    Writer const& writer,
    std::string const& stream,
    StreamEnd const& end,
    std::vector<dossier::Draft> drafts,
    std::optional<procedure::CommandMark> const& mark,
    Timestamp now
) {
    Written written;
    written.item.stream = stream;
    written.item.expected_version = end.version;
    written.end = end;
    auto const recorded_at = std::max(now, end.recorded_at);
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        auto& event = drafts[i].event;
        event.version = ++written.end.version;
        event.id = writer.entropy.event_id(recorded_at);
        event.recorded_at = recorded_at;
        if (mark) event.command = procedure::CommandMark{mark->key, mark->body, i, drafts.size()};
        for (std::size_t n = 0; n < drafts[i].sealed.size(); ++n) {
            auto const& sealed = drafts[i].sealed[n];
            auto const salt = writer.entropy.salt();
            auto bytes = payload_of(writer.codec, sealed);
            auto const digest = writer.hasher.digest({"juece/seal/1"sv, "\0"sv, bytes_of(salt), bytes});
            event.sealed.push_back({sealed.role, sealed.seal, digest});
            written.item.payloads.push_back({i, n, sealed.seal, salt, std::move(bytes)});
        }
        auto leaf = writer.codec.encode({writer.log, stream, written.end.hash, writer.rehearsal}, event);
        written.end.hash = writer.hasher.digest({"\0"sv, leaf});
        for (auto const& document : event.documents)
            written.item.documents.push_back(document.digest);
        written.item.leaves.push_back(
            {event.id, std::string{ports::type_prefix} + event.type, recorded_at, std::move(leaf), written.end.hash}
        );
        written.events.push_back(std::move(event));
    }
    written.end.recorded_at = recorded_at;
    return written;
}

std::string decision_stream(DecisionId id) { return "decision/" + id.text(); }
std::string attempts_stream(DecisionId id) { return "attempts/" + id.text(); }

}  // namespace juece::service
