// Commands of reporting to the Party committee and to the people's congress (D713 8(1), 31).
//
// What is secret is never entered (保守国家秘密法 31(3)): a paper register's number and its keeper stand for the paper.
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

using Kind = FieldKind;

constexpr std::array<std::string_view, 4> answers{"agreed", "agreed_with_opinion", "not_agreed", "filed"};
// D713 8(1) names the congress and its standing committee; other law may ask for a superior organ's approval.
constexpr std::array<std::string_view, 3> bodies{"congress", "standing_committee", "superior_organ"};
constexpr std::array<std::string_view, 3> bill_kinds{"motion", "report_to_congress", "request"};
constexpr std::array<std::string_view, 4> resolutions{
    "resolved_for", "resolved_with_opinion", "resolved_against", "noted"};

// clang-format off
constexpr Field paper_register_for(std::string_view rule) {
    return field("paper_register", Kind::number, optional, "纸质登记号", rule);
}
constexpr Field keeper = field("keeper", Kind::organ, optional, "纸质文书保管单位");

constexpr std::array submit_party_report_fields{paper_register_for("R63"), keeper};
constexpr std::array submit_party_report_documents{document("party_request", "请示或者报告", "R63")};

constexpr std::array answer_party_report_fields{
    choice("answer", optional, "党委的答复", answers, "R63"),
    paper_register_for("R63"),
    keeper,
};
constexpr std::array answer_party_report_documents{document("party_answer", "党委的答复文书", "R63")};

constexpr std::array submit_to_npc_fields{
    choice("body",  optional, "提请的机关", bodies),
    choice("kind",  optional, "提请的方式", bill_kinds),
    field ("basis", Kind::citation, optional, "应当提请的依据"),
    paper_register_for("R64"),
    keeper,
};
constexpr std::array submit_to_npc_documents{document("bill", "议案、报告或者请示", "R64")};

constexpr std::array resolve_npc_fields{
    choice("outcome", optional, "决议、决定或者批复的内容", resolutions, "R64"),
    paper_register_for("R64"),
    keeper,
};
constexpr std::array resolve_npc_documents{document("resolution", "决议、决定或者批复", "R64")};

constexpr std::array waive_npc_fields{
    field ("ground", Kind::ground, optional, "免除的依据", "R64"),
    text  ("reason", optional, "理由"),
};

constexpr std::array<CommandSpec, 5> specs{{
    {"submit_party_report", Trigger::party_report_submitted, "向同级党委请示报告",
     submit_party_report_fields, submit_party_report_documents},
    {"answer_party_report", Trigger::party_report_answered, "党委答复",
     answer_party_report_fields, answer_party_report_documents},
    {"submit_to_npc", Trigger::npc_submitted, "提请人大或者上级",
     submit_to_npc_fields, submit_to_npc_documents},
    {"resolve_npc", Trigger::npc_resolved, "人大决议或者上级批复",
     resolve_npc_fields, resolve_npc_documents},
    {"waive_npc", Trigger::npc_waived, "不需要提请人大",
     waive_npc_fields, {}},
}};

constexpr std::array<Word, 18> words{{
    {"agreed",                "同意"},
    {"agreed_with_opinion",   "原则同意并提出意见"},
    {"not_agreed",            "不同意"},
    {"filed",                 "报告收悉"},
    {"congress",              "本级人民代表大会"},
    {"standing_committee",    "本级人民代表大会常务委员会"},
    {"superior_organ",        "上级机关"},
    {"motion",                "议案"},
    {"report_to_congress",    "报告"},
    {"request",               "请示"},
    {"resolved_for",          "同意"},
    {"resolved_with_opinion", "同意并提出意见"},
    {"resolved_against",      "不同意"},
    {"noted",                 "已听取报告"},
    {"party_answer",          "党委的答复"},
    {"answer_of_party",       "党委答复的结论"},
    {"resolution_result",     "决议、决定或者批复的结论"},
    {"party_consent",         "党委不持异议的答复"},
}};
// clang-format on

}  // namespace

CommandChapter reports() { return {specs, words}; }

}  // namespace juece::procedure::commands
