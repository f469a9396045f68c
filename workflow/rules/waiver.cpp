// Reads the ground of a waiver, and asks what is known of the fact that a stage hangs on.
#include "workflow/rules/waiver.hpp"

#include <fmt/format.h>

namespace juece::rules {
namespace {

using procedure::Trigger;

Unmet unmet_unless_known_false(Judgement const& judged, Switch of) {
    auto const holds = judged.holds(of);
    if (holds == false) return std::nullopt;
    return Object{{"fact", code(of)}, {"found", holds ? "fact_holds" : "fact_unknown"}};
}

// The fact whose absence alone switches a stage off.
std::optional<Switch> switch_of(Trigger on) {
    switch (on) {
        case Trigger::expert_review_waived:
            return Switch::tech;
        case Trigger::risk_assessment_waived:
            return Switch::risk;
        case Trigger::fair_competition_waived:
            return Switch::market;
        case Trigger::npc_waived:
            return Switch::npc;
        default:
            return std::nullopt;
    }
}

}  // namespace

std::string GroundGiven::code() const {
    if (fact) return std::string{rules::code(*fact)};
    return law ? text(*law) : std::string{};
}

std::optional<GroundGiven> ground_in(Object const& data) {
    auto const* member = data.find("ground");
    auto const* object = member != nullptr ? member->object() : nullptr;
    if (object == nullptr) return std::nullopt;
    if (auto const fact = parse_switch(object->text("fact")))
        return GroundGiven{.fact = fact, .value = object->flag("value")};
    auto const paragraph = object->number("paragraph");
    auto const article = fmt::format("{} {}", object->text("law"), object->number("article"));
    auto const law = parse_citation(paragraph == 0 ? article : fmt::format("{}({})", article, paragraph));
    return law ? std::optional{GroundGiven{.law = law}} : std::nullopt;
}

bool is_known(GroundGiven const& ground, Judgement const& judged) { return judged.holds(*ground.fact) == ground.value; }

void add_computed_waiver(Trigger on, Judgement const& judged, Object& data) {
    auto const fact = switch_of(on);
    if (fact && !data.has("ground")) data.set("ground", Object{{"fact", code(*fact)}, {"value", false}});
    if (!data.has("decided_by")) data.set("decided_by", judged.performer.actor.organ.text());
}

Unmet NotTechnical::unmet(Judgement const& judged) { return unmet_unless_known_false(judged, Switch::tech); }

Unmet NoAdverseEffect::unmet(Judgement const& judged) { return unmet_unless_known_false(judged, Switch::risk); }

Unmet NoMarketEffect::unmet(Judgement const& judged) { return unmet_unless_known_false(judged, Switch::market); }

Unmet NotForCongress::unmet(Judgement const& judged) { return unmet_unless_known_false(judged, Switch::npc); }

}  // namespace juece::rules
