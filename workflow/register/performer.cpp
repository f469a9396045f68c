// From a holding to an actor.
#include "workflow/register/performer.hpp"

#include <utility>

namespace juece::registry {

std::optional<rules::Performer> performer_of(View const& view, PersonId person, PostCode const& post, Day day) {
    auto held = view.holds(person, post, day);
    if (!held) return std::nullopt;
    rules::Performer performer;
    performer.actor.person = person;
    performer.actor.post = post;
    performer.actor.organ = held->organ;
    performer.roles = std::move(held->roles);
    if (held->kind == HoldingKind::own) return performer;

    performer.actor.on_behalf_of = procedure::OnBehalfOf{post, std::string{code(held->kind)}};
    auto const posts = view.posts_of(person, day);
    if (!posts.empty() && posts.front().kind == HoldingKind::own) performer.actor.post = posts.front().post;
    return performer;
}

}  // namespace juece::registry
