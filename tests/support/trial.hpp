// One rule on trial: facts as a test sets them, an act, and what the rule finds missing.
//
//     Trial trial{complete_open_public_comment()};
//     trial.holds(rules::Switch::urgent).fact(&rules::Facts::draft, digest);
//     EXPECT_EQ(trial.ask<rules::ThirtyDays>(), std::nullopt);
//
// The calendar is that of schemas/calendars, known on the day of the act. Threads: none.
#pragma once

#include <set>

#include "tests/support/act.hpp"
#include "workflow/rules/judgement.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::testing {

// What a rule answers that misses these (codes).
rules::Unmet absent(List codes);

struct Trial {
    explicit Trial(Act of) : act{std::move(of)} {}

    template <class T>
    Trial& fact(rules::Known<T> rules::Facts::*which, T value) {
        return fact(which, std::move(value), act.command.occurred_at);
    }
    // A fact that was set at that time.
    template <class T>
    Trial& fact(rules::Known<T> rules::Facts::*which, T value, Timestamp when) {
        facts.*which = rules::Fact<T>{std::move(value), ++version, when};
        return *this;
    }
    Trial& holds(rules::Switch of, bool value = true);
    Trial& stage(procedure::Region of, rules::Outcome outcome);

    template <class Rule>
    rules::Unmet ask() const {
        if constexpr (requires { &Rule::asked_by; }) {
            if (!Rule::asked_by(profile)) return std::nullopt;
        }
        return ask(&Rule::unmet);
    }
    // Also says which facts were looked at, by version.
    rules::Unmet ask(rules::Unmet (*unmet)(rules::Judgement const&), std::set<std::uint64_t>* read = nullptr) const;

    rules::Facts facts;
    rules::Profile profile{};
    Act act;
    std::uint64_t version = 0;
};

}  // namespace juece::testing
