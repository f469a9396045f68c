// The short names in which the chapters of D713 are written: articles, and who acts.
#pragma once

#include "workflow/procedure/statute.hpp"

namespace juece::procedure::d713_2019 {

using enum State;
using enum Trigger;
using enum Role;

template <int article, int paragraph = 0>
using D713 = Art<Source::d713, article, paragraph>;
template <int article, int paragraph = 0>
using Fcr = Art<Source::fcr, article, paragraph>;
template <int number>
using Design = Art<Source::design, number>;  // docs/choices.md

using Proposers = By<leader, department, delegate, citizen, handler, office>;
using Students = By<department, handler, office>;
using Office = By<office, organ>;
using Organ = By<organ>;
using Head = By<head>;  // 首长负责制: ORG 6, 77
using Handler = By<handler>;
using HandlerLegal = By<handler_legal>;
using Reviewer = By<reviewer>;
using Nobody = By<>;  // follows from another act, and is never asked for

}  // namespace juece::procedure::d713_2019
