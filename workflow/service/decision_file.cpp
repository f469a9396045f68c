// Folding a decision's streams, leaf by leaf.
#include "workflow/service/decision_file.hpp"

#include "workflow/procedure/statute.hpp"
#include "workflow/service/stream_reading.hpp"

namespace juece::service {

using procedure::Trigger;

void fold(DecisionFile& file, procedure::Event const& event, Digest const& leaf_hash) {
    if (event.version == 1 && event.basis.statute) {
        file.statute = event.basis.statute;
        auto const* statute = procedure::find_statute(event.basis.statute->id);
        if (statute == nullptr) throw procedure::CorruptHistory{1, "unknown statute " + event.basis.statute->id};
        if (statute != &file.dossier.machine.statute()) file.dossier = dossier::Dossier{*statute};
    }
    dossier::evolve(file.dossier, event);
    if (event.step && event.step->trigger == Trigger::initiation_started) {
        file.statute = event.basis.statute;
        file.profile = event.basis.profile;
    }
    file.end = {event.version, leaf_hash, event.recorded_at};
}

void take(DecisionFile& file, procedure::Event const& event, Digest const& leaf_hash) {
    fold(file, event, leaf_hash);
    remember(file.obeyed, event);
}

bool corrects(procedure::Event const& event) {
    auto const what = procedure::trigger_in(event);
    return what == Trigger::entry_corrected || what == Trigger::entry_annulled;
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
    restate_if_corrected(file, log, codec, name, decision);
    auto const ignore = [](procedure::Event const&, Digest const&) {};
    read_beyond(file.attempts, log, codec, name, attempts_stream(decision), ignore);
}

void restate_if_corrected(
    DecisionFile& file,
    ports::EventLog& log,
    ports::EventCodec const& codec,
    LogName const& name,
    DecisionId decision,
    Timestamp until
) {
    if (!file.dossier.facts_outdated) return;
    auto events = read_events(log, codec, name, decision, until);
    events.resize(file.end.version);  // Another node may have written meanwhile.
    dossier::restate(file.dossier, events);
}

std::vector<procedure::Event> read_events(
    ports::EventLog& log, ports::EventCodec const& codec, LogName const& name, DecisionId decision, Timestamp until
) {
    std::vector<procedure::Event> events;
    StreamEnd end;
    auto const keep = [&](procedure::Event& event, Digest const&) { events.push_back(std::move(event)); };
    read_beyond(end, log, codec, name, decision_stream(decision), keep, until);
    return events;
}

}  // namespace juece::service
