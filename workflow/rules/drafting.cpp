// What is missing of a draft, or of the consultation with departments.
#include "workflow/rules/drafting.hpp"

#include <algorithm>
#include <array>

#include "workflow/rules/absent.hpp"

namespace juece::rules {
namespace {

constexpr std::int64_t plans_min = 2;

// Units that were asked and whose last answer is not consent, or that gave none.
struct Disagreement {
    List unanswered;
    List dissenting;
};

Disagreement disagreement_in(Consultation const& consultation) {
    Disagreement found;
    for (auto const& unit : consultation.asked) {
        auto const answer = consultation.answers.find(unit);
        if (answer == consultation.answers.end()) {
            found.unanswered.emplace_back(unit.text());
        } else if (answer->second != "agree" && answer->second != "no_opinion") {
            found.dissenting.emplace_back(unit.text());
        }
    }
    return found;
}

bool speaks_for(OrganCode const& unit, Judgement const& judged) {
    auto const& performer = judged.performer;
    constexpr std::array handler{procedure::Role::handler};
    return performer.actor.organ == unit || std::ranges::find(performer.bears_for, unit) != performer.bears_for.end() ||
           acts_as(handler, judged);
}

}  // namespace

Unmet LawsSurveyed::unmet(Judgement const& judged) {
    return unmet_unless(judged.has_document("law_inventory"), "law_inventory");
}

Unmet CostsForecast::unmet(Judgement const& judged) {
    return unmet_unless(judged.has_document("cost_benefit"), "cost_benefit");
}

Unmet PlansCompared::unmet(Judgement const& judged) {
    auto const plans = judged.data.number("plans", 1);
    if (judged.holds(Switch::dispute) != true || plans >= plans_min) return std::nullopt;
    return Object{{"plans", plans}, {"plans_min", plans_min}};
}

Unmet DepartmentsConsulted::unmet(Judgement const& judged) {
    if (judged.holds(Switch::cross_dept) != true) return std::nullopt;
    auto const* consultation = judged.known(judged.facts.consultation);
    if (consultation == nullptr) return unmet_unless(false, "consultation");
    auto unanswered = disagreement_in(*consultation).unanswered;
    if (unanswered.empty()) return std::nullopt;
    return Object{{"absent", List{"answer"}}, {"unanswered", std::move(unanswered)}};
}

Unmet DisputeExplained::unmet(Judgement const& judged) {
    auto const* consultation = judged.known(judged.facts.consultation);
    if (consultation == nullptr || judged.holds(Switch::cross_dept) != true) return std::nullopt;
    auto dissenting = disagreement_in(*consultation).dissenting;
    if (dissenting.empty()) return std::nullopt;

    constexpr std::array<std::string_view, 4> texts{
        "dispute_issue", "dispute_units_view", "dispute_handler_view", "dispute_grounds"};
    List absent;
    for (auto const text : texts) {
        if (!judged.data.has(text)) absent.emplace_back(text);
    }
    if (absent.empty()) return std::nullopt;
    return Object{{"absent", std::move(absent)}, {"units", std::move(dissenting)}};
}

Unmet DraftToConsultOn::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.handlers) != nullptr, "started_procedure");
}

Unmet UnitsAsked::unmet(Judgement const& judged) {
    List absent;
    auto const* member = judged.data.find("units");
    auto const* units = member != nullptr ? member->list() : nullptr;
    if (units == nullptr || units->empty()) absent.emplace_back("units");
    auto const answer_by = parse_day(judged.data.text("answer_by"));
    if (!answer_by) {
        absent.emplace_back("answer_by");
    } else if (*answer_by < judged.today()) {
        absent.emplace_back("later_answer_by");
    }
    return unmet_unless_empty(std::move(absent));
}

Unmet ConsultationRequested::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.consultation) != nullptr, "consultation");
}

Unmet WasAsked::unmet(Judgement const& judged) {
    auto const* consultation = judged.known(judged.facts.consultation);
    auto const unit = OrganCode::parse(judged.data.text("unit"));
    if (consultation == nullptr || !unit) return std::nullopt;  // refused by another rule, or a fault of shape
    bool const was_asked = std::ranges::find(consultation->asked, *unit) != consultation->asked.end();
    if (was_asked && speaks_for(*unit, judged)) return std::nullopt;
    return Object{{"unit", unit->text()}};
}

}  // namespace juece::rules
