// The machine of risk assessment. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/risk_assessment.hpp"

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_risk_assessment() { return std::make_unique<MsmRegion<RiskAssessment>>(); }

}  // namespace juece::procedure::d713_2019
