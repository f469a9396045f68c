// Replay is evolve, once for each event, and restate at the end if an entry was corrected or annulled.
#include "workflow/dossier/history.hpp"

#include <algorithm>

namespace juece::dossier {

Dossier replay(procedure::Statute const& statute, std::span<procedure::Event const> events) {
    Dossier dossier{statute};
    for (auto const& event : events)
        evolve(dossier, event);
    if (dossier.facts_outdated) restate(dossier, events);
    return dossier;
}

std::span<procedure::Event const> as_of(std::span<procedure::Event const> events, Timestamp at) {
    auto const end = std::ranges::upper_bound(events, at, {}, &procedure::Event::recorded_at);
    return events.first(static_cast<std::size_t>(end - events.begin()));
}

}  // namespace juece::dossier
