// 重大行政决策程序暂行条例, 第三章第二节 集体讨论决定和决策公布: the discussion and the decision (S10; D713 29, 30).
#pragma once

#include "workflow/procedure/statutes/d713_2019/beside.hpp"
#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/deliberation.hpp"
#include "workflow/rules/legality.hpp"
#include "workflow/rules/risk.hpp"

namespace juece::procedure::d713_2019 {

namespace deliberation_rows {

using namespace rules;

using LawfulDiscussion = All<LawfulMeeting, QuorumPresent, HeadLast, EveryViewRecorded, DecidedAfterDiscussion>;
using AdviceHeard = All<ReviewerHeard, AdvisersHeard>;

// clang-format off
using Rows = boost::mp11::mp_list<

    // 第二十九条 决策承办单位提交决策机关讨论决策草案，应当报送下列材料：(一)决策草案及相关材料，决策草案涉及市场主体经济活动
    // 的，应当包含公平竞争审查的有关情况；(二)履行公众参与程序的，同时报送社会公众提出的主要意见的研究采纳情况；(三)履行专家
    // 论证程序的，同时报送专家论证意见的研究采纳情况；(四)履行风险评估程序的，同时报送风险评估报告等有关材料；(五)合法性审查
    // 意见；(六)需要报送的其他材料。
    //  from        on                     to           by       article    refused by
    Row<reviewed,    deliberation_listed,   listed,      Office,  D713<29>,
        ProceduresDone, ReviewedBeforeDiscussion, LegalBeforeDiscussion, SameDraft, PackageComplete>,
    // 再次讨论: an item may be discussed again, also one whose discussion was not held as the law demands.
    Row<deliberated, deliberation_listed,   listed,      Office,  D713<29>,
        ProceduresDone, ReviewedBeforeDiscussion, LegalBeforeDiscussion, SameDraft, PackageComplete>,

    // 第三十条第三款 集体讨论决定情况应当如实记录，不同意见应当如实载明。 What happened is recorded, lawful or not.
    Row<listed,      deliberation_recorded, deliberated, Office,  D713<30, 3>>,

    // 第三十条第一款 决策草案应当经决策机关常务会议或者全体会议讨论。决策机关行政首长在集体讨论的基础上作出决定。
    // 第三十条第二款 讨论决策草案，会议组成人员应当充分发表意见，行政首长最后发表意见。行政首长拟作出的决定与会议组成人员多数人
    // 的意见不一致的，应当在会上说明理由。
    // 暂缓 decides nothing: it is how an item leaves a meeting that was not held like this, to be listed for another.
    Row<deliberated, deliberation_approved, approved,    Head,    D713<30, 1>,
        RiskControlled, LawfulDiscussion, ReasonToApprove, AdviceHeard>,
    Row<deliberated, deliberation_modified, approved,    Head,    D713<30, 1>,
        RiskControlled, LawfulDiscussion, ReasonToApprove, AdviceHeard, MinorChange>,
    Row<deliberated, deliberation_rejected, disapproved, Head,    D713<30, 1>, LawfulDiscussion, ReasonToReject>,
    Row<deliberated, deliberation_deferred, reviewed,    Head,    D713<30, 1>, ReasonToDefer, DecidedAfterDiscussion>,
    Row<deliberated, deliberation_returned, drafting,    Head,    D713<30, 1>, LawfulDiscussion, ReasonToReturn>,

    // 第三十一条, 公平竞争审查条例第十八条: what may not be issued as it was decided goes back, to be changed or discussed again.
    Row<approved,    deliberation_returned, drafting,    Head,    D713<30, 1>, LawfulDiscussion, ReasonToReturn>,
    Row<approved,    deliberation_listed,   listed,      Office,  D713<29>,
        ProceduresDone, ReviewedBeforeDiscussion, LegalBeforeDiscussion, SameDraft, PackageComplete>
>;
// clang-format on

}  // namespace deliberation_rows

using DeliberationRows = deliberation_rows::Rows;

}  // namespace juece::procedure::d713_2019
