// Folding a decision's streams, leaf by leaf, with the chain checked on the way.
#include "workflow/service/decision_file.hpp"

#include <fmt/format.h>

#include "workflow/ports/world_error.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::service {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr std::size_t page = 1'000;

// Calls `each` for every event of the stream beyond `end` and moves `end` with it.
template <class Each>
void read_beyond(
    StreamEnd& end,
    ports::EventLog& log,
    ports::EventCodec const& codec,
    LogName const& name,
    std::string const& stream,
    Each each
) {
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

}  // namespace

void take(DecisionFile& file, procedure::Event const& event, Digest const& leaf_hash) {
    if (event.version == 1 && event.basis.statute) {
        file.statute = event.basis.statute;
        auto const* statute = procedure::find_statute(event.basis.statute->id);
        if (statute == nullptr) throw procedure::CorruptHistory{1, "unknown statute " + event.basis.statute->id};
        if (statute != &file.dossier.machine.statute()) file.dossier = dossier::Dossier{*statute};
    }
    dossier::evolve(file.dossier, event);
    if (event.step && event.step->trigger == procedure::Trigger::initiation_started) {
        file.statute = event.basis.statute;
        file.profile = event.basis.profile;
    }
    if (event.command) {
        auto& obeyed = file.obeyed[event.command->key];
        if (event.command->index == 0) obeyed = {event.command->body, event.version, event.command->count};
    }
    file.end = {event.version, leaf_hash, event.recorded_at};
}

void catch_up(
    DecisionFile& file, ports::EventLog& log, ports::EventCodec const& codec, LogName const& name, DecisionId decision
) {
    auto end = file.end;
    read_beyond(
        end,
        log,
        codec,
        name,
        decision_stream(decision),
        [&](procedure::Event const& event, Digest const& hash) { take(file, event, hash); }
    );
    read_beyond(file.attempts, log, codec, name, attempts_stream(decision), [](procedure::Event const&, Digest const&) {
    });
}

}  // namespace juece::service
