// Which event sets which fact. Leaves were checked when they were written, so members are read, not checked again.
#include "workflow/rules/facts.hpp"

#include <algorithm>

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Trigger;

template <class T>
void set(Known<T>& fact, T value, Event const& event) {
    fact = Fact<T>{std::move(value), event.version, event.occurred_at};
}

void set_text(Known<std::string>& fact, std::string_view member, Event const& event) {
    if (event.data.has(member)) set(fact, std::string{event.data.text(member)}, event);
}

void set_organ(Known<OrganCode>& fact, std::string_view member, Event const& event) {
    if (auto const organ = OrganCode::parse(event.data.text(member))) set(fact, *organ, event);
}

void set_draft(Facts& facts, Event const& event) {
    auto const draft = std::ranges::find(event.documents, "draft", &procedure::Document::role);
    if (draft != event.documents.end()) set(facts.draft, draft->digest, event);
}

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

void set_comment_period(Facts& facts, Event const& event) {
    if (auto const last_day = parse_day(event.data.text("until"))) {
        set(facts.comment_period,
            CommentPeriod{beijing_day(event.occurred_at), *last_day, event.data.flag("shortened")},
            event);
    }
}

}  // namespace

void fold(Facts& facts, Event const& event) {
    if (!event.step) return;
    switch (event.step->trigger) {
        case Trigger::proposal_submitted:
            set_text(facts.category, "category", event);
            set_text(facts.proposer_kind, "proposer_kind", event);
            return;
        case Trigger::proposal_assigned:
            set_organ(facts.study_unit, "unit", event);
            return;
        case Trigger::proposal_studied:
            set(facts.studied, true, event);
            return;
        case Trigger::initiation_started:
            set_handlers(facts, event);
            return;
        case Trigger::drafting_completed:
        case Trigger::drafting_finalised:
            set_draft(facts, event);
            return;
        case Trigger::public_comment_opened:
            set_comment_period(facts, event);
            return;
        case Trigger::public_comment_reported:
            // D713 14(2) asks for one method at least; the first that is complete is kept.
            if (!facts.participation) set(facts.participation, std::string{"public_comment"}, event);
            return;
        case Trigger::public_comment_waived:
            set_text(facts.not_public, "ground", event);
            return;
        case Trigger::proposal_rejected:
        case Trigger::initiation_declined:
        case Trigger::initiation_deferred:
        case Trigger::public_comment_closed:
            return;
    }
}

}  // namespace juece::rules
