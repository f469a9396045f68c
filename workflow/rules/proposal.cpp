// What is missing of a proposal or of its initiation.
#include "workflow/rules/proposal.hpp"

#include <algorithm>
#include <array>

#include "workflow/rules/absent.hpp"

namespace juece::rules {

Unmet MajorDecision::unmet(Judgement const& judged) {
    auto const category = judged.data.text("category");
    if (category.empty()) return Object{{"absent", List{"category"}}};
    if (category == "unlisted") return Object{{"category", category}};
    return std::nullopt;
}

Unmet NotExcluded::unmet(Judgement const& judged) {
    auto const exclusion = judged.data.text("exclusion");
    if (exclusion.empty()) return std::nullopt;
    return Object{{"exclusion", exclusion}};
}

Unmet OtherProcedureCited::unmet(Judgement const& judged) {
    return unmet_unless(!judged.data.flag("other_procedure") || judged.data.has("other_law"), "other_law");
}

Unmet DecidedByOrgan::unmet(Judgement const& judged) {
    return unmet_unless(judged.has_document("decision"), "decision");
}

Unmet FiveElements::unmet(Judgement const& judged) {
    if (judged.data.text("proposer_kind") != "department") return std::nullopt;
    constexpr std::array<std::string_view, 5> elements{"problem", "grounds", "solution", "necessity", "feasibility"};
    List absent;
    for (auto const element : elements) {
        if (!judged.data.has(element)) absent.emplace_back(element);
    }
    return unmet_unless_empty(std::move(absent));
}

Unmet StudiedByUnit::unmet(Judgement const& judged) {
    auto const* proposer = judged.known(judged.facts.proposer_kind);
    bool const argues_itself = proposer != nullptr && *proposer == "department";
    return unmet_unless(argues_itself || judged.known(judged.facts.study_unit) != nullptr, "study_unit");
}

Unmet HandlersNamed::unmet(Judgement const& judged) {
    auto const* member = judged.data.find("handlers");
    auto const* handlers = member != nullptr ? member->list() : nullptr;
    if (handlers == nullptr || handlers->empty()) return unmet_unless(false, "handlers");

    auto const* lead = judged.data.find("lead");
    bool const has_lead = lead != nullptr && std::ranges::find(*handlers, *lead) != handlers->end();
    bool const needs_lead = handlers->size() >= 2 || lead != nullptr || judged.holds(Switch::multi) == true;
    return unmet_unless(has_lead || !needs_lead, "lead");
}

Unmet DeadlineNamed::unmet(Judgement const& judged) {
    return unmet_unless(judged.data.has("complete_by"), "complete_by");
}

Unmet TerminationDecided::unmet(Judgement const& judged) {
    List absent;
    if (!judged.has_document("decision")) absent.emplace_back("decision");
    if (!judged.data.has("kind")) absent.emplace_back("kind");
    return unmet_unless_empty(std::move(absent));
}

}  // namespace juece::rules
