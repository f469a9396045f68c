// What the law computes from an act, beside what was said: members of its data that no command carries. Inner part of
// dossier/. Pure; threads: any.
#pragma once

#include "workflow/procedure/vocabulary.hpp"
#include "workflow/rules/judgement.hpp"

namespace juece::dossier {

// Adds them to the event's data. `judged.data` is what was said.
void add_computed(procedure::Trigger on, rules::Judgement const& judged, Object& data);

}  // namespace juece::dossier
