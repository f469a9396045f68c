// The register of one day as data: organs with their posts, and who holds them. For GET register and `juecectl`.
//
//     {"version","day","organs":[{"organ","kind","superior","from","event",
//         "posts":[{"post","holders","roles","from","event","held":[{"person","kind","from","until","version"}]}]}]}
//
// Names are not in it: `event` says under which event each name or title is sealed, for those who may read it. `until`
// is the last day, absent while none is known. Threads: pure function.
#pragma once

#include "workflow/register/register.hpp"

namespace juece::registry {

Object roll_of(View const& view, Day day);

}  // namespace juece::registry
