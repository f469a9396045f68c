// S08, S09: what was sent for review, when it was complete, and what the reviews found.
#include "workflow/rules/folding.hpp"

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Trigger;

// The text that an opinion is about: the item's latest draft when the opinion was given.
void set_review(Facts& facts, std::string_view verdict, Event const& event) {
    auto const draft = facts.draft ? facts.draft->value : Digest{};
    set(facts.review, Review{std::string{verdict}, draft, false}, event);
    set_doer(facts.reviewer, event);
}

// The changed text is now the item's draft, and the reviewer has seen it.
void accept_changes(Facts& facts, Event const& event) {
    set_digest(facts.draft, "draft", event);
    auto review = facts.review ? facts.review->value : Review{};
    if (facts.draft) review.draft = facts.draft->value;
    review.changes_accepted = true;
    set(facts.review, std::move(review), event);
}

}  // namespace

bool fold_legality(Facts& facts, Event const& event, Trigger on) {
    switch (on) {
        case Trigger::legality_initial_passed:
            set_doer(facts.initial_reviewer, event);
            if (facts.draft) set(facts.cleared_draft, facts.draft->value, event);
            return true;
        case Trigger::legality_review_submitted:
        case Trigger::legality_review_supplemented:
            set(facts.materials_complete, beijing_day(event.occurred_at), event);
            return true;
        case Trigger::legality_review_passed:
            set_review(facts, "legal", event);
            return true;
        case Trigger::legality_review_passed_with_changes:
            set_review(facts, "legal_after_changes", event);
            return true;
        case Trigger::legality_review_changes_adopted:
            accept_changes(facts, event);
            return true;
        case Trigger::legality_review_exploratory:
            set_review(facts, "exploratory", event);
            return true;
        case Trigger::legality_review_failed:
            set_review(facts, "illegal", event);
            return true;
        case Trigger::legality_initial_voided:
            facts.initial_reviewer.reset();
            facts.cleared_draft.reset();
            return true;
        case Trigger::legality_review_voided:
            facts.materials_complete.reset();
            facts.review.reset();
            facts.reviewer.reset();
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
