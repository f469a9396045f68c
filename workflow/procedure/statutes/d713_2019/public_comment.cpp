// The machine of the public comment. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/public_comment.hpp"

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_public_comment() { return std::make_unique<MsmRegion<PublicComment>>(); }

}  // namespace juece::procedure::d713_2019
