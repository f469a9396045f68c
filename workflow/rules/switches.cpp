// The one table of switches.
#include "workflow/rules/switches.hpp"

#include <algorithm>

namespace juece::rules {
namespace {

struct Entry {
    Switch of;
    std::string_view code;
    std::string_view label;
    Citation cites;
};

// clang-format off
constexpr std::array<Entry, switch_count> table{{
    {Switch::other_law,  "F_OTHERLAW",  "法律、行政法规对程序另有规定",   {Source::d713, 3, 2}},
    {Switch::not_public, "F_NOTPUBLIC", "依法不予公开",                   {Source::d713, 14, 1}},
    {Switch::group,      "F_GROUP",     "涉及特定群体利益",               {Source::d713, 14, 3}},
    {Switch::vital,      "F_VITAL",     "直接涉及切身利益",               {Source::d713, 16, 1}},
    {Switch::dispute,    "F_DISPUTE",   "存在较大分歧",                   {Source::d713, 16, 1}},
    {Switch::hear_law,   "F_HEARLAW",   "法律、法规、规章规定应当听证",   {Source::d713, 16, 1}},
    {Switch::tech,       "F_TECH",      "专业性、技术性较强",             {Source::d713, 19, 1}},
    {Switch::risk,       "F_RISK",      "可能造成不利影响",               {Source::d713, 22, 1}},
    {Switch::risk_done,  "F_RISKDONE",  "有关风险已经评估",               {Source::d713, 22, 2}},
    {Switch::market,     "F_MARKET",    "涉及市场主体经济活动",           {Source::d713, 29, 1}},
    {Switch::explore,    "F_EXPLORE",   "国家尚无明确规定的探索性改革",   {Source::d713, 25, 2}},
    {Switch::urgent,     "F_URGENT",    "情况紧急",                       {Source::d713, 15, 1}},
    {Switch::cross_dept, "F_XDEPT",     "涉及其他部门或者下级人民政府",   {Source::d713, 13}},
    {Switch::npc,        "F_NPC",       "属于人大讨论决定或者应当报告",   {Source::d713, 8, 1}},
    {Switch::hot,        "F_HOT",       "社会公众普遍关心",               {Source::d713, 32}},
    {Switch::multi,      "F_MULTI",     "两个以上单位承办",               {Source::d713, 11}},
}};
// clang-format on

constexpr bool in_order() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].of) != i) return false;
    }
    return true;
}
static_assert(in_order());

Entry const& entry(Switch of) { return table[static_cast<std::size_t>(of)]; }

}  // namespace

std::string_view code(Switch of) { return entry(of).code; }
std::string_view label(Switch of) { return entry(of).label; }
Citation cites(Switch of) { return entry(of).cites; }

std::optional<Switch> parse_switch(std::string_view code) {
    auto const found = std::ranges::find(table, code, &Entry::code);
    return found != table.end() ? std::optional{found->of} : std::nullopt;
}

std::array<std::string_view, switch_count> const& switch_codes() {
    static auto const codes = [] {
        std::array<std::string_view, switch_count> all{};
        std::ranges::transform(table, all.begin(), &Entry::code);
        return all;
    }();
    return codes;
}

}  // namespace juece::rules
