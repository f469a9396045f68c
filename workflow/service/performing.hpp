// Who acts: from a token and the register to the performer whom the law judges (docs/adr/0021, superseded in part).
//
// If the register knows a post, it alone says who holds it, in which roles and of which organ, on the day of the act.
// A post that it does not know counts as the token says in a rehearsal, and not at all in a production log. Whoever
// does not hold the post is answered 403 and not recorded: he is nobody here, not a post that pulls another's step.
//
// Threads: the strand.
#pragma once

#include <optional>
#include <span>

#include "workflow/core/result.hpp"
#include "workflow/register/performer.hpp"
#include "workflow/rules/judgement.hpp"
#include "workflow/service/service.hpp"

namespace juece::service {

// The register as a log's desk sees it now.
struct RegisterSight {
    registry::View view;
    bool rehearsal = false;
    Day today;
};

rules::Performer performer(Identity const& who);  // as the token says, whatever the register knows

// The token's holder on the day of the act: post_not_held.
Result<rules::Performer, Failed> performer_of_token(RegisterSight const& sight, Identity const& who, Day day);

// 代录: somebody else's act, entered by the token's holder, who must hold his post today, whichever it is. `documents`
// hold the instruction (role `authority`). post_not_held; invalid: performer_is_enterer performer_unknown
// missing_document.
Result<rules::Performer, Failed> performer_entered_by(
    RegisterSight const& sight,
    Principal const& principal,
    Identity const& who,
    std::span<procedure::Document const> documents,
    Day day
);

// Who may write the register: OFFICE or ORGAN. As long as nobody holds such a post, the token's roles count: somebody
// must make the first entry. post_not_held, forbidden.
Result<rules::Performer, Failed> registrar(RegisterSight const& sight, Identity const& who);

// The token's holder for a menu and for reading today: without roles and organ if he does not hold the post.
rules::Performer performer_or_nobody(RegisterSight const& sight, Identity const& who);

// All roles of an organ's posts today. Nothing: the register does not know the organ.
std::optional<rules::Performer> whole_organ(registry::View const& view, OrganCode const& organ, Day day);

// 机构改革: the other organs whose duties this one bears on the day.
std::vector<OrganCode> duties_borne(registry::View const& view, OrganCode const& organ, Day day);

}  // namespace juece::service
