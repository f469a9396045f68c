// Rules of reporting to the Party committee and to the people's congress (D713 8(1), 31): R63, R64.
//
// Both reports may come before or after the discussion; neither may be missing when the decision is issued. What is
// secret stays outside juece: instead of a document the number of a paper register is named, and who keeps it.
// Pure: they read facts and the act, never a clock. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// D713 31: 重大行政决策出台前应当按照规定向同级党委请示报告。 What is reported is a draft at least.
struct ReportFollowsDraft {
    static constexpr Rule rule{
        .id = "R63",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 31},
        .phrase = "重大行政决策出台前应当按照规定向同级党委请示报告",
        .message = "请示报告须有决策草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 31: the report is a paper: attached, or named by its place in a register outside.
struct ReportMade {
    static constexpr Rule rule{
        .id = "R63",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 31},
        .phrase = "重大行政决策出台前应当按照规定向同级党委请示报告",
        .message = "请示报告须附文书;文书不能录入本系统的,填写纸质登记号,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 31: what the committee answered, by a code and a reference; never its text.
struct AnswerReferenced {
    static constexpr Rule rule{
        .id = "R63",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 31},
        .phrase = "重大行政决策出台前应当按照规定向同级党委请示报告",
        .message = "党委的答复须指明其文书或者纸质登记号,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 31: ……出台前…… The answer came no later than the issue, and is no refusal.
struct PartyReported {
    static constexpr Rule rule{
        .id = "R63",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 31},
        .phrase = "重大行政决策出台前应当按照规定向同级党委请示报告",
        .message = "重大行政决策出台前应当按照规定向同级党委请示报告,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 8(1): ……属于本级人民代表大会及其常务委员会讨论决定的重大事项范围或者应当在出台前向本级人民代表大会常务委员会报告的，
// 按照有关规定办理。 What is submitted is a draft at least.
struct BillFollowsDraft {
    static constexpr Rule rule{
        .id = "R64",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 8, 1},
        .phrase = "应当在出台前向本级人民代表大会常务委员会报告的，按照有关规定办理",
        .message = "提请审议或者报告须有决策草案,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 8(1): the bill or report is a paper, attached or named by its place in a register outside.
struct BillMade {
    static constexpr Rule rule{
        .id = "R64",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 8, 1},
        .phrase = "应当在出台前向本级人民代表大会常务委员会报告的，按照有关规定办理",
        .message = "提请审议或者报告须附文书;文书不能录入本系统的,填写纸质登记号,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 8(1): what was resolved, by a code and a reference.
struct ResolutionReferenced {
    static constexpr Rule rule{
        .id = "R64",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::d713, 8, 1},
        .phrase = "应当在出台前向本级人民代表大会常务委员会报告的，按照有关规定办理",
        .message = "决议、决定或者批复须指明其文书或者纸质登记号,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 8(1): ……应当在出台前……报告的，按照有关规定办理。 Where the item is the congress's, only its resolution will do; else a
// waiver says that it is not.
struct NpcResolved {
    static constexpr Rule rule{
        .id = "R64",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 8, 1},
        .phrase =
            "属于本级人民代表大会及其常务委员会讨论决定的重大事项范围或者应当在出台前向本级人民代表大会常务委员会报告的，"
            "按照有关规定办理",
        .message =
            "应当由人大讨论决定或者在出台前向人大常委会报告的,按照有关规定办理,不属于此类的应当先办理免除,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
