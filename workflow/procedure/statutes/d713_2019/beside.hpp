// What stands beside the main line and must be done before it goes on: 第二章第二节至第四节, 第二十九条第一项.
//
// Asked when a draft is sent for review, and again before it is discussed, because a duty may have come back meanwhile.
#pragma once

#include "workflow/procedure/statute.hpp"
#include "workflow/rules/competition.hpp"
#include "workflow/rules/expertise.hpp"
#include "workflow/rules/hearing.hpp"
#include "workflow/rules/participation.hpp"
#include "workflow/rules/risk.hpp"

namespace juece::procedure::d713_2019 {

using ProceduresDone =
    All<rules::PublicHeard,
        rules::GroupsConsulted,
        rules::HearingOrReason,
        rules::HearingHeld,
        rules::AdoptionExists,
        rules::ExpertsArgued,
        rules::RiskAssessed,
        rules::CompetitionReviewed>;

}  // namespace juece::procedure::d713_2019
