// Facts that switch duties, the grounds of waivers, and what entries say of earlier entries.
#include <array>

#include "workflow/rules/folding.hpp"

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Trigger;

// A voided result, a reinstated stage: whoever confirms the act confirms what it brought with it.
bool follows_from_another(Event const& event) {
    auto const on = procedure::trigger_in(event);
    auto const name = on ? code(*on) : std::string_view{};
    return name.ends_with(".voided") || name.ends_with(".reinstated");
}

// The entry that an act of record speaks of; nullptr if there is none.
Entry* target_of(Facts& facts, Event const& event) {
    auto const target = static_cast<std::uint64_t>(event.data.number("target"));
    return target > 0 && target <= facts.entries.size() ? &facts.entries[target - 1] : nullptr;
}

bool bears_signature(Event const& event) {
    return std::ranges::any_of(event.documents, [](auto const& document) { return is_signed_paper(document.role); });
}

void set_switch(Facts& facts, Event const& event) {
    if (auto const of = parse_switch(event.data.text("fact"))) set(facts.is(*of), event.data.flag("value"), event);
}

// Nobody is asked about an entry that no longer counts.
void annul(Entry& entry) {
    entry.is_annulled = true;
    entry.awaits_confirmation = false;
    entry.awaits_review = false;
}

// Whether the trigger is that of the region: "hearing" and ".waived".
bool is_the(Trigger on, procedure::Region region, std::string_view what) {
    auto const name = code(on);
    auto const stage = code(region);
    return name.size() == stage.size() + what.size() && name.starts_with(stage) && name.ends_with(what);
}

}  // namespace

bool is_signed_paper(std::string_view document_role) {
    // What an organ decides, a reviewer or an expert finds (D713 19(2)), or those who were heard sign (D713 17).
    constexpr std::array<std::string_view, 13> roles{
        "decision",
        "minutes",
        "legality_opinion",
        "initial_opinion",
        "expert_opinion",
        "counsel_opinion",
        "competition_conclusion",
        "risk_decision",
        "party_answer",
        "resolution",
        "execution_order",
        "record",
        "evidence_signed"};
    return std::ranges::find(roles, document_role) != roles.end();
}

void fold_entry(Facts& facts, Event const& event) {
    if (event.version == 0) return;
    if (facts.entries.size() < event.version) facts.entries.resize(event.version);
    Entry entry;
    entry.what = procedure::trigger_in(event);
    entry.performer = event.actor.person;
    entry.organ = event.actor.organ;
    if (event.actor.entered_by) entry.entered_by = event.actor.entered_by->person;
    entry.occurred_at = event.occurred_at;
    entry.recorded_at = event.recorded_at;
    entry.is_signed = bears_signature(event);
    // A paper's role does not say whose signature it bears, so whoever acted is asked (docs/choices.md 5).
    entry.awaits_confirmation = event.actor.entered_by.has_value() && !follows_from_another(event);
    entry.is_late = event.late_entry.has_value();
    facts.entries[event.version - 1] = std::move(entry);
}

void fold_waiver(Facts& facts, Event const& event, Trigger on) {
    auto const region = procedure::region_of(on);
    if (region == procedure::Region::none) return;
    if (is_the(on, region, ".reinstated")) facts.waivers.erase(region);
    if (!is_the(on, region, ".waived")) return;
    WaiverGround ground;
    auto const* member = event.data.find("ground");
    if (auto const* stated = member != nullptr ? member->object() : nullptr) {
        ground.fact = parse_switch(stated->text("fact"));
        ground.value = stated->flag("value");
    }
    facts.waivers[region] = ground;
}

bool fold_switches(Facts& facts, Event const& event, Trigger on) {
    auto* target = target_of(facts, event);
    switch (on) {
        case Trigger::fact_set:
            set_switch(facts, event);
            return true;
        case Trigger::entry_confirmed:
            if (target != nullptr) target->awaits_confirmation = false;
            return true;
        case Trigger::entry_corrected:
            if (target != nullptr) target->is_corrected = true;
            return true;
        case Trigger::entry_annulled:
            if (target != nullptr) annul(*target);
            return true;
        case Trigger::entry_reviewed:
            if (target != nullptr) target->awaits_review = false;
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
