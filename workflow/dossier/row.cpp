// row_of: what lists show of an item, from its dossier alone.
#include <algorithm>
#include <set>

#include "workflow/dossier/rows.hpp"
#include "workflow/procedure/judging.hpp"

namespace juece::dossier {
namespace {

using procedure::Region;
using procedure::Role;
using procedure::State;
using rules::Entry;

using RowsFromHere = std::vector<procedure::RowView const*>;

bool has_ended(RowsFromHere const& rows) {
    return std::ranges::none_of(rows, [](auto const* row) { return row->region == Region::main; });
}

bool stands_at(Dossier const& dossier, Region region, std::initializer_list<State> states) {
    if (dossier.machine.statute().chapter(region) == nullptr) return false;
    return std::ranges::find(states, dossier.machine.state(region)) != states.end();
}

// Whose turn it is, whatever the day: roles of the rows whose hard standing rules hold once every period has run out.
// Nobody's, once the main line has ended, but for what is to be rechecked.
std::set<Role> waiting_for(Dossier const& dossier, RowsFromHere const& rows) {
    std::set<Role> roles;
    if (std::ranges::any_of(dossier.facts.entries, &Entry::awaits_review)) roles = {Role::organ, Role::reviewer};
    if (has_ended(rows)) return roles;

    static rules::Profile const profile = [] {
        rules::Profile any;
        any.review_days_min = calendar::WorkingDays{0};  // no notice arranges the end of days
        return any;
    }();
    static Object const no_data;
    static rules::Performer const nobody;
    static Day const end_of_days{std::chrono::year{9999} / 1 / 1};
    static auto const calendar = calendar::Calendar{}.known_on(end_of_days);
    rules::Judgement const judged{dossier.facts, profile, calendar, nobody, start_of(end_of_days), no_data, {}, {}};
    for (auto const* row : rows) {
        // A warning passes with a reason, so it keeps nobody waiting.
        if (procedure::hard_standing_rules_hold(row->clauses, judged)) roles.insert(row->by.begin(), row->by.end());
    }
    return roles;
}

template <class Mark>
List versions_with(Dossier const& dossier, Mark mark) {
    List versions;
    auto const& entries = dossier.facts.entries;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (std::invoke(mark, entries[i])) versions.emplace_back(std::uint64_t{i + 1});
    }
    return versions;
}

void set_unless_empty(Object& row, std::string_view member, List versions) {
    if (!versions.empty()) row.set(member, std::move(versions));
}

// The nearest of the dates that the item itself names: the last day of a comment that is open, the day of a hearing
// that is to be held, the day by which the procedure is to be complete.
std::optional<Day> next_date(Dossier const& dossier, RowsFromHere const& rows) {
    if (has_ended(rows)) return std::nullopt;
    auto const& facts = dossier.facts;
    std::optional<Day> next;
    auto const add = [&](Day day) {
        if (!next || day < *next) next = day;
    };
    if (facts.comment_period && stands_at(dossier, Region::public_comment, {State::open}))
        add(facts.comment_period->value.last_day);
    if (facts.hearing && stands_at(dossier, Region::hearing, {State::announced, State::delivered}))
        add(facts.hearing->value.held_on);
    bool const is_undecided =
        !facts.decision || facts.decision->value == "deferred" || facts.decision->value == "returned";
    if (facts.complete_by && is_undecided) add(facts.complete_by->value);
    return next;
}

}  // namespace

Object row_of(DecisionId, Dossier const& dossier) {
    auto const rows = rows_from_here(dossier);
    Object states;
    for (auto const& chapter : dossier.machine.statute().chapters)
        states.set(code(chapter.region), code(dossier.machine.state(chapter.region)));
    Object row{
        {"opened_at", text(dossier.opened_at)},
        {"recorded_at", text(dossier.recorded_at)},
        {"states", std::move(states)},
        {"waiting_for", codes_of(waiting_for(dossier, rows))},
    };
    auto const& facts = dossier.facts;
    if (facts.category) row.set("category", facts.category->value);
    if (facts.comment_period) {
        auto const& period = facts.comment_period->value;
        row.set("public_comment", Object{{"opened", text(period.opened)}, {"last_day", text(period.last_day)}});
    }
    if (facts.handlers) {
        List named;
        for (auto const& organ : facts.handlers->value)
            named.emplace_back(organ.text());
        row.set("handlers", std::move(named));
    }
    if (facts.hearing) row.set("hearing", Object{{"held_on", text(facts.hearing->value.held_on)}});
    set_unless_empty(row, "awaiting_confirmation", versions_with(dossier, &Entry::awaits_confirmation));
    set_unless_empty(row, "awaiting_review", versions_with(dossier, &Entry::awaits_review));
    set_unless_empty(row, "late_entries", versions_with(dossier, &Entry::is_late));
    if (auto const day = next_date(dossier, rows)) row.set("next_date", text(*day));
    return row;
}

}  // namespace juece::dossier
