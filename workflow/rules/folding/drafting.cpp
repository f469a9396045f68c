// What the events of drafting and consultation say of an item (S03).
#include "workflow/rules/folding.hpp"

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Trigger;

// A later request asks more units, or the same again; an answer to the earlier text is then none to the new one.
void ask(Facts& facts, Event const& event) {
    auto const* member = event.data.find("units");
    auto const* units = member != nullptr ? member->list() : nullptr;
    if (units == nullptr) return;
    auto consultation = facts.consultation ? facts.consultation->value : Consultation{};
    for (auto const& item : *units) {
        auto const* code = item.string();
        auto const unit = code != nullptr ? OrganCode::parse(*code) : std::nullopt;
        if (!unit) continue;
        if (std::ranges::find(consultation.asked, *unit) == consultation.asked.end())
            consultation.asked.push_back(*unit);
        consultation.answers.erase(*unit);
    }
    set(facts.consultation, std::move(consultation), event);
}

void answer(Facts& facts, Event const& event) {
    auto const unit = OrganCode::parse(event.data.text("unit"));
    if (!unit || !facts.consultation) return;
    auto consultation = facts.consultation->value;
    consultation.answers[*unit] = event.data.text("answer");
    set(facts.consultation, std::move(consultation), event);
}

}  // namespace

bool fold_drafting(Facts& facts, Event const& event, Trigger on) {
    switch (on) {
        case Trigger::drafting_completed:
        case Trigger::drafting_revised:
            set_digest(facts.draft, "draft", event);
            set_doer(facts.drafter, event);
            return true;
        case Trigger::drafting_consultation_requested:
            ask(facts, event);
            return true;
        case Trigger::drafting_consultation_answered:
            answer(facts, event);
            return true;
        case Trigger::procedure_terminated:
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
