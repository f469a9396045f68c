// Commands of risk assessment (D713 22–24).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

using Kind = FieldKind;

// D713 22(1) names 社会稳定、公共安全 and says 等; public finance and ecology are what local plans add.
constexpr std::array<std::string_view, 4> dimensions{"social_stability", "public_finance", "ecology", "public_safety"};
constexpr std::array<std::string_view, 3> grades{"high", "medium", "low"};
constexpr std::array<std::string_view, 2> judgements{"controllable", "uncontrollable"};

// clang-format off
constexpr std::array commission_fields{
    field ("assessor",  Kind::organ, optional, "承担评估工作的单位"),
    field ("entrusted", Kind::flag,  optional, "委托第三方进行"),
    choices("dimensions_due", optional, "评估的方面", dimensions),
};
constexpr std::array commission_documents{
    document("assessment_plan", "风险评估方案"),
    document("entrustment",     "委托书"),
};

constexpr std::array dimension_members{
    choice("dimension", required, "方面", dimensions),
    choice("grade",     required, "风险等级", grades),
    field ("points",    Kind::number, optional, "风险点数"),
    field ("measures",  Kind::number, optional, "防范措施数"),
};
constexpr std::array report_fields{
    field ("risk_points",       Kind::number, optional, "风险点数", "R38"),
    field ("risk_measures",     Kind::number, optional, "风险防范措施数", "R38"),
    field ("contingency_plan",  Kind::flag,   optional, "已提出处置预案", "R38"),
    field ("departments_heard", Kind::organs, optional, "听取意见的部门", "R38"),
    rows  ("dimensions",        optional, "各方面的风险等级", dimension_members),
    text  ("summary",           optional, "评估结论摘要"),
};
constexpr std::array report_documents{
    document("risk_report",         "风险评估报告", "R38"),
    document("department_opinions", "有关部门的意见"),
    document("earlier_report",      "已有的风险评估报告"),
};

constexpr std::array reuse_fields{
    choices("dimensions_covered",   optional, "已有报告评估的方面", dimensions, "R37"),
    choices("dimensions_remaining", optional, "尚未评估的方面", dimensions, "R37"),
    text   ("explanation",          optional, "不作重复评估的说明"),
};
constexpr std::array reuse_documents{document("earlier_report", "已有的风险评估报告", "R37")};

constexpr std::array judge_fields{
    choice("outcome", optional, "风险是否可控", judgements, "R39"),
    text  ("reason",         optional, "理由"),
};
constexpr std::array judge_documents{document("risk_decision", "决策机关对风险的判断文书", "R39")};

constexpr std::array measures_fields{
    text  ("risk_control", optional, "确保风险可控的措施", "R39"),
    field ("draft_adjusted", Kind::flag, optional, "已调整决策草案"),
};
constexpr std::array measures_documents{document("risk_decision", "决策机关对风险的判断文书", "R39")};

constexpr std::array waive_fields{
    field ("ground", Kind::ground, optional, "免除的依据", "R36"),
    text  ("reason", optional, "理由"),
};

constexpr std::array<CommandSpec, 6> specs{{
    {"commission_risk_assessment", Trigger::risk_assessment_commissioned, "组织风险评估",
     commission_fields, commission_documents},
    {"report_risk_assessment", Trigger::risk_assessment_reported, "形成风险评估报告",
     report_fields, report_documents},
    {"reuse_risk_assessment", Trigger::risk_assessment_reused, "沿用已有风险评估",
     reuse_fields, reuse_documents},
    {"judge_risk", Trigger::risk_assessment_judged, "决策机关判断风险是否可控",
     judge_fields, judge_documents},
    {"take_risk_measures", Trigger::risk_assessment_measures_taken, "采取措施确保风险可控",
     measures_fields, measures_documents},
    {"waive_risk_assessment", Trigger::risk_assessment_waived, "不需要风险评估",
     waive_fields, {}},
}};

constexpr std::array<Word, 12> words{{
    {"social_stability",          "社会稳定"},
    {"public_finance",            "公共财政"},
    {"ecology",                   "生态环境"},
    {"public_safety",             "公共安全"},
    {"high",                      "高"},
    {"medium",                    "中"},
    {"low",                       "低"},
    {"controllable",              "风险可控"},
    {"uncontrollable",            "风险不可控"},
    {"risk_judgement",            "决策机关对风险是否可控的判断"},
    {"uncontrollable_judgement",  "决策机关认为风险不可控的判断"},
    {"risk_already_assessed",     "“有关风险已经评估”的认定"},
}};
// clang-format on

}  // namespace

CommandChapter risk_assessment() { return {specs, words}; }

}  // namespace juece::procedure::commands
