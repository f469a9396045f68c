// What is missing of an act of record.
#include "workflow/rules/entry.hpp"

#include <algorithm>

namespace juece::rules {
namespace {

using procedure::Role;

Unmet absent(std::string_view what) { return Object{{"absent", List{what}}}; }

Unmet absent(Judgement const& judged, std::string_view what) {
    return Object{{"target", judged.data.number("target")}, {"absent", List{what}}};
}

// The entry that the act names, if it was there on the day of the act.
Entry const* target_of(Judgement const& judged) {
    auto const target = static_cast<std::uint64_t>(judged.data.number("target"));
    if (target == 0 || target > judged.facts.entries.size()) return nullptr;
    auto const& entry = judged.facts.entries[target - 1];
    return entry.occurred_at <= judged.occurred_at ? &entry : nullptr;
}

bool has_role(Judgement const& judged, Role role) {
    auto const& held = judged.performer.roles;
    return std::ranges::find(held, role) != held.end();
}

// A voided result, a reinstated stage: it follows from another act and goes with it.
bool is_consequence(Entry const& entry) {
    auto const what = entry.what ? code(*entry.what) : std::string_view{};
    return what.ends_with(".voided") || what.ends_with(".reinstated");
}

// Whoever typed the act: another person only if he entered it for the performer.
PersonId enterer(Judgement const& judged) {
    auto const& actor = judged.performer.actor;
    return actor.entered_by ? actor.entered_by->person : actor.person;
}

}  // namespace

Unmet NoStateSecret::unmet(Judgement const& judged) {
    if (judged.data.text("fact") != "F_SECRET") return std::nullopt;
    return Object{{"fact", "F_SECRET"}};
}

Unmet NoStateSecretByTheLawOf2010::unmet(Judgement const& judged) { return NoStateSecret::unmet(judged); }

Unmet GroundStated::unmet(Judgement const& judged) {
    List missing;
    if (!judged.data.has("ground") && !judged.data.has("ground_text")) missing.emplace_back("ground");
    bool const is_drafted = judged.known(judged.facts.draft) != nullptr;
    if (is_drafted && !judged.has_document("decision")) missing.emplace_back("decision");
    if (missing.empty()) return std::nullopt;
    return Object{{"absent", std::move(missing)}};
}

Unmet DecidedByOrganAfterDrafting::unmet(Judgement const& judged) {
    // Without a performer, as the menu may ask, there is nobody to refuse.
    if (judged.performer.roles.empty() || has_role(judged, Role::organ)) return std::nullopt;
    if (judged.known(judged.facts.draft) == nullptr) return std::nullopt;
    return absent("organ");
}

Unmet ConfirmationAwaited::unmet(Judgement const& judged) {
    auto const& entries = judged.facts.entries;
    if (std::ranges::any_of(entries, &Entry::awaits_confirmation)) return std::nullopt;
    return absent("entry_to_confirm");
}

Unmet EntryAwaitsConfirmation::unmet(Judgement const& judged) {
    auto const* entry = target_of(judged);
    if (entry == nullptr || !entry->awaits_confirmation) return absent(judged, "entry_to_confirm");
    if (judged.has_document("evidence_signed")) return std::nullopt;
    auto const& actor = judged.performer.actor;
    bool const in_person = actor.person == entry->performer && actor.person != entry->entered_by && !actor.entered_by;
    return in_person ? std::nullopt : absent(judged, "performer_himself");
}

Unmet EntryExists::unmet(Judgement const& judged) {
    auto const* entry = target_of(judged);
    if (entry == nullptr || !entry->what) return absent(judged, "earlier_entry");
    if (entry->is_annulled) return absent(judged, "valid_entry");
    if (is_consequence(*entry)) return absent(judged, "entry_that_caused_it");
    return std::nullopt;
}

Unmet OwnEntry::unmet(Judgement const& judged) {
    auto const* entry = target_of(judged);
    // Once there is a draft only the organ changes the facts of an item (design 1), by whatever way.
    bool const is_the_organs = entry != nullptr && entry->what == procedure::Trigger::fact_set &&
                               judged.known(judged.facts.draft) != nullptr && !has_role(judged, Role::organ);
    if (is_the_organs) return Object{{"target", judged.data.number("target")}, {"organ", code(Role::organ)}};
    auto const& performer = judged.performer;
    if (entry == nullptr || entry->organ == performer.actor.organ) return std::nullopt;
    auto const& borne = performer.bears_for;
    if (std::ranges::find(borne, entry->organ) != borne.end()) return std::nullopt;
    if (has_role(judged, Role::organ) || has_role(judged, Role::office)) return std::nullopt;
    return Object{{"target", judged.data.number("target")}, {"organ", entry->organ.text()}};
}

Unmet SecondPerson::unmet(Judgement const& judged) {
    auto const second = PersonId::parse(judged.data.text("second_person"));
    if (!second) return absent("second_person");
    return *second != enterer(judged) ? std::nullopt : absent("another_second_person");
}

Unmet EvidenceAttached::unmet(Judgement const& judged) {
    if (judged.has_document("evidence") || judged.has_document("evidence_signed")) return std::nullopt;
    return absent("evidence");
}

Unmet SignedReplacesSigned::unmet(Judgement const& judged) {
    auto const* entry = target_of(judged);
    if (entry == nullptr || !entry->is_signed || judged.has_document("evidence_signed")) return std::nullopt;
    return absent(judged, "evidence_signed");
}

Unmet ReviewAwaited::unmet(Judgement const& judged) {
    if (std::ranges::any_of(judged.facts.entries, &Entry::awaits_review)) return std::nullopt;
    return absent("entry_to_review");
}

Unmet EntryAwaitsReview::unmet(Judgement const& judged) {
    auto const* entry = target_of(judged);
    if (entry != nullptr && entry->awaits_review) return std::nullopt;
    return absent(judged, "entry_to_review");
}

}  // namespace juece::rules
