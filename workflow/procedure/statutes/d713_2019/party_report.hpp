// 重大行政决策程序暂行条例 第三十一条: reporting to the Party committee of the same level (S11), before or after the discussion, and
// before publication.
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/report.hpp"

namespace juece::procedure::d713_2019 {

namespace party_report_rows {

using namespace rules;
using Answering = By<party, office, organ>;

// clang-format off
struct PartyReport : Chapter<Region::party_report, due,

    // 第三十一条 重大行政决策出台前应当按照规定向同级党委请示报告。
    //  from      on                      to         by         article   refused by
    Row<due,       party_report_submitted, submitted, Organ,     D713<31>, ReportFollowsDraft, ReportMade>,
    Row<submitted, party_report_answered,  answered,  Answering, D713<31>, AnswerReferenced>,
    Row<answered,  party_report_submitted, submitted, Organ,     D713<31>, ReportFollowsDraft, ReportMade>
> {};
// clang-format on

}  // namespace party_report_rows

using party_report_rows::PartyReport;

std::unique_ptr<RegionMachine> start_party_report();

}  // namespace juece::procedure::d713_2019
