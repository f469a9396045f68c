// restate: after a correction or an annulment, the facts as they are now known, and the later acts that were built on
// what has changed (待复核).
#include <algorithm>
#include <map>
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
    static rules::Profile const profile;
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

// An effective correction or annulment, and the earlier event that it speaks of.
struct Corrective {
    std::uint64_t version = 0;
    std::uint64_t target = 0;
    bool corrects = false;  // and the target still counts
};

std::vector<Corrective> effective_correctives(std::span<Event const> events, Effective const& counts) {
    std::vector<Corrective> found;
    for (auto const& event : events) {
        auto const on = procedure::trigger_in(event);
        if (!is_corrective(on) || counts.is_annulled(event.version)) continue;
        auto const target = static_cast<std::uint64_t>(event.data.number("target"));
        if (target == 0 || target >= event.version) continue;
        found.push_back({event.version, target, on == Trigger::entry_corrected && !counts.is_annulled(target)});
    }
    return found;
}

// The facts as they stood when an event was judged: a correction counts from when it was made.
class FactsThen {
public:
    explicit FactsThen(std::span<Event const> events) : events_{events} {}

    // Requires: versions that do not decrease.
    rules::Facts const& before(std::uint64_t version) {
        auto const end = version - 1;
        for (auto last = end; last > folded_; --last) {
            if (!is_corrective(procedure::trigger_in(events_[last - 1]))) continue;
            facts_ = refolded(events_.first(last));
            folded_ = last;
        }
        for (; folded_ < end; ++folded_)
            rules::fold(facts_, events_[folded_]);
        return facts_;
    }

private:
    std::span<Event const> events_;
    std::uint64_t folded_ = 0;  // events
    rules::Facts facts_;
};

// What has to be asked once more: between an entry and its correction lie the acts that may have been built on it.
class Recheck {
public:
    Recheck(
        procedure::Statute const& statute,
        std::span<Event const> events,
        Effective const& counts,
        std::span<Corrective const> correctives
    )
        : statute_{statute}, events_{events} {
        std::vector<int> begins_less_ends(events.size() + 2);
        for (auto const& corrective : correctives) {
            ++begins_less_ends[corrective.target + 1];
            --begins_less_ends[corrective.version];
            built_on_[corrective.target];
            if (corrective.corrects) corrected_.insert(corrective.target);
        }
        FactsThen then{events};
        int open = 0;
        for (auto const& event : events) {
            open += begins_less_ends[event.version];
            if (open > 0) find_foundations(event, then);
            if (corrected_.contains(event.version) &&
                !still_holds(event, counts.corrections.at(event.version), then.before(event.version)))
                fallen_.insert(event.version);
        }
    }

    // The versions, in order, of the acts whose rules read a fact of that entry, and of what followed from them.
    // Requires: the target of a corrective.
    std::vector<std::uint64_t> const& built_on(std::uint64_t target) const { return built_on_.at(target); }
    // Whether the entry, as it is corrected, no longer meets a rule that it met as it was entered.
    bool has_fallen(std::uint64_t target) const { return fallen_.contains(target); }

private:
    void find_foundations(Event const& event, FactsThen& then) {
        auto const* row = row_of(statute_, event);
        if (row == nullptr) return;
        auto const read =
            row->is_asked_for() ? ask(*row, event, then.before(event.version)).read : Versions{cause_of(event.version)};
        for (auto const version : read) {
            if (auto const at = built_on_.find(version); at != built_on_.end()) at->second.push_back(event.version);
        }
    }

    // A consequence follows from the last act that somebody asked for.
    std::uint64_t cause_of(std::uint64_t version) const {
        while (--version > 0) {
            auto const* row = row_of(statute_, events_[version - 1]);
            if (row != nullptr && row->is_asked_for()) break;
        }
        return version;
    }

    bool still_holds(Event const& event, std::vector<Event const*> const& corrections, rules::Facts const& before)
        const {
        auto const* row = row_of(statute_, event);
        if (row == nullptr) return true;
        auto const was = ask(*row, event, before).unmet;
        auto const is = ask(*row, amended(event, corrections, before), before).unmet;
        return std::ranges::includes(was, is);
    }

    procedure::Statute const& statute_;
    std::span<Event const> events_;
    std::map<std::uint64_t, std::vector<std::uint64_t>> built_on_;
    Versions corrected_;
    Versions fallen_;
};

// When each entry was rechecked last.
std::map<std::uint64_t, std::uint64_t> last_rechecks(std::span<Event const> events, Effective const& counts) {
    std::map<std::uint64_t, std::uint64_t> last;
    for (auto const& event : events) {
        if (procedure::trigger_in(event) == Trigger::entry_reviewed && !counts.is_annulled(event.version))
            last[static_cast<std::uint64_t>(event.data.number("target"))] = event.version;
    }
    return last;
}

}  // namespace

void restate(Dossier& dossier, std::span<Event const> events) {
    auto const counts = effective(events);
    auto const correctives = effective_correctives(events, counts);
    Recheck const recheck{dossier.machine.statute(), events, counts, correctives};
    auto const rechecked = last_rechecks(events, counts);
    dossier.facts = refolded(events);
    auto const mark = [&](std::uint64_t version, std::uint64_t since) {
        auto const last = rechecked.find(version);
        bool const is_rechecked = last != rechecked.end() && last->second > since;
        if (!counts.is_annulled(version) && !is_rechecked) dossier.facts.entries[version - 1].awaits_review = true;
    };
    for (auto const& corrective : correctives) {
        for (auto const later : recheck.built_on(corrective.target)) {
            if (later < corrective.version) mark(later, corrective.version);
        }
        if (corrective.corrects && recheck.has_fallen(corrective.target)) mark(corrective.target, corrective.version);
    }
    dossier.facts_outdated = false;
}

}  // namespace juece::dossier
