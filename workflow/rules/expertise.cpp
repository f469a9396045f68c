// What is missing of an expert review.
#include "workflow/rules/expertise.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "workflow/rules/absent.hpp"

namespace juece::rules {
namespace {

using procedure::Region;

// The rows of the panel as the act names them.
std::vector<Object const*> experts_in(Object const& data) {
    std::vector<Object const*> experts;
    auto const* member = data.find("experts");
    auto const* list = member != nullptr ? member->list() : nullptr;
    if (list == nullptr) return experts;
    for (auto const& row : *list) {
        if (auto const* expert = row.object()) experts.push_back(expert);
    }
    return experts;
}

// The places in the list, from 1, of those of whom it is so: an official finds them on the paper before him.
List places_where(std::vector<Object const*> const& experts, auto const& is_so) {
    List places;
    for (std::size_t i = 0; i < experts.size(); ++i) {
        if (is_so(*experts[i])) places.emplace_back(static_cast<std::int64_t>(i + 1));
    }
    return places;
}

std::size_t count_of_persons(std::vector<Object const*> const& experts) {
    std::set<std::string_view> persons;
    for (auto const* expert : experts)
        persons.insert(expert->text("person"));
    return persons.size();
}

bool acts_as_expert(Judgement const& judged) {
    auto const& roles = judged.performer.roles;
    return std::ranges::find(roles, procedure::Role::expert) != roles.end();
}

}  // namespace

Unmet ExpertsArgued::unmet(Judgement const& judged) {
    bool const is_over = judged.is_finished(Region::expert_review) || judged.is_waived(Region::expert_review);
    return unmet_unless(is_over, "expert_review");
}

Unmet DraftForExperts::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.draft) != nullptr, "completed_draft");
}

Unmet NoInterest::unmet(Judgement const& judged) {
    auto const experts = experts_in(judged.data);
    auto places = places_where(experts, [](Object const& expert) { return !expert.flag("no_interest"); });
    auto missing =
        unmet_unless_all({{"experts", !experts.empty()}, {"declarations", judged.has_document("declarations")}});
    if (places.empty()) return missing;
    if (!missing) missing = Object{};
    missing->set("places", std::move(places));
    return missing;
}

Unmet NotDisqualified::unmet(Judgement const& judged) {
    auto places =
        places_where(experts_in(judged.data), [](Object const& expert) { return expert.flag("disqualified"); });
    if (places.empty()) return std::nullopt;
    return Object{{"places", std::move(places)}};
}

Unmet DissentSought::unmet(Judgement const& judged) {
    return unmet_unless(judged.data.flag("dissent_included"), "dissent_included");
}

Unmet PanelComposed::unmet(Judgement const& judged) {
    auto const size = count_of_persons(experts_in(judged.data));
    auto const size_min = judged.profile.panel_size_min;
    bool const is_large_enough = std::cmp_greater_equal(size, size_min);
    bool const is_odd_enough = !judged.profile.panel_size_odd || size % 2 == 1;
    auto missing = unmet_unless_all({{"panel_size", is_large_enough}, {"odd_panel_size", is_odd_enough}});
    if (!missing) return std::nullopt;
    missing->set("size", std::uint64_t{size});
    missing->set("size_min", size_min);
    return missing;
}

Unmet OfThePanel::unmet(Judgement const& judged) {
    auto const expert = PersonId::parse(judged.data.text("expert"));
    auto const* panel = judged.known(judged.facts.panel);
    bool const was_chosen =
        expert && panel != nullptr && std::ranges::find(panel->experts, *expert) != panel->experts.end();
    bool const is_own = !acts_as_expert(judged) || expert == judged.performer.actor.person;
    return unmet_unless_all({{"panel_member", was_chosen}, {"own_opinion", is_own}});
}

Unmet OpinionSigned::unmet(Judgement const& judged) {
    auto const expert = PersonId::parse(judged.data.text("expert"));
    auto const* panel = judged.known(judged.facts.panel);
    bool const is_agency =
        expert && panel != nullptr && std::ranges::find(panel->agencies, *expert) != panel->agencies.end();
    auto const mark = judged.data.text("signature");
    return unmet_unless_all({
        {"expert_opinion", judged.has_document("expert_opinion")},
        {"signature", !mark.empty()},
        {"own_signature", mark.empty() || is_agency || mark == "signed"},
        {"agency_seal", mark.empty() || !is_agency || mark == "sealed"},
    });
}

Unmet OpinionsFiled::unmet(Judgement const& judged) {
    auto const is_known = [&](Fact<PersonId> const& opinion) { return judged.known(opinion) != nullptr; };
    bool const has_one = std::ranges::any_of(judged.facts.expert_opinions, is_known);
    return unmet_unless(has_one, "expert_opinion");
}

Unmet ExpertReportMade::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"expert_report", judged.has_document("expert_report")},
        {"expert_conclusion", judged.data.has("conclusion")},
        {"adopted_opinions", judged.data.has("adopted")},
    });
}

}  // namespace juece::rules
