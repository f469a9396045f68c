// The machine of the report to the Party committee. Compiled alone because it includes MSM.
#include "workflow/procedure/statutes/d713_2019/party_report.hpp"

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure::d713_2019 {

std::unique_ptr<RegionMachine> start_party_report() { return std::make_unique<MsmRegion<PartyReport>>(); }

}  // namespace juece::procedure::d713_2019
