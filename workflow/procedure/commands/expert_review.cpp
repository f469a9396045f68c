// Commands of expert review (D713 19–21).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

using Kind = FieldKind;

// D713 20: 论证会、书面咨询、委托咨询论证.
constexpr std::array<std::string_view, 3> forms{"panel_meeting", "written_advice", "entrusted_study"};
constexpr std::array<std::string_view, 2> expert_kinds{"expert", "agency"};
constexpr std::array<std::string_view, 2> marks{"signed", "sealed"};
// The decree fixes no values; these are the ones in use.
constexpr std::array<std::string_view, 3> views{"supported", "supported_with_changes", "not_supported"};

// clang-format off
constexpr std::array expert_members{
    field ("person",       Kind::person, required, "专家或者专业机构负责人"),
    choice("kind",         required, "类别", expert_kinds),
    field ("no_interest",  Kind::flag,   optional, "已声明与决策事项无直接利害关系", "R31"),
    field ("disqualified", Kind::flag,   optional, "曾被取消评估资格", "R86"),
    field ("from_pool",    Kind::flag,   optional, "选自专家库"),
};
constexpr std::array choose_panel_fields{
    rows  ("experts",          optional, "专家、专业机构名单", expert_members, "R31"),
    choice("form",             optional, "论证方式", forms),
    field ("dissent_included", Kind::flag, optional, "名单中有持不同意见的专家、专业机构", "R33"),
};
constexpr std::array choose_panel_documents{
    document("declarations",     "无利害关系承诺书", "R31"),
    document("selection_record", "专家遴选记录"),
};

constexpr std::array file_expert_opinion_fields{
    field ("expert",    Kind::person, optional, "专家、专业机构", "R32"),
    choice("signature", optional, "署名或者盖章", marks, "R32"),
    choice("view",      optional, "论证意见的倾向", views),
    text  ("summary",   optional, "论证意见摘要"),
};
constexpr std::array file_expert_opinion_documents{document("expert_opinion", "专家论证意见书", "R32")};

constexpr std::array conclude_expert_review_fields{
    choice("conclusion",  optional, "论证结论", views, "R30"),
    field ("adopted",           Kind::number, optional, "采纳数", "R30"),
    field ("partly_adopted",    Kind::number, optional, "部分采纳数"),
    field ("not_adopted",       Kind::number, optional, "未采纳数"),
};
constexpr std::array conclude_expert_review_documents{
    document("expert_report",   "专家论证报告", "R30"),
    document("expert_adoption", "专家论证意见采纳情况说明"),
};

constexpr std::array waive_expert_review_fields{
    field ("ground", Kind::ground, optional, "免除的依据", "R30"),
    text  ("reason", optional, "理由"),
};

constexpr std::array<CommandSpec, 4> specs{{
    {"choose_panel", Trigger::expert_review_panel_chosen, "选定论证专家",
     choose_panel_fields, choose_panel_documents},
    {"file_expert_opinion", Trigger::expert_review_opinion_filed, "提交专家论证意见",
     file_expert_opinion_fields, file_expert_opinion_documents},
    {"conclude_expert_review", Trigger::expert_review_concluded, "形成专家论证报告",
     conclude_expert_review_fields, conclude_expert_review_documents},
    {"waive_expert_review", Trigger::expert_review_waived, "不需要专家论证",
     waive_expert_review_fields, {}},
}};

constexpr std::array<Word, 17> words{{
    {"panel_meeting",          "论证会"},
    {"written_advice",         "书面咨询"},
    {"entrusted_study",        "委托咨询论证"},
    {"agency",                 "专业机构"},
    {"signed",                 "署名"},
    {"sealed",                 "盖章"},
    {"supported",              "支持"},
    {"supported_with_changes", "修改后支持"},
    {"not_supported",          "不支持"},
    {"expert_conclusion",      "论证结论"},
    {"adopted_opinions",       "意见采纳数"},
    {"panel_member",           "选定的专家、专业机构"},
    {"own_opinion",            "本人的论证意见"},
    {"own_signature",          "专家本人的署名"},
    {"agency_seal",            "专业机构的盖章"},
    {"panel_size",             "规定的人数"},
    {"odd_panel_size",         "单数的人数"},
}};
// clang-format on

}  // namespace

CommandChapter expert_review() { return {specs, words}; }

}  // namespace juece::procedure::commands
