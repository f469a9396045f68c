// Acts of public participation: comment, hearing, other methods, opinions (S04).
#pragma once

#include "tests/support/act.hpp"

namespace juece::testing {

Act open_public_comment();
Act extend_public_comment();
Act close_public_comment();
Act report_public_comment();
Act waive_public_comment();
Act announce_hearing();
Act deliver_hearing_materials();
Act hold_hearing();
Act postpone_hearing();
Act report_hearing();
Act waive_hearing();
Act record_participation();
Act register_opinion();
Act resolve_opinion();

// Nothing: the trigger is another chapter's, or no command asks for it.
std::optional<Act> complete_participation(procedure::Trigger trigger, Timestamp when);

}  // namespace juece::testing
