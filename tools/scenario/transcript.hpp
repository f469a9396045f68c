// Transcript: what a step was and what came of it, as an object without ids, salts, hashes and log names, so that two
// runs can be compared as text. Pure; threads: any.
#pragma once

#include "tools/scenario/runner.hpp"

namespace juece::scenario {

// Requires: events, refusals and faults already tell persons by name.
Object transcript_entry(StepResult const& result);

}  // namespace juece::scenario
