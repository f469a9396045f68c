// The machine of fair-competition review. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/fair_competition.hpp"

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_fair_competition() { return std::make_unique<MsmRegion<FairCompetition>>(); }

}  // namespace juece::procedure::d713_2019
