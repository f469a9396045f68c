// Refused attempts are recorded too: an auditor may ask who tried what (docs/ARCHITECTURE.md). Above 30 a minute per
// person they are only counted, and the count is recorded with the next one (docs/adr/0004-gapless-log.md).
//
// Threads: the strand.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "workflow/dossier/dossier.hpp"

namespace juece::service {

// attempts.refused.v1: codes and numbers only; the phrase is rendered from the pinned statute.
dossier::Draft refused_attempt(
    DecisionId decision,
    std::uint64_t version_judged,
    dossier::Command const& command,
    rules::Performer const& performer,
    dossier::Context const& context,
    dossier::Refusals const& refusals
);

// attempts.suppressed.v1: how many of this person's refusals were counted only.
dossier::Draft suppressed_attempts(
    DecisionId decision, rules::Performer const& performer, dossier::Context const& context, std::uint64_t count
);

class RefusalMeter {
public:
    static constexpr std::uint64_t per_minute = 30;

    // Whether this person's next refusal would be recorded. `now` is real time, also in a rehearsal.
    bool has_room(PersonId person, Timestamp now) const;
    // Counts a refusal; whether it is to be recorded.
    bool admit(PersonId person, Timestamp now);
    // What was counted only, and begins again at zero.
    std::uint64_t take_suppressed(PersonId person);
    // Takes back what could not be recorded after all.
    void give_back(PersonId person, std::uint64_t suppressed) { windows_[person].suppressed += suppressed; }

private:
    struct Window {
        // A clock that was set back begins a new minute.
        bool is_over(Timestamp now) const { return now < since || now - since >= std::chrono::minutes{1}; }

        Timestamp since{};
        std::uint64_t count = 0;
        std::uint64_t suppressed = 0;
    };
    std::unordered_map<PersonId, Window> windows_;
};

}  // namespace juece::service
