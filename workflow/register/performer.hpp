// Who acts when a person uses a post on a day: the actor of a leaf and the roles that a row's `by` column asks for.
//
// Threads: pure functions.
#pragma once

#include <optional>

#include "workflow/register/register.hpp"
#include "workflow/rules/judgement.hpp"

namespace juece::registry {

// Nothing: the person neither holds the post on the day nor stands in for it. Whoever stands in acts from his own post
// (from the post itself if he has none) on behalf of the other, with its roles; which acts nobody may do for another
// (domain.md §10: HEAD's decision, a reviewer's conclusion, an expert's opinion) is the rules' to say, from
// on_behalf_of. `auth` stays empty: it is the token's.
std::optional<rules::Performer> performer_of(View const& view, PersonId person, PostCode const& post, Day day);

}  // namespace juece::registry
