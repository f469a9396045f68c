// What a rule asks of an act: its documents, its reasons, its performer; and of the facts: switches and stages.
#include "workflow/rules/judgement.hpp"

#include <algorithm>

namespace juece::rules {
namespace {

std::optional<Outcome> outcome_of(Judgement const& judged, procedure::Region stage) {
    auto const* outcome = judged.known(judged.facts.stage(stage));
    return outcome != nullptr ? std::optional{*outcome} : std::nullopt;
}

}  // namespace

std::optional<bool> Judgement::holds(Switch of) const {
    auto const* value = known(facts.is(of));
    return value != nullptr ? std::optional{*value} : std::nullopt;
}

bool Judgement::is_finished(procedure::Region stage) const { return outcome_of(*this, stage) == Outcome::finished; }

bool Judgement::is_waived(procedure::Region stage) const { return outcome_of(*this, stage) == Outcome::waived; }

procedure::Document const* Judgement::document(std::string_view role) const {
    auto const found = std::ranges::find(documents, role, &procedure::Document::role);
    return found != documents.end() ? &*found : nullptr;
}

bool Judgement::has_document(std::string_view role) const { return document(role) != nullptr; }

bool Judgement::has_reason(std::string_view rule) const {
    return std::ranges::find(reasons, rule, &Reason::rule) != reasons.end();
}

namespace {

// Whether the procedure had been started by then, even if that entry is annulled: 承办单位 are named at the start.
bool was_started(Judgement const& judged) {
    return std::ranges::any_of(judged.facts.entries, [&](Entry const& entry) {
        return entry.what == procedure::Trigger::initiation_started && entry.occurred_at <= judged.occurred_at;
    });
}

}  // namespace

bool acts_as(std::span<procedure::Role const> roles, Judgement const& judged) {
    auto const bears = [&](OrganCode const& named) {
        auto const& performer = judged.performer;
        return named == performer.actor.organ ||
               std::ranges::find(performer.bears_for, named) != performer.bears_for.end();
    };
    auto const holds = [&](procedure::Role role) {
        if (std::ranges::find(judged.performer.roles, role) == judged.performer.roles.end()) return false;
        if (role != procedure::Role::handler) return true;
        // D713 11: from the start of the procedure on, only the organs named then are 决策承办单位 of this item.
        auto const* named = judged.known(judged.facts.handlers);
        return named != nullptr ? std::ranges::any_of(*named, bears) : !was_started(judged);
    };
    return std::ranges::any_of(roles, holds);
}

}  // namespace juece::rules
