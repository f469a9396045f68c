// Switches: the facts of an item that switch duties on and off (F_*), each set by `fact.set` with who, when and on what
// ground.
//
// A switch that nobody has set is unknown, and unknown is not false: the stage stays due until it is done, or waived
// because the fact was found not to hold. F_CAT and F_EXCL are said by the proposal itself (R01, R02); F_SECRET is
// never entered, because juece holds no state secrets (保守国家秘密法 31(3)). Threads: constant data.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "workflow/core/citation.hpp"

namespace juece::rules {

enum class Switch : std::uint8_t {
    other_law,   // 法律、行政法规对程序另有规定, D713 3(2)
    not_public,  // 依法不予公开, D713 14(1), 32
    group,       // 涉及特定群体利益, D713 14(3)
    vital,       // 直接涉及切身利益, D713 16(1)
    dispute,     // 存在较大分歧, D713 16(1)
    hear_law,    // 法律、法规、规章规定应当听证, D713 16(1)
    tech,        // 专业性、技术性较强, D713 19(1)
    risk,        // 可能造成不利影响, D713 22(1)
    risk_done,   // 有关风险已经评估, D713 22(2)
    market,      // 涉及市场主体经济活动, D713 29(1)
    explore,     // 国家尚无明确规定的探索性改革, D713 25(2)
    urgent,      // 情况紧急, D713 15(1)
    cross_dept,  // 涉及其他部门、下级政府, D713 13
    npc,         // 属于人大讨论决定或者应当报告, D713 8(1)
    hot,         // 社会公众普遍关心, D713 15(2), 32
    multi,       // 两个以上单位承办, D713 11
};
inline constexpr std::size_t switch_count = 16;

std::string_view code(Switch of);   // "F_TECH"
std::string_view label(Switch of);  // "专业性、技术性较强"
Citation cites(Switch of);
std::optional<Switch> parse_switch(std::string_view code);
std::array<std::string_view, switch_count> const& switch_codes();

}  // namespace juece::rules
