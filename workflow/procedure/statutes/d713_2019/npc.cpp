// The machine of the people's congress. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/npc.hpp"

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_npc() { return std::make_unique<MsmRegion<Npc>>(); }

}  // namespace juece::procedure::d713_2019
