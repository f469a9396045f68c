// Facts of the reports to Party and congress.
//
// A new submission withdraws the answer to the last one: the decision is issued on the answer to what was asked last.
#include "workflow/rules/folding.hpp"

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Region;
using procedure::Trigger;

bool fold_npc(Facts& facts, Event const& event, Trigger on) {
    auto& stage = facts.stage(Region::npc);
    switch (on) {
        case Trigger::npc_resolved:
            // A resolution against it ends the way to issue until another bill is resolved.
            if (event.data.text("outcome") != "resolved_against") set(stage, Outcome::finished, event);
            return true;
        case Trigger::npc_waived:
            set(stage, Outcome::waived, event);
            return true;
        case Trigger::npc_submitted:
        case Trigger::npc_reinstated:
            stage = std::nullopt;
            return true;
        default:
            return false;
    }
}

}  // namespace

bool fold_reports(Facts& facts, Event const& event, Trigger on) {
    auto& stage = facts.stage(Region::party_report);
    switch (on) {
        case Trigger::party_report_submitted:
            stage = std::nullopt;
            facts.party_answer = std::nullopt;
            return true;
        case Trigger::party_report_answered:
            set(stage, Outcome::finished, event);
            set_text(facts.party_answer, "answer", event);
            return true;
        default:
            return fold_npc(facts, event, on);
    }
}

}  // namespace juece::rules
