// What a rule may look at: the facts, the profile, the calendar known on the day, and the act that asks to be done.
// Nothing else: no clock, no state of other items. In the menu `act.data` and `act.documents` are empty and only
// standing rules are asked.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "workflow/calendar/calendar.hpp"
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
    std::vector<OrganCode> bears_for{};  // 机构改革: other organs whose duties this one bears on the day of the act
    bool recused = false;                // 回避: from this item
};

struct Reason {
    std::string rule;  // a W rule
    std::string text;  // sealed in the event
};

struct Judgement {
    Facts const& facts;
    Profile const& profile;
    calendar::KnownCalendar const& calendar;  // as known on the day of the act
    Performer const& performer;
    Timestamp occurred_at;
    Object const& data;
    std::span<procedure::Document const> documents;
    std::span<Reason const> reasons;
    std::set<std::uint64_t>* read = nullptr;  // if given: the versions of the facts that rules looked at

    Day today() const { return beijing_day(occurred_at); }

    // A fact, if the act that set it was done no later than the act judged; else nullptr.
    template <class T>
    T const* known(Known<T> const& fact) const {
        return fact ? known(*fact) : nullptr;
    }
    template <class T>
    T const* known(Fact<T> const& fact) const {
        if (fact.occurred_at > occurred_at) return nullptr;
        if (read != nullptr) read->insert(fact.version);
        return &fact.value;
    }
    // Whether a switch is known to hold, known not to hold, or unknown.
    std::optional<bool> holds(Switch of) const;
    // Whether a stage beside the main line is finished or lawfully waived, and not voided since.
    bool is_finished(procedure::Region stage) const;
    bool is_waived(procedure::Region stage) const;

    bool has_document(std::string_view role) const;
    procedure::Document const* document(std::string_view role) const;  // nullptr if not attached
    bool has_reason(std::string_view rule) const;
};

// Whether the performer may act in one of these roles. HANDLER means one of the organs named at initiation (D713
// 11), once they are named, or an organ that bears their duties now.
bool acts_as(std::span<procedure::Role const> roles, Judgement const& judged);

}  // namespace juece::rules
