// The lawful acts and the ways to bend them.
#include "tests/support/act.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

#include "tests/support/acts/deciding.hpp"
#include "tests/support/acts/entries.hpp"
#include "tests/support/acts/expertise.hpp"
#include "tests/support/acts/opening.hpp"
#include "tests/support/acts/participation.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using procedure::Trigger;

// Which organ acts in a role: the department proposes and handles, the justice department reviews.
OrganCode organ_of(Role role) {
    switch (role) {
        case Role::reviewer:
            return reviewing_organ();
        case Role::organ:
        case Role::head:
        case Role::office:
            return other_organ();
        default:
            return handling_organ();
    }
}

}  // namespace

OrganCode handling_organ() { return *OrganCode::parse("11310112MB2F30492K"); }
OrganCode other_organ() { return *OrganCode::parse("11310112002388208A"); }

OrganCode reviewing_organ() { return *OrganCode::parse("11310112MB2F34562T"); }

PersonId person(std::uint8_t number) { return PersonId{UuidBytes{1, 2, number}}; }

Digest digest_of(std::string_view content) {
    Digest digest;
    auto const number = std::hash<std::string_view>{}(content);
    std::memcpy(digest.sha256.data(), &number, sizeof number);
    digest.sm3 = digest.sha256;
    return digest;
}

Act make_act(std::string_view command, Role role, std::string_view day, Object data) {
    auto const* spec = procedure::find_command(command);
    JUECE_ASSERT(spec != nullptr, "a test names a known command");
    return {{spec, beijing(day), std::move(data), {}, {}}, performer(role)};
}

rules::Performer performer(Role role) { return performer(role, organ_of(role)); }

rules::Performer performer(Role role, OrganCode const& organ) {
    rules::Performer who;
    who.actor.person = person(static_cast<std::uint8_t>(role));
    who.actor.post = *PostCode::parse(std::string{"post-"} + std::string{code(role)});
    who.actor.organ = organ;
    who.actor.auth = "rehearsal";
    who.roles = {role};
    return who;
}

procedure::Document document(std::string role, std::string_view content) {
    return {std::move(role), digest_of(content), content.size(), "application/pdf", ""};
}

Timestamp beijing(std::string_view day, int hour, int minute) {
    auto const parsed = parse_day(day);
    JUECE_ASSERT(parsed.has_value(), "a test writes days as YYYY-MM-DD");
    return at_time(*parsed, std::chrono::hours{hour} + std::chrono::minutes{minute});
}

Act Act::by(Role role) const { return by(role, who.actor.organ); }

Act Act::by(Role role, OrganCode const& organ) const {
    auto changed = *this;
    changed.who = performer(role, organ);
    return changed;
}

Act Act::at(Timestamp when) const {
    auto changed = *this;
    changed.command.occurred_at = when;
    return changed;
}

Act Act::with(std::string_view member, Value value) const {
    auto changed = *this;
    changed.command.data.set(member, std::move(value));
    return changed;
}

Act Act::without(std::string_view member) const {
    auto changed = *this;
    changed.command.data.erase(member);
    return changed;
}

Act Act::attaching(std::string role, std::string_view content) const {
    auto changed = lacking(role);
    changed.command.documents.push_back(document(std::move(role), content));
    return changed;
}

Act Act::lacking(std::string_view document_role) const {
    auto changed = *this;
    std::erase_if(changed.command.documents, [&](auto const& document) { return document.role == document_role; });
    return changed;
}

Act Act::because(std::string rule, std::string reason) const {
    auto changed = *this;
    changed.command.reasons.push_back({std::move(rule), std::move(reason)});
    return changed;
}

Act complete_act(Trigger trigger, Timestamp when) {
    for (auto const chapter :
         {complete_opening, complete_participation, complete_expertise, complete_deciding, complete_entry}) {
        if (auto act = chapter(trigger, when)) return *std::move(act);
    }
    JUECE_ASSERT(false, "every trigger that a command asks for has an act");
}

}  // namespace juece::testing
