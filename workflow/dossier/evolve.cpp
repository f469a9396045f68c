// evolve: one event moves its region, sets its facts, and is counted.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/dossier/dossier.hpp"

namespace juece::dossier {

void evolve(Dossier& dossier, procedure::Event const& event) {
    if (event.version != dossier.version + 1)
        throw procedure::CorruptHistory{event.version, fmt::format("it follows version {}", dossier.version)};
    auto const on = procedure::trigger_in(event);
    if (on && !event.step && region_of(*on) != procedure::Region::none)
        throw procedure::CorruptHistory{event.version, fmt::format("{} without its step", event.type)};
    if (event.step) {
        dossier.machine.replay(event.version, *event.step);
        auto& last = dossier.last_occurred[event.step->region];
        last = std::max(last, event.occurred_at);
    }
    rules::fold(dossier.facts, event);
    if (on == procedure::Trigger::entry_corrected || on == procedure::Trigger::entry_annulled)
        dossier.facts_outdated = true;
    if (event.version == 1) dossier.opened_at = event.occurred_at;
    dossier.version = event.version;
    dossier.recorded_at = event.recorded_at;
}

}  // namespace juece::dossier
