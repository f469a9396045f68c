// The table of words for codes that are not roles, states or regions.
#include "workflow/procedure/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "workflow/core/citation.hpp"
#include "workflow/procedure/vocabulary.hpp"

namespace juece::procedure {
namespace {

// clang-format off
constexpr std::array<std::pair<std::string_view, std::string_view>, 46> words{{
    // documents
    {"proposal",           "决策事项建议书"},
    {"study_report",       "研究论证报告"},
    {"decision",           "决策机关的决定文书"},
    {"draft",              "决策草案"},
    {"completed_draft",    "已形成的决策草案"},
    {"started_procedure",  "决策机关启动程序的决定"},
    {"same_draft",         "与已形成的决策草案一致的文本"},
    {"notice",             "公告"},
    {"explanation",        "草案说明"},
    {"adoption_report",    "意见采纳情况说明"},
    // what a rule asks for
    {"category",           "决策事项类别"},
    {"problem",            "拟解决的主要问题"},
    {"grounds",            "建议理由和依据"},
    {"solution",           "解决问题的初步方案"},
    {"necessity",          "必要性"},
    {"feasibility",        "可行性"},
    {"study_unit",         "研究论证单位"},
    {"handlers",           "决策承办单位"},
    {"lead",               "牵头的决策承办单位"},
    {"participation",      "至少一种公众参与方式"},
    {"until",              "提出意见的期限"},
    {"later_until",        "晚于公告之日的截止日期"},
    {"channels",           "提出意见的方式"},
    {"ground",             "法定依据"},
    {"law",                "法律的明文规定"},
    // categories and exclusions, D713 3
    {"public_policy",      "重大公共政策和措施"},
    {"major_plan",         "重要规划"},
    {"resource",           "自然资源和文化资源的重大公共政策和措施"},
    {"public_project",     "重大公共建设项目"},
    {"other_major",        "其他重大事项"},
    {"unlisted",           "不属于所列类别"},
    {"macro_control",      "宏观调控决策"},
    {"legislation",        "政府立法决策"},
    {"emergency_response", "突发事件应急处置决策"},
    // conclusions of a study
    {"start",              "建议启动"},
    {"defer",              "建议暂缓"},
    {"reject",             "建议不予采纳"},
    // channels, D713 15(1)
    {"website",            "政府网站"},
    {"new_media",          "政务新媒体"},
    {"newspaper",          "报刊"},
    {"broadcast",          "广播"},
    {"television",         "电视"},
    {"email",              "电子邮件"},
    {"post",               "信函"},
    {"telephone",          "电话"},
    {"onsite",             "现场"},
}};
// clang-format on

}  // namespace

std::string word(std::string_view code) {
    auto const found = std::ranges::find(words, code, [](auto const& entry) { return entry.first; });
    if (found != words.end()) return std::string{found->second};
    if (auto const role = parse_role(code)) return std::string{label(*role)};
    if (auto const state = parse_state(code)) return std::string{label(*state)};
    if (auto const region = parse_region(code)) return std::string{label(*region)};
    if (auto const cites = parse_citation(code)) return chinese_text(*cites);
    return std::string{code};
}

}  // namespace juece::procedure
