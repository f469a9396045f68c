// Waivers: on what ground a stage is not run, and the rules of those that a fact alone switches off (D713 8, 19, 22,
// 29).
//
// A fact that nobody has set is unknown, and unknown is not false: the stage stays due until the fact was found not to
// hold. Pure: they read facts and the act. Threads: any.
#pragma once

#include <optional>

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// The ground of a waiver as its field says it: {"fact":"F_TECH","value":false} or {"law":"OGI","article":14}, perhaps
// with "paragraph".
struct GroundGiven {
    std::optional<Switch> fact{};
    bool value = false;
    std::optional<Citation> law{};

    std::string code() const;  // "F_TECH" or "OGI 14"
};

// Nothing: no ground is given, or none that can be read.
std::optional<GroundGiven> ground_in(Object const& data);
// Whether the fact that the ground names is known to be as the ground says. Requires: a fact.
bool is_known(GroundGiven const& ground, Judgement const& judged);

// What a waiver's event says beside what was said: `ground` if a fact alone switches the stage off and the act names
// none, and `decided_by`, the organ of the performer.
void add_computed_waiver(procedure::Trigger on, Judgement const& judged, Object& data);

// D713 19(1): 对专业性、技术性较强的决策事项，决策承办单位应当组织专家、专业机构论证其必要性、可行性、科学性等，并提供必要保障。
struct NotTechnical {
    static constexpr Rule rule{
        .id = "R30",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 19, 1},
        .phrase = "对专业性、技术性较强的决策事项，决策承办单位应当组织专家、专业机构论证其必要性、可行性、科学性等",
        .message = "只有认定本事项不属于“{fact}”,才能免除专家论证;目前:{found}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 22(1): 重大行政决策的实施可能对社会稳定、公共安全等方面造成不利影响的，决策承办单位或者负责风险评估工作的其他单位应当
// 组织评估决策草案的风险可控性。
struct NoAdverseEffect {
    static constexpr Rule rule{
        .id = "R36",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 22, 1},
        .phrase =
            "重大行政决策的实施可能对社会稳定、公共安全等方面造成不利影响的，决策承办单位或者负责风险评估工作的其他单位应当组织评估决策草案的风险可控性",
        .message = "只有认定本事项不属于“{fact}”,才能免除风险评估;目前:{found}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 29(1): ……决策草案涉及市场主体经济活动的，应当包含公平竞争审查的有关情况。
struct NoMarketEffect {
    static constexpr Rule rule{
        .id = "R40",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 29, 1},
        .phrase = "决策草案涉及市场主体经济活动的，应当包含公平竞争审查的有关情况",
        .message = "只有认定本事项不属于“{fact}”,才能免除公平竞争审查;目前:{found}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// D713 8(1): ……根据法律、法规规定属于本级人民代表大会及其常务委员会讨论决定的重大事项范围或者应当在出台前向本级人民代表
// 大会常务委员会报告的，按照有关规定办理。
struct NotForCongress {
    static constexpr Rule rule{
        .id = "R64",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::d713, 8, 1},
        .phrase =
            "根据法律、法规规定属于本级人民代表大会及其常务委员会讨论决定的重大事项范围或者应当在出台前向本级人民代表大会常务委员会报告的，按照有关规定办理",
        .message = "只有认定本事项不存在“{fact}”的情形,才能免除提请人大讨论决定或者向其常委会报告;目前:{found}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
