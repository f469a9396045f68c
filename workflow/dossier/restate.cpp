// restate: after a correction or an annulment, the facts as they are now known, and the later acts that were built on
// what has changed (待复核).
#include <algorithm>
#include <set>

#include "workflow/dossier/correction.hpp"
#include "workflow/procedure/judging.hpp"

namespace juece::dossier {
namespace {

using procedure::Event;
using procedure::RowView;
using procedure::Trigger;

using Versions = std::set<std::uint64_t>;

RowView const* row_of(procedure::Statute const& statute, Event const& event) {
    auto const on = procedure::trigger_in(event);
    if (!on) return nullptr;
    return event.step ? statute.row(event.step->from, *on) : statute.act(*on);
}

struct Asked {
    Versions read;                  // the events whose facts the rules looked at
    std::set<std::string> unmet{};  // rules
};

// Asks an event's rules once more. What the profile and the calendar of the day said does not matter here: the facts
// that a rule reads do not depend on them.
Asked ask(RowView const& row, Event const& event, rules::Facts const& facts) {
    rules::Profile const profile;
    auto const calendar = calendar::Calendar{}.known_on(beijing_day(event.occurred_at));
    rules::Performer performer;
    performer.actor = event.actor;
    performer.roles.assign(row.by.begin(), row.by.end());
    std::vector<rules::Reason> reasons;
    for (auto const& passed : event.basis.overrides)
        reasons.push_back({passed.rule, {}});
    auto const data = data_of(event);

    Asked asked;
    rules::Judgement const judged{
        facts, profile, calendar, performer, event.occurred_at, data, event.documents, reasons, &asked.read};
    acts_as(row.by, judged);
    for (auto const& refusal : procedure::judge(row.clauses, judged).refusals)
        asked.unmet.insert(refusal.rule);
    return asked;
}

bool is_corrective(std::optional<Trigger> on) {
    return on == Trigger::entry_corrected || on == Trigger::entry_annulled;
}

// Which earlier events each event was built on, by version − 1, from the facts as they stood when it was judged.
std::vector<Versions> foundations(procedure::Statute const& statute, std::span<Event const> events) {
    std::vector<Versions> all;
    rules::Facts facts;
    std::uint64_t cause = 0;
    for (auto const& event : events) {
        auto const* row = row_of(statute, event);
        if (row != nullptr && row->is_asked_for()) {
            all.push_back(ask(*row, event, facts).read);
            cause = event.version;
        } else {
            all.push_back(row != nullptr ? Versions{cause} : Versions{});  // a consequence was built on its cause
        }
        if (is_corrective(procedure::trigger_in(event))) {
            facts = refolded(events.first(all.size()));
        } else {
            rules::fold(facts, event);
        }
    }
    return all;
}

// Whether the event, entered as it is corrected, meets all rules that it met as it was entered.
bool still_holds(procedure::Statute const& statute, std::span<Event const> events, Event const& event) {
    auto const* row = row_of(statute, event);
    if (row == nullptr) return true;
    auto const before = refolded(events.first(event.version - 1));
    auto const counts = effective(events);
    auto const as_corrected = amended(event, counts.corrections.at(event.version), before);
    auto const was = ask(*row, event, before).unmet;
    auto const is = ask(*row, as_corrected, before).unmet;
    return std::ranges::includes(was, is);
}

// Whether somebody has rechecked the version since `after`.
bool is_rechecked(std::span<Event const> events, Effective const& counts, std::uint64_t version, std::uint64_t after) {
    return std::ranges::any_of(events.subspan(after), [&](Event const& event) {
        return procedure::trigger_in(event) == Trigger::entry_reviewed && !counts.is_annulled(event.version) &&
               event.data.number("target") == static_cast<std::int64_t>(version);
    });
}

}  // namespace

void restate(Dossier& dossier, std::span<Event const> events) {
    auto const& statute = dossier.machine.statute();
    auto const counts = effective(events);
    auto const built_on = foundations(statute, events);
    dossier.facts = refolded(events);
    auto const mark = [&](std::uint64_t version, std::uint64_t since) {
        if (!counts.is_annulled(version) && !is_rechecked(events, counts, version, since))
            dossier.facts.entries[version - 1].awaits_review = true;
    };
    for (auto const& event : events) {
        auto const on = procedure::trigger_in(event);
        if (!is_corrective(on) || counts.is_annulled(event.version)) continue;
        auto const target = static_cast<std::uint64_t>(event.data.number("target"));
        if (target == 0 || target >= event.version) continue;
        for (auto later = target + 1; later < event.version; ++later) {
            if (built_on[later - 1].contains(target)) mark(later, event.version);
        }
        bool const is_corrected = on == Trigger::entry_corrected && !counts.is_annulled(target);
        if (is_corrected && !still_holds(statute, events, events[target - 1])) mark(target, event.version);
    }
    dossier.facts_outdated = false;
}

}  // namespace juece::dossier
