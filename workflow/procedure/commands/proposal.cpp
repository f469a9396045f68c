// Commands of proposal and initiation (S01, S02; D713 3, 10, 11).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

// D713 3(1) lists five; `unlisted` says openly that none fits, and R01 refuses it.
constexpr std::array<std::string_view, 6> categories{
    "public_policy", "major_plan", "resource", "public_project", "other_major", "unlisted"};
// D713 3(2): the procedure does not apply to these.
constexpr std::array<std::string_view, 3> exclusions{"macro_control", "legislation", "emergency_response"};
// D713 10: who may propose.
constexpr std::array<std::string_view, 4> proposers{"leader", "department", "delegate", "citizen"};
constexpr std::array<std::string_view, 3> conclusions{"start", "defer", "reject"};

// clang-format off
constexpr std::array propose_fields{
    text  ("title",           required, "事项名称"),
    choice("category",        optional, "决策事项类别", categories, "R01"),
    choice("exclusion",       optional, "不适用情形", exclusions, "R02"),
    field ("other_procedure", FieldKind::flag, optional, "法律、行政法规对决策程序另有规定"),
    text  ("other_law",       optional, "另有规定的法律、行政法规及其条款", "R03"),
    choice("proposer_kind",   required, "建议提出人", proposers),
    text  ("problem",         optional, "拟解决的主要问题", "R09"),
    text  ("grounds",         optional, "建议理由和依据", "R09"),
    text  ("solution",        optional, "解决问题的初步方案", "R09"),
    text  ("necessity",       optional, "必要性", "R09"),
    text  ("feasibility",     optional, "可行性", "R09"),
};
constexpr std::array propose_documents{document("proposal", "决策事项建议书")};

constexpr std::array assign_study_fields{
    field ("unit", FieldKind::organ, required, "研究论证单位"),
};

constexpr std::array report_study_fields{
    choice("conclusion", required, "研究论证结论", conclusions),
    text  ("summary",    optional, "研究论证意见摘要"),
};
constexpr std::array report_study_documents{document("study_report", "研究论证报告")};

// 退回补充论证: to the same unit, or to another.
constexpr std::array return_proposal_fields{
    text  ("reason", required, "退回补充论证的理由"),
    field ("unit",   FieldKind::organ, optional, "补充论证的单位"),
};

// Shared by the three decisions that end or halt a proposal.
constexpr std::array reason_fields{
    text  ("reason", required, "理由"),
};
constexpr std::array reject_proposal_documents{document("decision", "决定文书")};
constexpr std::array not_start_documents{document("decision", "决策机关的决定", "R08")};

constexpr std::array start_procedure_fields{
    field ("handlers",    FieldKind::organs, optional, "决策承办单位", "R11"),
    field ("lead",        FieldKind::organ,  optional, "牵头的决策承办单位", "R11"),
    field ("complete_by", FieldKind::day,    optional, "完成时限", "R12"),
};
constexpr std::array start_procedure_documents{document("decision", "决策启动决定", "R08")};

constexpr std::array commands{
    CommandSpec{"propose", Trigger::proposal_submitted, "提出决策事项建议",
        propose_fields, propose_documents},
    CommandSpec{"assign_study", Trigger::proposal_assigned, "交有关单位研究论证",
        assign_study_fields, {}},
    CommandSpec{"report_study", Trigger::proposal_studied, "提交研究论证报告",
        report_study_fields, report_study_documents},
    CommandSpec{"return_proposal", Trigger::proposal_returned, "退回补充论证",
        return_proposal_fields, {}},
    CommandSpec{"reject_proposal", Trigger::proposal_rejected, "建议不予采纳",
        reason_fields, reject_proposal_documents},
    CommandSpec{"start_procedure", Trigger::initiation_started, "启动决策程序",
        start_procedure_fields, start_procedure_documents},
    CommandSpec{"decline_procedure", Trigger::initiation_declined, "不启动决策程序",
        reason_fields, not_start_documents},
    CommandSpec{"defer_procedure", Trigger::initiation_deferred, "暂缓启动",
        reason_fields, not_start_documents},
};

constexpr std::array words{
    Word{"decision",           "决策机关的决定文书"},
    Word{"study_unit",         "研究论证单位"},
    Word{"started_procedure",  "决策机关启动程序的决定"},
    Word{"reason",             "理由"},
    // categories and exclusions, D713 3
    Word{"public_policy",      "重大公共政策和措施"},
    Word{"major_plan",         "重要规划"},
    Word{"resource",           "自然资源和文化资源的重大公共政策和措施"},
    Word{"public_project",     "重大公共建设项目"},
    Word{"other_major",        "其他重大事项"},
    Word{"unlisted",           "不属于所列类别"},
    Word{"macro_control",      "宏观调控决策"},
    Word{"legislation",        "政府立法决策"},
    Word{"emergency_response", "突发事件应急处置决策"},
    // conclusions of a study
    Word{"start",              "建议启动"},
    Word{"defer",              "暂缓"},
    Word{"reject",             "建议不予采纳"},
};
// clang-format on

}  // namespace

CommandChapter proposal() { return {commands, words}; }

}  // namespace juece::procedure::commands
