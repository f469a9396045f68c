// Proposal, initiation and drafting, as lawful acts of one item.
#include "tests/support/acts/opening.hpp"

namespace juece::testing {

using procedure::Role;
using procedure::Trigger;

Act propose() {
    return make_act(
        "propose",
        Role::department,
        "2023-10-11",
        {{"title", "修订突发地质灾害应急预案"},
         {"category", "public_policy"},
         {"proposer_kind", "department"},
         {"problem", "现行预案与上位预案不一致"},
         {"grounds", "上位预案已经修订"},
         {"solution", "修订预案"},
         {"necessity", "机构职责已经调整"},
         {"feasibility", "部门意见一致"}}
    );
}

Act assign_study() { return make_act("assign_study", Role::office, "2023-10-11", {{"unit", handling_organ().text()}}); }

Act report_study() { return make_act("report_study", Role::department, "2023-10-11", {{"conclusion", "start"}}); }

Act return_proposal() {
    return make_act("return_proposal", Role::office, "2023-10-11", {{"reason", "可行性论证不足"}});
}

Act reject_proposal() { return make_act("reject_proposal", Role::organ, "2023-10-11", {{"reason", "条件尚不具备"}}); }

Act start_procedure() {
    return make_act(
               "start_procedure", Role::organ, "2023-10-11", {{"handlers", List{handling_organ().text()}}}
    ).attaching("decision", "启动决定");
}

Act decline_procedure() {
    return make_act(
               "decline_procedure", Role::organ, "2023-10-11", {{"reason", "无须修订"}}
    ).attaching("decision", "决定");
}

Act defer_procedure() {
    return make_act(
               "defer_procedure", Role::organ, "2023-10-11", {{"reason", "待上位预案施行"}}
    ).attaching("decision", "决定");
}

Act complete_draft() {
    return make_act("complete_draft", Role::handler, "2023-10-11", {})
        .attaching("draft", draft_text)
        .attaching("law_inventory", "法律、法规、规章和政策梳理清单")
        .attaching("cost_benefit", "成本效益分析报告");
}

Act revise_draft() {
    return make_act("revise_draft", Role::handler, "2023-11-15", {}).attaching("draft", "按公众意见修改后的草案");
}

Act request_consultation() {
    return make_act(
        "request_consultation",
        Role::handler,
        "2023-10-11",
        {{"units", List{reviewing_organ().text()}}, {"answer_by", "2023-10-20"}}
    );
}

Act answer_consultation() {
    return make_act(
               "answer_consultation",
               Role::department,
               "2023-10-11",
               {{"unit", reviewing_organ().text()}, {"answer", "agree"}}
    ).by(Role::department, reviewing_organ());
}

Act terminate_procedure() {
    return make_act(
               "terminate_procedure",
               Role::organ,
               "2023-11-15",
               {{"kind", "withdrawn"}, {"reason", "上位预案将再次修订"}}
    ).attaching("decision", "终止决定");
}

std::optional<Act> complete_opening(Trigger trigger, Timestamp when) {
    switch (trigger) {
        case Trigger::proposal_submitted:
            return propose().at(when);
        case Trigger::proposal_assigned:
            return assign_study().at(when);
        case Trigger::proposal_studied:
            return report_study().at(when);
        case Trigger::proposal_returned:
            return return_proposal().at(when);
        case Trigger::proposal_rejected:
            return reject_proposal().at(when);
        case Trigger::initiation_started:
            return start_procedure().at(when);
        case Trigger::initiation_declined:
            return decline_procedure().at(when);
        case Trigger::initiation_deferred:
            return defer_procedure().at(when);
        case Trigger::drafting_completed:
            return complete_draft().at(when);
        case Trigger::drafting_revised:
            return revise_draft().at(when);
        case Trigger::drafting_consultation_requested:
            return request_consultation().at(when).with("answer_by", text(beijing_day(when) + CalendarDays{9}));
        case Trigger::drafting_consultation_answered:
            return answer_consultation().at(when);
        case Trigger::procedure_terminated:
            return terminate_procedure().at(when);
        default:
            return std::nullopt;
    }
}

}  // namespace juece::testing
