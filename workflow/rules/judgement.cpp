// What a rule asks of an act: its documents, its reasons, its performer.
#include "workflow/rules/judgement.hpp"

#include <algorithm>

namespace juece::rules {

bool Judgement::has_document(std::string_view role) const {
    return std::ranges::find(documents, role, &procedure::Document::role) != documents.end();
}

bool Judgement::has_reason(std::string_view rule) const {
    return std::ranges::find(reasons, rule, &Reason::rule) != reasons.end();
}

bool acts_as(std::span<procedure::Role const> roles, Judgement const& judged) {
    auto const holds = [&](procedure::Role role) {
        if (std::ranges::find(judged.performer.roles, role) == judged.performer.roles.end()) return false;
        if (role != procedure::Role::handler) return true;
        // D713 11: from the start of the procedure on, only the organs named then are 决策承办单位 of this item.
        auto const* named = judged.known(judged.facts.handlers);
        return named == nullptr || std::ranges::find(*named, judged.performer.actor.organ) != named->end();
    };
    return std::ranges::any_of(roles, holds);
}

}  // namespace juece::rules
