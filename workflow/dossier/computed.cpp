// Asks each chapter for what it computes.
#include "workflow/dossier/computed.hpp"

#include "workflow/rules/deliberation.hpp"
#include "workflow/rules/participation.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::dossier {

using procedure::Trigger;

void add_computed(Trigger on, rules::Judgement const& judged, Object& data) {
    switch (on) {
        case Trigger::public_comment_opened:
        case Trigger::public_comment_extended:
            return rules::add_computed_comment_period(judged, data);
        case Trigger::public_comment_opinion_received:
            return rules::add_computed_opinion(judged, data);
        case Trigger::deliberation_recorded:
            return rules::add_computed_meeting(judged, data);
        case Trigger::public_comment_waived:
        case Trigger::hearing_waived:
        case Trigger::expert_review_waived:
        case Trigger::risk_assessment_waived:
        case Trigger::fair_competition_waived:
        case Trigger::npc_waived:
            return rules::add_computed_waiver(on, judged, data);
        case Trigger::fact_set:
            data.set("decided_by", judged.performer.actor.organ.text());
            return;
        default:
            return;
    }
}

}  // namespace juece::dossier
