// Rules of publication and of the order to execute (D713 32, 34; OGI 26): R65–R68, and the ground not to publish (R18).
//
// Pure: they read facts and the act, never a clock; working days come from the calendar known on the day of the act.
// Each says all that is missing, in codes. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/participation.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/report.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// D713 30(1): 决策机关行政首长在集体讨论的基础上作出决定。 What is issued is a decision that still stands: one that was entered
// by mistake and annulled does not.
struct DecisionStands {
    static constexpr Rule rule{
        .id = "R62",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 30, 1},
        .phrase = "决策机关行政首长在集体讨论的基础上作出决定",
        .message = "没有有效的通过决定,不能公布,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 32: 决策机关应当通过本级人民政府公报和政府网站以及在本行政区域内发行的报纸等途径及时公布重大行政决策。 The website opens what
// follows; the other channels have until publication is complete.
struct PublishedOnWebsite {
    static constexpr Rule rule{
        .id = "R65",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 32},
        .phrase = "决策机关应当通过本级人民政府公报和政府网站以及在本行政区域内发行的报纸等途径及时公布重大行政决策",
        .message = "公布决策应当有公布的文本、政府网站公布日和公布记录,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// OGI 26: ……20个工作日内及时公开。 From the day that the decision's text bears (成文日期), itself not counted.
struct PublishedInTime {
    static constexpr Rule rule{
        .id = "R66",
        .force = Force::warning,
        .nature = Nature::standing,
        .cites = {Source::ogi, 26},
        .phrase = "20个工作日内及时公开",
        .message =
            "决策应当自形成之日起 {working_days_max} 个工作日内公布:成文日期 {dated},已过工作日:{working_days_used},"
            "应当公布之日:{latest},其间的放假和调休:{counted},依据:{notices};逾期须说明理由",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 32: 对社会公众普遍关心或者专业性、技术性较强的重大行政决策，应当说明公众意见、专家论证意见的采纳情况，通过新闻发布会、接受
// 访谈等方式进行宣传解读。
struct AdoptionExplained {
    static constexpr Rule rule{
        .id = "R67",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 32},
        .phrase =
            "对社会公众普遍关心或者专业性、技术性较强的重大行政决策，应当说明公众意见、专家论证意见的采纳情况，通过新闻发布会、"
            "接受访谈等方式进行宣传解读",
        .message = "{facts}的决策应当说明意见采纳情况并进行解读,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 32: ……依法不予公开的除外。 The organ says on which law, as for public participation (R18): OGI 14, OGI 15, a law, or the
// fact found before; OGI 16 (过程性信息) would fit any item.
struct DecisionNotPublic {
    static constexpr Rule rule{
        .id = "R18",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 32},
        .phrase = "依法不予公开的除外",
        .message = "决策不予公开须有法定依据({allowed})和决策机关的决定,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 32: what the law does not let be published (依法不予公开的除外) has no channels to complete.
struct WebsiteFirst {
    static constexpr Rule rule{
        .id = "R65",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 32},
        .phrase = "决策机关应当通过本级人民政府公报和政府网站以及在本行政区域内发行的报纸等途径及时公布重大行政决策",
        .message = "决策尚未在政府网站公布,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 32: ……本级人民政府公报和政府网站以及在本行政区域内发行的报纸等途径……。 Gazette and newspaper each with its day; no
// gazette where the profile knows none, and 等途径 lets another way stand for the newspaper, with the reason.
struct EveryChannelDone {
    static constexpr Rule rule{
        .id = "R65",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 32},
        .phrase = "决策机关应当通过本级人民政府公报和政府网站以及在本行政区域内发行的报纸等途径及时公布重大行政决策",
        .message = "公布途径尚未全部完成,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 34: 决策机关应当明确负责重大行政决策执行工作的单位(以下简称决策执行单位)，并对决策执行情况进行督促检查。
struct ExecutorNamed {
    static constexpr Rule rule{
        .id = "R68",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 34},
        .phrase = "决策机关应当明确负责重大行政决策执行工作的单位（以下简称决策执行单位）",
        .message = "应当明确决策执行单位,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Shanghai plan L44 (Liaoning plan L56): 明确执行主体、执行目标、执行时限、执行反馈. What the profile has not made a duty is a
// plan's wish, and a reason lets it pass.
struct ExecutionTermsNamed {
    static constexpr Rule rule{
        .id = "R68",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::sh_plan, 44},
        .phrase = "明确执行主体、执行目标、执行时限、执行反馈",
        .message = "依据为规划要求,非法律规范:应当明确执行目标、执行时限、执行反馈或者说明理由,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// The same terms where the jurisdiction has made them a duty by its profile.
struct ExecutionTermsDemanded {
    static constexpr Rule rule{
        .id = "R68",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 34},
        .phrase = "决策机关应当明确负责重大行政决策执行工作的单位",
        .message = "本地方参数规定应当明确的执行要求,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static bool asked_by(Profile const& profile) {
        return profile.execution_target || profile.execution_deadline || profile.execution_feedback;
    }
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
