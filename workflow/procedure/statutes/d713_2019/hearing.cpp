// The machine of the hearing. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/hearing.hpp"

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_hearing() { return std::make_unique<MsmRegion<Hearing>>(); }

}  // namespace juece::procedure::d713_2019
