// Acts of record about the item itself: facts, confirmations, corrections.
#pragma once

#include "tests/support/act.hpp"

namespace juece::testing {

Act set_fact();
Act confirm_entry();
Act correct_entry();
Act annul_entry();
Act review_entry();

// Nothing: the trigger is another chapter's, or no command asks for it.
std::optional<Act> complete_entry(procedure::Trigger trigger, Timestamp when);

}  // namespace juece::testing
