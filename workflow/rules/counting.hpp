// Working days since an act, held against a limit. What is missing explains itself: since when, how many have passed,
// which days the notices arranged, and by which notice (calendar/explanation.hpp in_codes).
//
// A year without a notice is never guessed: the limit is unmet, `year` says which notice is missing, and the date is
// the code `no_notice`. Threads: pure functions.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// D713 26(2): a time that must have passed. Nothing if the act is done on its last working day or later; else
// {"working_days_min","working_days_used","earliest","notices","counted"}. Requires: least ≥ 0.
Unmet not_yet(Judgement const& judged, Day since, calendar::WorkingDays least);

// OGI 26: a time that must not have passed. Nothing if the act is done on its last working day or earlier; else
// {"working_days_max","working_days_used","latest","notices","counted"}. Requires: most ≥ 0.
Unmet too_late(Judgement const& judged, Day since, calendar::WorkingDays most);

}  // namespace juece::rules
