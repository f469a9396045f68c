// What a rule may look at: the facts, the profile, and the act that asks to be done. Nothing else: no clock, no
// state of other items. In the menu `act.data` and `act.documents` are empty and only standing rules are asked.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/rules/facts.hpp"
#include "workflow/rules/profile.hpp"

namespace juece::rules {

// The post that acts, as the register or the token tells it.
struct Performer {
    procedure::Actor actor;
    std::vector<procedure::Role> roles;
};

struct Reason {
    std::string rule;  // a W rule
    std::string text;  // sealed in the event
};

struct Judgement {
    Facts const& facts;
    Profile const& profile;
    Performer const& performer;
    Timestamp occurred_at;
    Object const& data;
    std::span<procedure::Document const> documents;
    std::span<Reason const> reasons;

    // A fact, if the act that set it was done no later than the act judged; else nullptr.
    template <class T>
    T const* known(Known<T> const& fact) const {
        return fact && fact->occurred_at <= occurred_at ? &fact->value : nullptr;
    }
    bool has_document(std::string_view role) const;
    bool has_reason(std::string_view rule) const;
};

// Whether the performer may act in one of these roles. HANDLER means one of the organs named at initiation (D713
// 11), once they are named.
bool acts_as(std::span<procedure::Role const> roles, Judgement const& judged);

}  // namespace juece::rules
