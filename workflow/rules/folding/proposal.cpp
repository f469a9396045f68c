// What the events of proposal and initiation say of an item (S01, S02).
#include "workflow/rules/folding.hpp"

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Trigger;

void set_handlers(Facts& facts, Event const& event) {
    auto const* member = event.data.find("handlers");
    auto const* list = member != nullptr ? member->list() : nullptr;
    if (list != nullptr) {
        std::vector<OrganCode> handlers;
        for (auto const& item : *list) {
            auto const* code = item.string();
            if (auto const organ = code != nullptr ? OrganCode::parse(*code) : std::nullopt) handlers.push_back(*organ);
        }
        set(facts.handlers, std::move(handlers), event);
    }
    set_organ(facts.lead, "lead", event);
}

}  // namespace

bool fold_proposal(Facts& facts, Event const& event, Trigger on) {
    switch (on) {
        case Trigger::proposal_submitted:
            set_text(facts.category, "category", event);
            set_text(facts.proposer_kind, "proposer_kind", event);
            return true;
        case Trigger::proposal_assigned:
            set_organ(facts.study_unit, "unit", event);
            return true;
        case Trigger::proposal_studied:
            set(facts.studied, true, event);
            return true;
        case Trigger::proposal_returned:
            // 退回补充论证: what was studied is studied again.
            facts.studied.reset();
            set_organ(facts.study_unit, "unit", event);
            return true;
        case Trigger::initiation_started:
            set_handlers(facts, event);
            set_day(facts.complete_by, "complete_by", event);
            return true;
        case Trigger::proposal_rejected:
        case Trigger::initiation_declined:
        case Trigger::initiation_deferred:
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
