// The machine of expert review. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/expert_review.hpp"

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_expert_review() { return std::make_unique<MsmRegion<ExpertReview>>(); }

}  // namespace juece::procedure::d713_2019
