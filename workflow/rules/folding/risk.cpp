// Facts of risk assessment: the result, and whether the organ holds the risk controllable.
#include "workflow/rules/folding.hpp"

namespace juece::rules {

using procedure::Event;
using procedure::Region;
using procedure::Trigger;

bool fold_risk(Facts& facts, Event const& event, Trigger on) {
    auto& stage = facts.stage(Region::risk_assessment);
    switch (on) {
        case Trigger::risk_assessment_commissioned:
            return true;
        case Trigger::risk_assessment_reported:
        case Trigger::risk_assessment_reused:
            set(stage, Outcome::finished, event);
            return true;
        case Trigger::risk_assessment_judged:
            if (auto const outcome = event.data.text("outcome"); !outcome.empty())
                set(facts.risk_controllable, outcome == "controllable", event);
            return true;
        case Trigger::risk_assessment_measures_taken:
            set(facts.risk_controllable, true, event);
            return true;
        case Trigger::risk_assessment_waived:
            set(stage, Outcome::waived, event);
            return true;
        case Trigger::risk_assessment_voided:
        case Trigger::risk_assessment_reinstated:
            stage = std::nullopt;
            facts.risk_controllable = std::nullopt;
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
