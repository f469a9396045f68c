// Ways that one item takes, as lists of lawful acts: the shorter ones are beginnings of the longer ones.
//
// The item needs no expert, no risk assessment, no fair-competition review, no hearing and no congress: facts say so,
// and waivers rest on them. Threads: plain values.
#pragma once

#include <string_view>
#include <vector>

#include "tests/support/acts/deciding.hpp"
#include "tests/support/acts/entries.hpp"
#include "tests/support/acts/expertise.hpp"
#include "tests/support/acts/opening.hpp"
#include "tests/support/acts/participation.hpp"

namespace juece::testing::ways {

using Acts = std::vector<Act>;

inline Acts joined(Acts first, Acts const& then) {
    first.insert(first.end(), then.begin(), then.end());
    return first;
}

inline Act found(std::string_view fact, bool holds, std::string_view day = "2023-11-20") {
    return set_fact().with("fact", fact).with("value", holds).on(day);
}

inline Acts drafted() { return {propose(), report_study(), start_procedure(), complete_draft()}; }

inline Acts commented() { return joined(drafted(), {open_public_comment()}); }

inline Acts heard() { return joined(commented(), {close_public_comment(), report_public_comment()}); }

inline Acts freed() {
    return joined(
        heard(),
        {found("F_TECH", false),
         found("F_RISK", false),
         found("F_MARKET", false),
         found("F_NPC", false),
         found("F_HEARLAW", false),
         found("F_VITAL", false),
         found("F_DISPUTE", false),
         waive_expert_review().on("2023-11-21"),
         waive_risk_assessment().on("2023-11-21"),
         waive_competition_review().on("2023-11-21"),
         waive_npc().on("2023-11-21")}
    );
}

inline Acts under_review() { return joined(freed(), {submit_legality_review()}); }

inline Acts reviewed() { return joined(under_review(), {pass_legality_review()}); }

inline Acts deliberated() { return joined(reviewed(), {list_for_deliberation(), record_deliberation()}); }

inline Acts approved() { return joined(deliberated(), {approve_decision()}); }

inline Acts published() {
    return joined(
        approved(), {submit_party_report().on("2023-12-15"), answer_party_report().on("2023-12-18"), publish_decision()}
    );
}

inline Acts executing() { return joined(published(), {order_execution(), complete_publication().on("2024-01-05")}); }

}  // namespace juece::testing::ways
