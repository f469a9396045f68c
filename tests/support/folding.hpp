// What facts remember of acts: events as acts would leave them, folded one by one.
//
//     Folding folding{rules::fold_risk};
//     auto const reported = folding.take(report_risk_assessment());
//     folding.take(Trigger::risk_assessment_voided, reported);
//
// Threads: none.
#pragma once

#include "tests/support/act.hpp"
#include "workflow/rules/facts.hpp"

namespace juece::testing {

// The event that an act would leave, as far as facts are folded from it. Nothing is computed, nothing is sealed.
procedure::Event event_of(Act const& act, std::uint64_t version = 1);

struct Folding {
    // One chapter of workflow/rules/folding.hpp; every event that is taken must be its own.
    using Chapter = bool (*)(rules::Facts& facts, procedure::Event const& event, procedure::Trigger on);

    explicit Folding(Chapter of) : chapter{of} {}

    std::uint64_t take(Act const& act);                      // the version of its event
    void take(procedure::Trigger on, std::uint64_t target);  // what follows for the event of that version

    Chapter chapter;
    rules::Facts facts{};
    std::uint64_t version = 0;
};

}  // namespace juece::testing
