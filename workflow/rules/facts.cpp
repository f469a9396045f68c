// Hands an event to the chapter whose own it is.
#include "workflow/rules/facts.hpp"

#include <algorithm>
#include <array>

#include "workflow/rules/folding.hpp"

namespace juece::rules {

using procedure::Event;

void set_text(Known<std::string>& fact, std::string_view member, Event const& event) {
    if (event.data.has(member)) set(fact, std::string{event.data.text(member)}, event);
}

void set_organ(Known<OrganCode>& fact, std::string_view member, Event const& event) {
    if (auto const organ = OrganCode::parse(event.data.text(member))) set(fact, *organ, event);
}

void set_day(Known<Day>& fact, std::string_view member, Event const& event) {
    if (auto const day = parse_day(event.data.text(member))) set(fact, *day, event);
}

void set_digest(Known<Digest>& fact, std::string_view document_role, Event const& event) {
    auto const document = std::ranges::find(event.documents, document_role, &procedure::Document::role);
    if (document != event.documents.end()) set(fact, document->digest, event);
}

void set_doer(Known<Doer>& fact, Event const& event) { set(fact, Doer{event.actor.person, event.actor.organ}, event); }

void fold(Facts& facts, Event const& event) {
    fold_entry(facts, event);
    auto const on = procedure::trigger_in(event);
    if (!on) return;
    fold_waiver(facts, event, *on);
    constexpr std::array chapters{
        fold_proposal,
        fold_drafting,
        fold_participation,
        fold_expertise,
        fold_risk,
        fold_competition,
        fold_legality,
        fold_deliberation,
        fold_reports,
        fold_publication,
        fold_switches};
    std::ranges::any_of(chapters, [&](auto const chapter) { return chapter(facts, event, *on); });
}

}  // namespace juece::rules
