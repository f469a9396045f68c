// What is missing of a risk assessment, or of the organ's judgement of it.
#include "workflow/rules/risk.hpp"

#include "workflow/rules/absent.hpp"

namespace juece::rules {
namespace {

using procedure::Region;

List const* list_in(Object const& data, std::string_view member) {
    auto const* value = data.find(member);
    return value != nullptr ? value->list() : nullptr;
}

bool has_items(Object const& data, std::string_view member) {
    auto const* list = list_in(data, member);
    return list != nullptr && !list->empty();
}

}  // namespace

Unmet RiskAssessed::unmet(Judgement const& judged) {
    bool const is_over = judged.is_finished(Region::risk_assessment) || judged.is_waived(Region::risk_assessment);
    return unmet_unless(is_over, "risk_assessment");
}

Unmet DraftForAssessment::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.draft) != nullptr, "completed_draft");
}

Unmet RiskReportComplete::unmet(Judgement const& judged) {
    auto const& data = judged.data;
    return unmet_unless_all({
        {"risk_report", judged.has_document("risk_report")},
        {"risk_points", data.number("risk_points") > 0},
        {"risk_measures", data.number("risk_measures") > 0},
        {"contingency_plan", data.flag("contingency_plan")},
        {"departments_heard", has_items(data, "departments_heard")},
    });
}

Unmet RiskAlreadyAssessed::unmet(Judgement const& judged) {
    return unmet_unless(judged.holds(Switch::risk_done) == true, "risk_already_assessed");
}

Unmet EarlierReportReferenced::unmet(Judgement const& judged) {
    auto const& data = judged.data;
    auto missing = unmet_unless_all({
        {"earlier_report", judged.has_document("earlier_report")},
        {"dimensions_covered", has_items(data, "dimensions_covered")},
    });
    if (!has_items(data, "dimensions_remaining")) return missing;
    if (!missing) missing = Object{};
    missing->set("remaining", *list_in(data, "dimensions_remaining"));
    return missing;
}

Unmet RiskJudgedByOrgan::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"risk_judgement", judged.data.has("outcome")},
        {"risk_decision", judged.has_document("risk_decision")},
    });
}

Unmet RiskHeldUncontrollable::unmet(Judgement const& judged) {
    auto const* is_controllable = judged.known(judged.facts.risk_controllable);
    return unmet_unless(is_controllable != nullptr && !*is_controllable, "uncontrollable_judgement");
}

Unmet MeasuresEnsureControl::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"risk_control", judged.data.has("risk_control")},
        {"risk_decision", judged.has_document("risk_decision")},
    });
}

Unmet RiskControlled::unmet(Judgement const& judged) {
    if (judged.is_waived(Region::risk_assessment)) return std::nullopt;
    if (!judged.is_finished(Region::risk_assessment)) return unmet_unless(false, "risk_assessment");
    auto const* is_controllable = judged.known(judged.facts.risk_controllable);
    if (is_controllable == nullptr) return unmet_unless(false, "risk_judgement");
    return unmet_unless(*is_controllable, "risk_control");
}

}  // namespace juece::rules
