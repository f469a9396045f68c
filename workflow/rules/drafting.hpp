// Rules of drafting (D713 12, 13): R13–R16.
//
// Pure: they read facts and the act, never a clock. Each says all that is missing, in codes. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// D713 12(2): 决策承办单位应当全面梳理与决策事项有关的法律、法规、规章和政策，使决策草案合法合规、与有关政策相衔接。
struct LawsSurveyed {
    static constexpr Rule rule{
        .id = "R13",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::d713, 12, 2},
        .phrase =
            "决策承办单位应当全面梳理与决策事项有关的法律、法规、规章和政策，使决策草案合法合规、与有关政策相衔接",
        .message = "形成决策草案应当附法律、法规、规章和政策梳理清单,没有的须说明理由,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 12(3): 决策承办单位根据需要对决策事项涉及的人财物投入、资源消耗、环境影响等成本和经济、社会、环境效益进行分析预测。 Whether it is needed
// is the handling unit's judgement: it says why not.
struct CostsForecast {
    static constexpr Rule rule{
        .id = "R14",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::d713, 12, 3},
        .phrase =
            "决策承办单位根据需要对决策事项涉及的人财物投入、资源消耗、环境影响等成本和经济、社会、环境效益进行分析预测",
        .message = "根据需要应当进行成本效益分析预测,没有的须说明理由,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 12(4): 有关方面对决策事项存在较大分歧的，决策承办单位可以提出两个以上方案。
struct PlansCompared {
    static constexpr Rule rule{
        .id = "R15",
        .force = Force::warning,
        .nature = Nature::content,
        .cites = {Source::d713, 12, 4},
        .phrase = "有关方面对决策事项存在较大分歧的，决策承办单位可以提出两个以上方案",
        .message = "存在较大分歧的,可以提出两个以上方案;现有方案数:{plans},不足 {plans_min} 个的须说明理由",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 13: 决策事项涉及决策机关所属部门、下一级人民政府等单位的职责，或者与其关系紧密的，决策承办单位应当与其充分协商……
// Every unit asked has answered; 逾期 is an answer, but no consent.
struct DepartmentsConsulted {
    static constexpr Rule rule{
        .id = "R16",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 13},
        .phrase =
            "决策事项涉及决策机关所属部门、下一级人民政府等单位的职责，或者与其关系紧密的，决策承办单位应当与其充分协商",
        .message = "决策事项涉及其他单位职责的,应当与其充分协商,尚缺:{absent},尚未答复的单位:{unanswered}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 13: ……不能取得一致意见的，应当向决策机关说明争议的主要问题，有关单位的意见，决策承办单位的意见、理由和依据。
struct DisputeExplained {
    static constexpr Rule rule{
        .id = "R16",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 13},
        .phrase =
            "不能取得一致意见的，应当向决策机关说明争议的主要问题，有关单位的意见，决策承办单位的意见、理由和依据",
        .message = "与下列单位未取得一致意见:{units},应当向决策机关说明争议,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 11, 13: the duty to consult falls on the unit named at the start, so nobody is asked before it.
struct DraftToConsultOn {
    static constexpr Rule rule{
        .id = "R16",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 13},
        .phrase =
            "决策事项涉及决策机关所属部门、下一级人民政府等单位的职责，或者与其关系紧密的，决策承办单位应当与其充分协商",
        .message = "程序启动后方可征求有关单位意见,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 13: ……决策承办单位应当与其充分协商。 Who is asked, and until when.
struct UnitsAsked {
    static constexpr Rule rule{
        .id = "R16",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 13},
        .phrase =
            "决策事项涉及决策机关所属部门、下一级人民政府等单位的职责，或者与其关系紧密的，决策承办单位应当与其充分协商",
        .message = "征求有关单位意见应当明确征求的单位和答复期限,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 13: there is nothing to answer before a unit was asked.
struct ConsultationRequested {
    static constexpr Rule rule{
        .id = "R16",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 13},
        .phrase =
            "决策事项涉及决策机关所属部门、下一级人民政府等单位的职责，或者与其关系紧密的，决策承办单位应当与其充分协商",
        .message = "尚未征求有关单位意见,没有需要答复的",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 13: only a unit that was asked answers, for itself, or the handling unit enters its answer.
struct WasAsked {
    static constexpr Rule rule{
        .id = "R16",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 13},
        .phrase =
            "决策事项涉及决策机关所属部门、下一级人民政府等单位的职责，或者与其关系紧密的，决策承办单位应当与其充分协商",
        .message = "{unit}未被征求意见,或者您不能代其答复",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
