// Acts of proposal, initiation and drafting (S01–S03).
#pragma once

#include "tests/support/act.hpp"

namespace juece::testing {

Act propose();
Act assign_study();
Act report_study();
Act return_proposal();
Act reject_proposal();
Act start_procedure();
Act decline_procedure();
Act defer_procedure();
Act complete_draft();
Act revise_draft();
Act request_consultation();
Act answer_consultation();
Act terminate_procedure();

// Nothing: the trigger is another chapter's, or no command asks for it.
std::optional<Act> complete_opening(procedure::Trigger trigger, Timestamp when);

}  // namespace juece::testing
