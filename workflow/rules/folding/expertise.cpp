// Facts of expert review: the panel, its opinions, the result.
#include <algorithm>

#include "workflow/rules/folding.hpp"

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Region;
using procedure::Trigger;

// Who is named twice is one expert.
Panel panel_in(Event const& event) {
    Panel panel;
    auto const* member = event.data.find("experts");
    auto const* list = member != nullptr ? member->list() : nullptr;
    if (list == nullptr) return panel;
    for (auto const& row : *list) {
        auto const* expert = row.object();
        auto const person = expert != nullptr ? PersonId::parse(expert->text("person")) : std::nullopt;
        if (!person || std::ranges::find(panel.experts, *person) != panel.experts.end()) continue;
        panel.experts.push_back(*person);
        if (expert->text("kind") == "agency") panel.agencies.push_back(*person);
    }
    return panel;
}

// A void review is begun anew, with a panel and opinions of its own.
void forget(Facts& facts) {
    facts.stage(Region::expert_review) = std::nullopt;
    facts.panel = std::nullopt;
    facts.expert_opinions.clear();
}

}  // namespace

bool fold_expertise(Facts& facts, Event const& event, Trigger on) {
    switch (on) {
        case Trigger::expert_review_panel_chosen:
            set(facts.panel, panel_in(event), event);
            return true;
        case Trigger::expert_review_opinion_filed:
            if (auto const expert = PersonId::parse(event.data.text("expert")))
                facts.expert_opinions.push_back({*expert, event.version, event.occurred_at});
            return true;
        case Trigger::expert_review_concluded:
            set(facts.stage(Region::expert_review), Outcome::finished, event);
            return true;
        case Trigger::expert_review_waived:
            set(facts.stage(Region::expert_review), Outcome::waived, event);
            return true;
        case Trigger::expert_review_voided:
        case Trigger::expert_review_reinstated:
            forget(facts);
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
