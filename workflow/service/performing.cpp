// The register's word against the token's.
#include "workflow/service/performing.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "workflow/service/failures.hpp"

namespace juece::service {
namespace {

using procedure::Role;

Failed not_held(PostCode const& post, Day day) {
    return {Problem::post_not_held, {}, fmt::format("登记簿载明您在 {} 不在岗位 {}", text(day), post.text())};
}

Failed unknown_post(PostCode const& post) {
    return {Problem::post_not_held, {}, fmt::format("登记簿中没有岗位 {}:正式日志只认登记的岗位", post.text())};
}

bool may_write(std::vector<Role> const& roles) {
    return std::ranges::any_of(roles, [](Role role) { return role == Role::office || role == Role::organ; });
}

bool has_registrar(registry::View const& view, Day day) {
    for (auto const* statement : view.all()) {
        auto const* made = std::get_if<registry::PostEstablished>(&statement->says);
        if (made != nullptr && may_write(made->roles) && !view.holders_of(made->post, day).empty()) return true;
    }
    return false;
}

}  // namespace

rules::Performer performer(Identity const& who) {
    rules::Performer result;
    result.actor.person = who.person;
    result.actor.post = who.post;
    result.actor.organ = who.organ;
    result.actor.auth = who.auth;
    result.roles = who.roles;
    return result;
}

Result<rules::Performer, Failed> performer_of_token(RegisterSight const& sight, Identity const& who, Day day) {
    if (!sight.view.post(who.post)) {
        if (!sight.rehearsal) return unknown_post(who.post);
        auto by_token = performer(who);
        by_token.bears_for = duties_borne(sight.view, who.organ, day);
        return by_token;
    }
    auto found = registry::performer_of(sight.view, who.person, who.post, day);
    if (!found) return not_held(who.post, day);
    found->actor.auth = who.auth;
    found->bears_for = duties_borne(sight.view, found->actor.organ, day);
    return std::move(*found);
}

Result<rules::Performer, Failed> performer_entered_by(
    RegisterSight const& sight,
    Principal const& principal,
    Identity const& who,
    std::span<procedure::Document const> documents,
    Day day
) {
    auto const enterer = performer_of_token(sight, who, sight.today);
    if (!enterer) return enterer.error();
    std::vector<procedure::Fault> faults;
    if (principal.person == who.person) {
        faults.push_back({"performer_is_enterer", "/performer/person", "自己办理的不是代录"});
    }
    auto found = registry::performer_of(sight.view, principal.person, principal.post, day);
    if (!found) {
        faults.push_back(
            {"performer_unknown",
             "/performer",
             fmt::format("登记簿中没有此人在 {} 于岗位 {} 任职或者代行职责的记载", text(day), principal.post.text())}
        );
    }
    auto const authority = std::ranges::find(documents, "authority", &procedure::Document::role);
    if (authority == documents.end()) {
        faults.push_back({"missing_document", "/documents", "代录须附本人的授权或者签署的原件(authority)"});
    }
    if (!faults.empty()) return invalid(std::move(faults));
    found->actor.auth = who.auth;
    found->actor.entered_by = procedure::EnteredBy{who.person, who.post};
    found->actor.authority = authority->digest;
    found->bears_for = duties_borne(sight.view, found->actor.organ, day);
    return std::move(*found);
}

Result<rules::Performer, Failed> registrar(RegisterSight const& sight, Identity const& who) {
    auto const forbidden = Failed{Problem::forbidden, {}, "登记簿由决策机关或者其办公厅(室)登记"};
    if (!has_registrar(sight.view, sight.today)) {
        if (!may_write(who.roles)) return forbidden;
        return performer(who);
    }
    auto found = performer_of_token(sight, who, sight.today);
    if (found && !may_write(found.value().roles)) return forbidden;
    return found;
}

rules::Performer performer_or_nobody(RegisterSight const& sight, Identity const& who) {
    auto found = performer_of_token(sight, who, sight.today);
    if (found) return std::move(found).value();
    rules::Performer nobody;
    nobody.actor.person = who.person;
    nobody.actor.post = who.post;
    nobody.actor.auth = who.auth;
    return nobody;
}

std::optional<rules::Performer> whole_organ(registry::View const& view, OrganCode const& organ, Day day) {
    if (!view.organ(organ)) return std::nullopt;
    rules::Performer all;
    all.actor.organ = organ;
    for (auto const& post : view.posts_in(organ, day)) {
        for (auto const role : post.roles) {
            if (std::ranges::find(all.roles, role) == all.roles.end()) all.roles.push_back(role);
        }
    }
    all.bears_for = duties_borne(view, organ, day);
    return all;
}

std::vector<OrganCode> duties_borne(registry::View const& view, OrganCode const& organ, Day day) {
    std::vector<OrganCode> borne;
    for (auto const* statement : view.all()) {
        auto const* succeeded = std::get_if<registry::OrganSucceeded>(&statement->says);
        if (succeeded == nullptr || succeeded->organ == organ) continue;
        if (view.heir_of(succeeded->organ, day) == organ) borne.push_back(succeeded->organ);
    }
    return borne;
}

}  // namespace juece::service
