// Facts of fair-competition review: the result and its verdict.
#include "workflow/rules/folding.hpp"

namespace juece::rules {

using procedure::Event;
using procedure::Region;
using procedure::Trigger;

bool fold_competition(Facts& facts, Event const& event, Trigger on) {
    auto& stage = facts.stage(Region::fair_competition);
    switch (on) {
        case Trigger::fair_competition_preliminary:
            return true;
        case Trigger::fair_competition_concluded:
        case Trigger::fair_competition_self_reviewed:
            set(stage, Outcome::finished, event);
            set_text(facts.competition_verdict, "verdict", event);
            return true;
        case Trigger::fair_competition_waived:
            set(stage, Outcome::waived, event);
            return true;
        case Trigger::fair_competition_voided:
        case Trigger::fair_competition_reinstated:
            stage = std::nullopt;
            facts.competition_verdict = std::nullopt;
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
