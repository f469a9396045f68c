// The machine of the main line, in three parts. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/main.hpp"

#include "workflow/procedure/msm/cut.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_main() { return std::make_unique<CutRegion<Main>>(); }

}  // namespace juece::procedure::d713_2019
