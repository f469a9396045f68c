// Filters over a row, for whoever has rows and no database.
#include "workflow/ports/decision_query.hpp"

#include <algorithm>

namespace juece::ports {
namespace {

bool names(Object const& row, std::string_view member, std::string_view word) {
    auto const* value = row.find(member);
    auto const* list = value != nullptr ? value->list() : nullptr;
    return list != nullptr && std::ranges::any_of(*list, [word](Value const& each) {
               return each.string() != nullptr && *each.string() == word;
           });
}

bool stands_at(Object const& row, procedure::Region region, procedure::State state) {
    auto const* states = row.find("states");
    return states != nullptr && states->object() != nullptr && states->object()->text(code(region)) == code(state);
}

bool waits_for(Awaited const& awaited, Object const& row, procedure::Role role) {
    if (!names(row, "waiting_for", code(role))) return false;
    if (role != procedure::Role::handler || awaited.organs.empty() || !row.has("handlers")) return true;
    return std::ranges::any_of(awaited.organs, [&](OrganCode const& organ) {
        return names(row, "handlers", organ.text());
    });
}

}  // namespace

std::vector<procedure::Role> awaited_roles(Awaited const& awaited, Object const& row) {
    std::vector<procedure::Role> roles;
    std::ranges::copy_if(awaited.roles, std::back_inserter(roles), [&](procedure::Role role) {
        return waits_for(awaited, row, role);
    });
    return roles;
}

bool matches(DecisionFilter const& filter, Object const& row) {
    if (filter.awaited && awaited_roles(*filter.awaited, row).empty()) return false;
    if (filter.state && !stands_at(row, filter.state->first, filter.state->second)) return false;
    if (!filter.category.empty() && row.text("category") != filter.category) return false;
    if (filter.handler && !names(row, "handlers", filter.handler->text())) return false;
    // Times have one form, so their texts compare as they do.
    auto const opened = row.text("opened_at");
    if (filter.opened_from && opened < text(*filter.opened_from)) return false;
    if (filter.opened_before && opened >= text(*filter.opened_before)) return false;
    return !filter.changed_since || row.text("recorded_at") >= text(*filter.changed_since);
}

}  // namespace juece::ports
