// Commands of acts of record about the item itself: facts, confirmations, corrections, annulments, rechecks
// (docs/choices.md 1, 5, 7).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

// F_CAT and F_EXCL are said by the proposal. F_SECRET can be asked for, so that the law may refuse it.
constexpr std::array<std::string_view, 17> facts{
    "F_OTHERLAW",
    "F_NOTPUBLIC",
    "F_GROUP",
    "F_VITAL",
    "F_DISPUTE",
    "F_HEARLAW",
    "F_TECH",
    "F_RISK",
    "F_RISKDONE",
    "F_MARKET",
    "F_EXPLORE",
    "F_URGENT",
    "F_XDEPT",
    "F_NPC",
    "F_HOT",
    "F_MULTI",
    "F_SECRET"};
constexpr std::array<std::string_view, 2> conclusions{"stands", "to_be_redone"};

// clang-format off
constexpr std::array set_fact_fields{
    choice("fact",        required, "事项情形", facts),
    field ("value",       FieldKind::flag,     required, "是否存在"),
    field ("ground",      FieldKind::citation, optional, "所依据的条文", "D01"),
    text  ("ground_text", optional, "认定的理由", "D01"),
};
constexpr std::array set_fact_documents{document("decision", "决策机关的决定", "D01")};

constexpr std::array confirm_entry_fields{
    field ("target", FieldKind::version, required, "所确认的记录"),
};
constexpr std::array confirm_entry_documents{document("evidence_signed", "经签名、盖章的文书", "D05")};

// A value is written as a code: a number, a day, an organ; `values` has one of them, or as many as the member lists.
constexpr std::array correction_members{
    field ("member", FieldKind::code,  required, "更正的数据项"),
    field ("values", FieldKind::codes, required, "更正后的内容"),
};
constexpr std::array correct_entry_fields{
    field ("target",        FieldKind::version, required, "所更正的记录"),
    rows  ("corrections",   required, "更正内容", correction_members),
    field ("second_person", FieldKind::person,  optional, "核对人", "D07"),
    text  ("reason",        required, "更正理由"),
};
constexpr std::array annul_entry_fields{
    field ("target",        FieldKind::version, required, "所撤销的记录"),
    field ("second_person", FieldKind::person,  optional, "核对人", "D07"),
    text  ("reason",        required, "撤销理由"),
};
constexpr std::array evidence_documents{
    document("evidence",        "更正、撤销的依据材料", "D07"),
    document("evidence_signed", "经签名、盖章的文书",   "D07"),
};

constexpr std::array review_entry_fields{
    field ("target",     FieldKind::version, required, "所复核的记录"),
    choice("conclusion", required, "复核结论", conclusions),
    text  ("reason",     optional, "复核理由"),
};

constexpr std::array<CommandSpec, 5> specs{{
    {"set_fact", Trigger::fact_set, "认定事项情形", set_fact_fields, set_fact_documents},
    {"confirm_entry", Trigger::entry_confirmed, "确认代录", confirm_entry_fields, confirm_entry_documents},
    {"correct_entry", Trigger::entry_corrected, "更正笔误", correct_entry_fields, evidence_documents},
    {"annul_entry", Trigger::entry_annulled, "撤销误录", annul_entry_fields, evidence_documents},
    {"review_entry", Trigger::entry_reviewed, "复核受影响步骤", review_entry_fields, {}},
}};

constexpr std::array<Word, 12> words{{
    {"F_SECRET",              "涉及国家秘密"},
    {"entry_to_confirm",      "待确认的代录"},
    {"performer_himself",     "行为人本人确认,或者附其签名的文书"},
    {"earlier_entry",         "此前已有的记录"},
    {"valid_entry",           "尚未撤销的记录"},
    {"entry_that_caused_it",  "引起该后果的记录(后果随其起因更正、撤销)"},
    {"another_second_person", "录入人以外的核对人"},
    {"entry_to_review",       "待复核的步骤"},
    {"stands",                "维持"},
    {"void",                  "失效"},
    {"to_be_redone",          "须重新履行"},
    {"occurred_at",           "办理时间"},
}};
// clang-format on

}  // namespace

CommandChapter entries() { return {specs, words}; }

}  // namespace juece::procedure::commands
