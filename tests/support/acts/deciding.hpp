// Acts of legality review, deliberation, publication and the order to execute (S08–S10, S13, S14).
#pragma once

#include "tests/support/act.hpp"

namespace juece::testing {

Act submit_legality_initial();
Act pass_legality_initial();
Act return_legality_initial();
Act submit_legality_review();
Act request_supplement();
Act supplement_materials();
Act return_materials();
Act pass_legality_review();
Act pass_legality_review_with_changes();
Act accept_changes();
Act pass_exploratory();
Act fail_legality_review();
Act list_for_deliberation();
Act record_deliberation();
Act approve_decision();
Act approve_with_changes();
Act reject_decision();
Act defer_decision();
Act return_decision();
Act publish_decision();
Act withhold_publication();
Act complete_publication();
Act order_execution();

// Nothing: the trigger is another chapter's, or no command asks for it.
std::optional<Act> complete_deciding(procedure::Trigger trigger, Timestamp when);

}  // namespace juece::testing
