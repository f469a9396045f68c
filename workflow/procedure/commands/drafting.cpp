// Commands of drafting and of consultation with departments, and the end before a decision (S03; D713 12, 13, 18).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

// No answer in time is told as such; it is no consent.
constexpr std::array<std::string_view, 4> answers{"agree", "opinions", "no_opinion", "overdue"};
// docs/choices.md 8: at the handling unit's request, or of the organ's own accord.
constexpr std::array<std::string_view, 2> endings{"withdrawn", "terminated"};

// clang-format off
constexpr std::array complete_draft_fields{
    field ("plans",                FieldKind::number, optional, "方案数", "R15"),
    text  ("dispute_issue",        optional, "争议的主要问题", "R16"),
    text  ("dispute_units_view",   optional, "有关单位的意见", "R16"),
    text  ("dispute_handler_view", optional, "决策承办单位的意见", "R16"),
    text  ("dispute_grounds",      optional, "决策承办单位意见的理由和依据", "R16"),
};
constexpr std::array complete_draft_documents{
    document("draft",           "决策草案", "", required),
    document("explanation",     "草案说明"),
    document("law_inventory",   "法律、法规、规章和政策梳理清单", "R13"),
    document("cost_benefit",    "成本效益分析报告", "R14"),
    document("research_report", "调研报告"),
    document("unit_opinions",   "部门意见及采纳情况表"),
};

constexpr std::array revise_draft_fields{
    text  ("reason", optional, "修改的内容和理由"),
};
constexpr std::array revise_draft_documents{
    document("draft",       "决策草案", "", required),
    document("explanation", "草案说明"),
};

constexpr std::array request_consultation_fields{
    field ("units",     FieldKind::organs, optional, "征求意见的单位", "R16"),
    field ("answer_by", FieldKind::day,    optional, "答复期限", "R16"),
    text  ("note",      optional, "说明"),
};
constexpr std::array request_consultation_documents{
    document("consultation_letter", "征求意见函"),
    document("draft",               "征求意见的文本"),
};

constexpr std::array answer_consultation_fields{
    field ("unit",    FieldKind::organ, required, "答复单位"),
    choice("answer",  required, "答复", answers),
    text  ("opinion", optional, "意见内容"),
};
constexpr std::array answer_consultation_documents{document("answer_letter", "复函")};

constexpr std::array terminate_procedure_fields{
    choice("kind",   optional, "终止的情形", endings, "D08"),
    text  ("reason", required, "理由"),
};
constexpr std::array terminate_procedure_documents{document("decision", "决策机关的决定", "D08")};

constexpr std::array commands{
    CommandSpec{"complete_draft", Trigger::drafting_completed, "形成决策草案",
        complete_draft_fields, complete_draft_documents},
    CommandSpec{"revise_draft", Trigger::drafting_revised, "修改完善决策草案",
        revise_draft_fields, revise_draft_documents},
    CommandSpec{"request_consultation", Trigger::drafting_consultation_requested, "征求有关单位意见",
        request_consultation_fields, request_consultation_documents},
    CommandSpec{"answer_consultation", Trigger::drafting_consultation_answered, "答复征求意见",
        answer_consultation_fields, answer_consultation_documents},
    CommandSpec{"terminate_procedure", Trigger::procedure_terminated, "终止决策程序",
        terminate_procedure_fields, terminate_procedure_documents},
};

constexpr std::array words{
    Word{"consultation",    "征求有关单位意见"},
    Word{"later_answer_by", "不早于今日的答复期限"},
    Word{"agree",           "同意"},
    Word{"opinions",        "有意见"},
    Word{"no_opinion",      "无意见"},
    Word{"overdue",         "逾期未答复"},
    Word{"withdrawn",       "撤回"},
};
// clang-format on

}  // namespace

CommandChapter drafting() { return {commands, words}; }

}  // namespace juece::procedure::commands
