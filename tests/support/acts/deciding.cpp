// The lawful acts of S08–S10, S13 and S14: sent on 2023-12-01, reviewed on 12-12 after seven working days, decided on
// 12-14, published on 12-21.
#include "tests/support/acts/deciding.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using procedure::Trigger;

constexpr std::string_view sent = "2023-12-01";
constexpr std::string_view opinion_given = "2023-12-12";
constexpr std::string_view decided = "2023-12-14";

PersonId member(std::uint8_t place) { return person(static_cast<std::uint8_t>(120 + place)); }

Object view(std::uint8_t place, std::string_view said) {
    return {{"person", member(place).text()}, {"order", place}, {"view", said}};
}

// Four members speak, the head after them; a department that attends was asked before.
List every_view() {
    Object attending = view(9, "agree");
    attending.set("order", 1);
    attending.set("attending_only", true);
    Object head = view(6, "agree");
    head.set("head", true);
    return {
        attending,
        view(2, "agree"),
        view(3, "agree_in_principle"),
        view(4, "agree_after_changes"),
        view(5, "disagree"),
        head};
}

Act with_materials(Act act) {
    return act.attaching("draft", draft_text)
        .attaching("law_basis", "法律、法规、规章等依据")
        .attaching("procedure_statement", "履行法定程序的说明");
}

Act give_opinion(std::string_view command) {
    Object const counsel{{"person", person(110).text()}, {"kind", "public_lawyer"}, {"heard_on", opinion_given}};
    return make_act(command, Role::reviewer, opinion_given, {{"form", "review"}, {"counsel", List{counsel}}})
        .with("authority", "lawful")
        .with("procedure", "lawful")
        .with("content", "lawful")
        .attaching("legality_opinion", "合法性审查意见书");
}

// What was heard was heard on the day of the act, whatever day that is.
Act decide(std::string_view command, Object data) {
    return make_act(command, Role::head, decided, std::move(data))
        .at(beijing(decided, 12))
        .attaching("decision", "决定文稿");
}

Act after_hearing(Act act) {
    auto const day = text(beijing_day(act.command.occurred_at));
    return act.with("reviewer_heard_on", day)
        .with("counsel_heard_on", day)
        .with("adviser", "legal_counsel")
        .with("counsel_heard_form", "at_the_meeting");
}

// The act at another time, and its own days with it.
Act moved(Act const& act, Timestamp when, std::initializer_list<std::string_view> days) {
    auto changed = act.at(when);
    for (auto const day : days)
        changed = changed.with(day, text(beijing_day(when)));
    return changed;
}

std::optional<Act> complete_review(Trigger trigger, Timestamp when) {
    switch (trigger) {
        case Trigger::legality_initial_submitted:
            return submit_legality_initial().at(when);
        case Trigger::legality_initial_passed:
            return pass_legality_initial().at(when);
        case Trigger::legality_initial_returned:
            return return_legality_initial().at(when);
        case Trigger::legality_review_submitted:
            return submit_legality_review().at(when);
        case Trigger::legality_review_supplement_requested:
            return request_supplement().at(when);
        case Trigger::legality_review_supplemented:
            return supplement_materials().at(when);
        case Trigger::legality_review_materials_returned:
            return return_materials().at(when);
        case Trigger::legality_review_passed:
            return pass_legality_review().at(when);
        case Trigger::legality_review_passed_with_changes:
            return pass_legality_review_with_changes().at(when);
        case Trigger::legality_review_changes_adopted:
            return accept_changes().at(when);
        case Trigger::legality_review_exploratory:
            return pass_exploratory().at(when);
        case Trigger::legality_review_failed:
            return fail_legality_review().at(when);
        default:
            return std::nullopt;
    }
}

std::optional<Act> complete_decision(Trigger trigger, Timestamp when) {
    switch (trigger) {
        case Trigger::deliberation_listed:
            return list_for_deliberation().at(when);
        case Trigger::deliberation_recorded:
            return moved(record_deliberation(), when, {"held_on"});
        case Trigger::deliberation_approved:
            return after_hearing(approve_decision().at(when));
        case Trigger::deliberation_modified:
            return after_hearing(approve_with_changes().at(when));
        case Trigger::deliberation_rejected:
            return reject_decision().at(when);
        case Trigger::deliberation_deferred:
            return defer_decision().at(when);
        case Trigger::deliberation_returned:
            return return_decision().at(when);
        default:
            return std::nullopt;
    }
}

}  // namespace

Act submit_legality_initial() { return with_materials(make_act("submit_legality_initial", Role::handler, sent, {})); }

Act pass_legality_initial() {
    return make_act(
               "pass_legality_initial",
               Role::handler_legal,
               sent,
               {{"authority", "lawful"}, {"content", "lawful"}, {"procedure", "lawful"}}
    )
        .at(beijing(sent, 14))
        .attaching("initial_opinion", "合法性初审意见书");
}

Act return_legality_initial() {
    return make_act(
               "return_legality_initial", Role::handler_legal, sent, {{"reason", "程序尚有欠缺"}}
    ).at(beijing(sent, 14));
}

Act submit_legality_review() {
    return with_materials(make_act("submit_legality_review", Role::handler, sent, {})).at(beijing(sent, 16));
}

Act request_supplement() {
    return make_act("request_supplement", Role::reviewer, "2023-12-04", {{"reason", "补充听取意见的记录"}});
}

Act supplement_materials() { return with_materials(make_act("supplement_materials", Role::handler, "2023-12-05", {})); }

Act return_materials() {
    return make_act("return_materials", Role::reviewer, "2023-12-04", {{"reason", "所附依据已经废止"}});
}

Act pass_legality_review() { return give_opinion("pass_legality_review"); }

Act pass_legality_review_with_changes() {
    return give_opinion("pass_legality_review_with_changes")
        .with("content", "lawful_after_changes")
        .with("changes", "删去第八条第二款");
}

Act accept_changes() {
    return make_act("accept_changes", Role::reviewer, "2023-12-13", {{"accepted", true}})
        .attaching("draft", draft_text)
        .attaching("change_note", "采纳审查意见情况的说明");
}

Act pass_exploratory() {
    return give_opinion("pass_exploratory")
        .with("content", "unsettled")
        .with("legal_risk", "国家尚无明确规定,可能与今后的规定不一致")
        .with("no_national_rule", true)
        .with("against_existing_law", false);
}

Act fail_legality_review() {
    return give_opinion("fail_legality_review").with("authority", "unlawful").with("reason", "超越法定权限");
}

Act list_for_deliberation() {
    return make_act("list_for_deliberation", Role::office, "2023-12-13", {{"meeting", "standing_meeting"}})
        .attaching("draft", draft_text)
        .attaching("adoption_report", "公众意见研究采纳情况")
        .attaching("expert_adoption", "专家论证意见研究采纳情况")
        .attaching("risk_report", "风险评估报告")
        .attaching("competition_information", "公平竞争审查有关情况")
        .attaching("legality_opinion", "合法性审查意见书");
}

Act record_deliberation() {
    return make_act(
               "record_deliberation",
               Role::office,
               decided,
               {{"kind", "standing_meeting"},
                {"number", 42},
                {"held_on", decided},
                {"item", 3},
                {"members", 7},
                {"present", 5},
                {"views", every_view()},
                {"head_reason", "本年度财力有限,须统筹考虑"}}
    )
        .at(beijing(decided, 11))
        .attaching("minutes", "会议纪要");
}

Act approve_decision() { return after_hearing(decide("approve_decision", {})); }

Act approve_with_changes() {
    return after_hearing(decide("approve_with_changes", {{"substantial", false}}))
        .attaching("final_text", "修改后的文本")
        .attaching("change_note", "修改说明");
}

// Most members agree: to decide otherwise is lawful because the record says that the head gave reasons at the meeting.
Act reject_decision() { return decide("reject_decision", {{"reason", "条件尚不成熟"}}); }

Act defer_decision() { return decide("defer_decision", {{"reason", "待资金落实"}}); }

Act return_decision() { return decide("return_decision", {{"reason", "须重新论证"}}); }

Act publish_decision() {
    return make_act("publish_decision", Role::office, "2023-12-21", {{"website", "2023-12-21"}})
        .attaching("decision", "公布的决策文本")
        .attaching("website_record", "政府网站公布记录")
        .attaching("publicity_review", "公开审查记录")
        .attaching("adoption_explanation", "公众、专家意见采纳情况说明")
        .attaching("interpretation", "政策解读");
}

Act withhold_publication() {
    return make_act(
               "withhold_publication",
               Role::organ,
               "2023-12-21",
               {{"ground", Object{{"law", "OGI"}, {"article", 14}}}, {"reason", "涉及公共安全"}}
    ).attaching("decision", "不予公开的决定");
}

Act complete_publication() {
    return make_act(
        "complete_publication", Role::office, "2023-12-28", {{"gazette", "2023-12-28"}, {"newspaper", "2023-12-22"}}
    );
}

Act order_execution() {
    return make_act(
               "order_execution",
               Role::organ,
               "2023-12-29",
               {{"executor", handling_organ().text()},
                {"target", "年内完成全部避险转移演练"},
                {"deadline", "2024-12-31"},
                {"feedback", "quarterly"}}
    ).attaching("execution_order", "执行通知");
}

std::optional<Act> complete_deciding(Trigger trigger, Timestamp when) {
    if (auto review = complete_review(trigger, when)) return review;
    if (auto decision = complete_decision(trigger, when)) return decision;
    switch (trigger) {
        case Trigger::publication_published:
            return moved(publish_decision(), when, {"website"});
        case Trigger::publication_withheld:
            return withhold_publication().at(when);
        case Trigger::publication_completed:
            return moved(complete_publication(), when, {"gazette", "newspaper"});
        case Trigger::execution_ordered:
            return order_execution().at(when);
        default:
            return std::nullopt;
    }
}

}  // namespace juece::testing
