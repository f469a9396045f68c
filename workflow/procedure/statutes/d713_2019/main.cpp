// The machine of the main line. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/main.hpp"

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_main() { return std::make_unique<MsmRegion<Main>>(); }

}  // namespace juece::procedure::d713_2019
