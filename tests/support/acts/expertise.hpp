// Acts of expert review, risk assessment, fair-competition review, and reports to Party and congress (S05–S07, S11,
// S12).
#pragma once

#include "tests/support/act.hpp"

namespace juece::testing {

Act choose_panel();
Act file_expert_opinion();
Act conclude_expert_review();
Act waive_expert_review();
Act commission_risk_assessment();
Act report_risk_assessment();
Act reuse_risk_assessment();
Act judge_risk();
Act take_risk_measures();
Act waive_risk_assessment();
Act review_competition_initially();
Act conclude_competition_review();
Act review_own_competition();
Act waive_competition_review();
Act submit_party_report();
Act answer_party_report();
Act submit_to_npc();
Act resolve_npc();
Act waive_npc();

// Nothing: the trigger is another chapter's, or no command asks for it.
std::optional<Act> complete_expertise(procedure::Trigger trigger, Timestamp when);

}  // namespace juece::testing
