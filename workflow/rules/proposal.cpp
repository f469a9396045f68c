// What is missing of a proposal or of its initiation.
#include "workflow/rules/proposal.hpp"

#include <algorithm>
#include <array>

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

Unmet DecidedByOrgan::unmet(Judgement const& judged) {
    if (judged.has_document("decision")) return std::nullopt;
    return Object{{"absent", List{"decision"}}};
}

Unmet FiveElements::unmet(Judgement const& judged) {
    if (judged.data.text("proposer_kind") != "department") return std::nullopt;
    constexpr std::array<std::string_view, 5> elements{"problem", "grounds", "solution", "necessity", "feasibility"};
    List absent;
    for (auto const element : elements) {
        if (!judged.data.has(element)) absent.emplace_back(element);
    }
    if (absent.empty()) return std::nullopt;
    return Object{{"absent", std::move(absent)}};
}

Unmet StudiedByUnit::unmet(Judgement const& judged) {
    auto const* proposer = judged.known(judged.facts.proposer_kind);
    bool const argues_itself = proposer != nullptr && *proposer == "department";
    if (argues_itself || judged.known(judged.facts.study_unit) != nullptr) return std::nullopt;
    return Object{{"absent", List{"study_unit"}}};
}

Unmet HandlersNamed::unmet(Judgement const& judged) {
    auto const* member = judged.data.find("handlers");
    auto const* handlers = member != nullptr ? member->list() : nullptr;
    if (handlers == nullptr || handlers->empty()) return Object{{"absent", List{"handlers"}}};

    auto const* lead = judged.data.find("lead");
    bool const has_lead = lead != nullptr && std::ranges::find(*handlers, *lead) != handlers->end();
    bool const needs_lead = handlers->size() >= 2 || lead != nullptr;
    if (needs_lead && !has_lead) return Object{{"absent", List{"lead"}}};
    return std::nullopt;
}

}  // namespace juece::rules
