// Whether a statement fits the others that stand. Inner part of decide and contradictions.
#pragma once

#include "workflow/register/command.hpp"

namespace juece::registry {

// What contradicts the statement, which must itself be in the view. Whether it was said first or last makes no
// difference.
Faults judge(View const& view, Statement const& self);

}  // namespace juece::registry
