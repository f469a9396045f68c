// menu: what may be done next, what not yet and why, and by when.
#include <algorithm>

#include "workflow/dossier/performer.hpp"
#include "workflow/dossier/rows.hpp"
#include "workflow/procedure/judging.hpp"

namespace juece::dossier {
namespace {

using procedure::Region;
using procedure::RowView;
using procedure::State;
using procedure::Trigger;
using rules::Judgement;

std::optional<Day> earliest_of(Refusals const& refusals) {
    std::optional<Day> earliest;
    for (auto const& refusal : refusals) {
        // Every refusal must fall away, so the latest of the days counts.
        auto const day = parse_day(refusal.missing.text("earliest"));
        if (day && (!earliest || *earliest < *day)) earliest = day;
    }
    return earliest;
}

bool asks(RowView const& row, std::string_view rule) {
    return std::ranges::any_of(row.clauses, [&](auto const& clause) { return clause.rule->id == rule; });
}

// The last of n working days after a day; nothing if a year has no notice.
std::optional<Deadline> working_days_after(
    Judgement const& judged, Day start, calendar::WorkingDays n, std::string_view rule
) {
    auto const count = judged.calendar.add(start, n);
    return count ? std::optional{Deadline{count.assume_value().end, rule}} : std::nullopt;
}

// 代录: the oldest one that waits to be confirmed.
std::optional<Deadline> confirmation_deadline(Judgement const& judged) {
    for (auto const& entry : judged.facts.entries) {
        if (entry.awaits_confirmation)
            return working_days_after(judged, beijing_day(entry.recorded_at), judged.profile.confirmation_days, "D05");
    }
    return std::nullopt;
}

std::optional<Deadline> deadline_of(RowView const& row, Judgement const& judged) {
    auto const& facts = judged.facts;
    auto const& profile = judged.profile;
    if (row.on == Trigger::entry_confirmed) return confirmation_deadline(judged);
    if (auto const* sent = judged.known(facts.materials_complete);
        sent != nullptr && profile.review_days_max && asks(row, "R52"))
        return working_days_after(judged, *sent, *profile.review_days_max, "R52");
    if (auto const* dated = judged.known(facts.decision_dated); dated != nullptr && asks(row, "R66"))
        return working_days_after(judged, *dated, profile.publication_days_max, "R66");
    if (auto const* plan = judged.known(facts.hearing); plan != nullptr && row.on == Trigger::hearing_delivered)
        return Deadline{plan->held_on - profile.hearing_days_min, "R27"};
    return std::nullopt;
}

std::optional<Day> until_of(RowView const& row, Judgement const& judged) {
    if (row.region == Region::public_comment && row.from == State::open) {
        auto const* period = judged.known(judged.facts.comment_period);
        if (period != nullptr) return period->last_day;
    }
    return std::nullopt;
}

Option option_of(RowView const& row, procedure::Statute const& statute, bool has_performer, Judgement const& judged) {
    Option option;
    option.spec = procedure::command_of(row.on);
    option.row = row;
    if (has_performer) option.standing = refusals_of_performer(statute, row, judged);
    option.may_act = option.standing.empty();
    auto verdict = procedure::judge(row.clauses, judged, procedure::Asked::standing_rules);
    std::ranges::move(verdict.refusals, std::back_inserter(option.standing));
    option.not_before = earliest_of(option.standing);
    option.until = until_of(row, judged);
    option.deadline = deadline_of(row, judged);
    return option;
}

// Confirming and rechecking are offered only while something waits for them.
bool has_nothing_to_do(Option const& option) {
    bool const is_answer = option.row.on == Trigger::entry_confirmed || option.row.on == Trigger::entry_reviewed;
    return is_answer && !option.standing.empty();
}

}  // namespace

std::vector<Option> menu(
    Dossier const& dossier, std::optional<rules::Performer> const& performer, Context const& context
) {
    static Object const no_data;
    rules::Performer const nobody;
    Judgement const judged{
        dossier.facts,
        context.profile,
        context.calendar,
        performer ? *performer : nobody,
        context.now,
        no_data,
        {},
        {}};
    auto const& statute = dossier.machine.statute();
    std::vector<Option> options;
    for (auto const* row : rows_from_here(dossier))
        options.push_back(option_of(*row, statute, performer.has_value(), judged));
    if (dossier.version == 0) return options;  // there is no item yet that an act of record could speak of
    for (auto const& row : statute.acts) {
        if (!row.is_asked_for()) continue;
        auto option = option_of(row, statute, performer.has_value(), judged);
        if (option.may_act && !has_nothing_to_do(option)) options.push_back(std::move(option));
    }
    return options;
}

}  // namespace juece::dossier
