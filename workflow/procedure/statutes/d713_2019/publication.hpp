// 重大行政决策程序暂行条例, 第三章第二节, 第四章: publication, and the order to execute (S13, S14; D713 32, 34).
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/competition.hpp"
#include "workflow/rules/publication.hpp"

namespace juece::procedure::d713_2019 {

namespace publication_rows {

using namespace rules;

// clang-format off
using Rows = boost::mp11::mp_list<

    // 第三十一条 重大行政决策出台前应当按照规定向同级党委请示报告。
    // 第三十二条 决策机关应当通过本级人民政府公报和政府网站以及在本行政区域内发行的报纸等途径及时公布重大行政决策。对社会公众普遍
    // 关心或者专业性、技术性较强的重大行政决策，应当说明公众意见、专家论证意见的采纳情况，通过新闻发布会、接受访谈等方式进行
    // 宣传解读。依法不予公开的除外。
    //  from      on                     to         by      article  refused by
    Row<approved,  publication_published, published, Office, D713<32>,
        DecisionStands, PartyReported, NpcResolved, CompetitionPassed, PublicityReviewed, PublishedOnWebsite,
        PublishedInTime, AdoptionExplained>,
    Row<approved,  publication_withheld,  withheld,  Organ,  D713<32>,
        DecisionStands, PartyReported, NpcResolved, CompetitionPassed, DecisionNotPublic>
>;

// The website opens the execution; gazette and newspaper go on and are not forgotten once the decision is executed.
using ExecutionRows = boost::mp11::mp_list<
    Row<published, publication_completed, in_force,  Office, D713<32>, WebsiteFirst, EveryChannelDone>,
    Row<executing, publication_completed, executing, Office, D713<32>, WebsiteFirst, EveryChannelDone>,

    // 第三十四条 决策机关应当明确负责重大行政决策执行工作的单位(以下简称决策执行单位)，并对决策执行情况进行督促检查。决策执行
    // 单位应当依法全面、及时、正确执行重大行政决策，并向决策机关报告决策执行情况。
    Row<published, execution_ordered, executing, Organ, D713<34>,
        ExecutorNamed, ExecutionTermsDemanded, ExecutionTermsNamed>,
    Row<withheld,  execution_ordered, executing, Organ, D713<34>,
        ExecutorNamed, ExecutionTermsDemanded, ExecutionTermsNamed>,
    Row<in_force,  execution_ordered, executing, Organ, D713<34>,
        ExecutorNamed, ExecutionTermsDemanded, ExecutionTermsNamed>
>;
// clang-format on

}  // namespace publication_rows

using PublicationRows = publication_rows::Rows;
using ExecutionRows = publication_rows::ExecutionRows;

}  // namespace juece::procedure::d713_2019
