// The lawful acts of S05–S07, S11 and S12.
//
// The item of these acts runs in 2023, when the policy maker reviewed its own measure; the acts of the regulation
// (公平竞争审查条例) stand in the autumn of 2024.
#include "tests/support/acts/expertise.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using procedure::Trigger;

PersonId expert(std::uint8_t place) {
    // The first of the panel is the one who acts as expert.
    return place == 1 ? performer(Role::expert).actor.person : person(static_cast<std::uint8_t>(100 + place));
}

Object member(std::uint8_t place, std::string_view kind) {
    return {{"person", expert(place).text()}, {"kind", kind}, {"no_interest", true}, {"from_pool", true}};
}

Object fact_is_not(std::string_view fact) { return {{"fact", fact}, {"value", false}}; }

Act waive(std::string_view command, Role role, std::string_view fact) {
    return make_act(command, role, "2023-11-20", {{"ground", fact_is_not(fact)}, {"reason", "经研究不属于此类情形"}});
}

}  // namespace

Act choose_panel() {
    return make_act(
               "choose_panel",
               Role::handler,
               "2023-11-20",
               {{"experts", List{member(1, "expert"), member(2, "expert"), member(3, "agency")}},
                {"form", "panel_meeting"},
                {"dissent_included", true}}
    )
        .attaching("declarations", "无利害关系承诺书")
        .attaching("selection_record", "专家遴选记录");
}

Act file_expert_opinion() {
    return make_act(
               "file_expert_opinion",
               Role::expert,
               "2023-11-24",
               {{"expert", expert(1).text()}, {"signature", "signed"}, {"view", "supported"}}
    ).attaching("expert_opinion", "专家论证意见书");
}

Act conclude_expert_review() {
    return make_act(
               "conclude_expert_review",
               Role::handler,
               "2023-11-27",
               {{"conclusion", "supported_with_changes"}, {"adopted", 3}, {"not_adopted", 1}}
    )
        .attaching("expert_report", "专家论证报告")
        .attaching("expert_adoption", "专家论证意见采纳情况说明");
}

Act waive_expert_review() { return waive("waive_expert_review", Role::handler, "F_TECH"); }

Act commission_risk_assessment() {
    return make_act(
               "commission_risk_assessment",
               Role::handler,
               "2023-11-20",
               {{"assessor", other_organ().text()}, {"dimensions_due", List{"social_stability", "public_safety"}}}
    ).attaching("assessment_plan", "风险评估方案");
}

Act report_risk_assessment() {
    return make_act(
               "report_risk_assessment",
               Role::risk_unit,
               "2023-11-28",
               {{"risk_points", 4},
                {"risk_measures", 6},
                {"contingency_plan", true},
                {"departments_heard", List{other_organ().text()}},
                {"dimensions",
                 List{
                     Object{{"dimension", "social_stability"}, {"grade", "low"}},
                     Object{{"dimension", "public_safety"}, {"grade", "medium"}}}}}
    ).attaching("risk_report", "风险评估报告");
}

Act reuse_risk_assessment() {
    return make_act(
               "reuse_risk_assessment",
               Role::handler,
               "2023-11-20",
               {{"dimensions_covered", List{"social_stability", "public_safety"}}, {"explanation", "上位预案已经评估"}}
    ).attaching("earlier_report", "上位预案风险评估报告");
}

Act judge_risk() {
    return make_act(
               "judge_risk", Role::organ, "2023-11-29", {{"outcome", "controllable"}}
    ).attaching("risk_decision", "风险判断");
}

Act take_risk_measures() {
    return make_act(
               "take_risk_measures",
               Role::organ,
               "2023-11-30",
               {{"risk_control", "缩小先行实施的范围"}, {"draft_adjusted", true}}
    ).attaching("risk_decision", "风险判断");
}

Act waive_risk_assessment() { return waive("waive_risk_assessment", Role::handler, "F_RISK"); }

Act review_competition_initially() {
    return make_act(
               "review_competition_initially", Role::handler, "2024-09-02", {{"verdict", "pass"}}
    ).attaching("preliminary_opinion", "公平竞争初审意见");
}

Act conclude_competition_review() {
    return make_act("conclude_competition_review", Role::samr, "2024-09-10", {{"verdict", "pass"}})
        .attaching("competition_conclusion", "公平竞争审查结论")
        .attaching("stakeholder_opinions", "利害关系人意见");
}

Act review_own_competition() {
    return make_act(
               "review_own_competition", Role::handler, "2023-11-20", {{"verdict", "pass"}}
    ).attaching("competition_conclusion", "公平竞争审查结论");
}

Act waive_competition_review() { return waive("waive_competition_review", Role::handler, "F_MARKET"); }

Act submit_party_report() {
    return make_act("submit_party_report", Role::organ, "2023-12-18", {}).attaching("party_request", "请示");
}

Act answer_party_report() {
    return make_act(
               "answer_party_report", Role::party, "2023-12-20", {{"answer", "agreed"}}
    ).attaching("party_answer", "批复");
}

Act submit_to_npc() {
    return make_act(
               "submit_to_npc",
               Role::organ,
               "2023-12-18",
               {{"body", "standing_committee"}, {"kind", "report_to_congress"}}
    ).attaching("bill", "报告");
}

Act resolve_npc() {
    return make_act(
               "resolve_npc", Role::npc_organ, "2023-12-20", {{"outcome", "resolved_for"}}
    ).attaching("resolution", "决议");
}

Act waive_npc() { return waive("waive_npc", Role::organ, "F_NPC"); }

std::optional<Act> complete_expertise(Trigger trigger, Timestamp when) {
    switch (trigger) {
        case Trigger::expert_review_panel_chosen:
            return choose_panel().at(when);
        case Trigger::expert_review_opinion_filed:
            return file_expert_opinion().at(when);
        case Trigger::expert_review_concluded:
            return conclude_expert_review().at(when);
        case Trigger::expert_review_waived:
            return waive_expert_review().at(when);
        case Trigger::risk_assessment_commissioned:
            return commission_risk_assessment().at(when);
        case Trigger::risk_assessment_reported:
            return report_risk_assessment().at(when);
        case Trigger::risk_assessment_reused:
            return reuse_risk_assessment().at(when);
        case Trigger::risk_assessment_judged:
            return judge_risk().at(when);
        case Trigger::risk_assessment_measures_taken:
            return take_risk_measures().at(when);
        case Trigger::risk_assessment_waived:
            return waive_risk_assessment().at(when);
        case Trigger::fair_competition_preliminary:
            return review_competition_initially().at(when);
        case Trigger::fair_competition_concluded:
            return conclude_competition_review().at(when);
        case Trigger::fair_competition_self_reviewed:
            return review_own_competition().at(when);
        case Trigger::fair_competition_waived:
            return waive_competition_review().at(when);
        case Trigger::party_report_submitted:
            return submit_party_report().at(when);
        case Trigger::party_report_answered:
            return answer_party_report().at(when);
        case Trigger::npc_submitted:
            return submit_to_npc().at(when);
        case Trigger::npc_resolved:
            return resolve_npc().at(when);
        case Trigger::npc_waived:
            return waive_npc().at(when);
        default:
            return std::nullopt;
    }
}

}  // namespace juece::testing
