// Commands of fair-competition review (D713 29(1); FCR 12–18).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

using Kind = FieldKind;

constexpr std::array<std::string_view, 3> verdicts_of_review{"pass", "exception", "fail"};
// FCR 12: the four cases, in its order.
constexpr std::array<std::string_view, 4> exceptions{
    "national_security", "innovation", "public_interest_case", "case_in_law"};

// clang-format off
constexpr std::array preliminary_fields{
    choice("verdict", optional, "初审意见", verdicts_of_review),
    text  ("summary", optional, "初审意见摘要"),
};
constexpr std::array preliminary_documents{document("preliminary_opinion", "公平竞争初审意见", "R41")};

constexpr std::array conclude_fields{
    choice("verdict",               optional, "审查结论", verdicts_of_review, "R40"),
    field ("public_interest",       Kind::flag,     optional, "涉及社会公众利益", "R44"),
    field ("public_heard",          Kind::flag,     optional, "已听取社会公众意见", "R44"),
    choice("exception_case",        optional, "适用例外规定的情形", exceptions, "R43"),
    field ("exception_law",         Kind::citation, optional, "法律、行政法规规定的其他情形的出处", "R43"),
    field ("no_lesser_alternative", Kind::flag,     optional, "没有对公平竞争影响更小的替代方案", "R43"),
    field ("term",                  Kind::day,      optional, "实施期限", "R43"),
    text  ("end_condition",         optional, "终止条件", "R43"),
    text  ("exception_explanation", optional, "适用例外规定的详细说明", "R43"),
};
constexpr std::array conclude_documents{
    document("competition_conclusion", "公平竞争审查结论", "R40"),
    document("stakeholder_opinions",   "利害关系人意见", "R44"),
};

constexpr std::array self_review_fields{
    choice("verdict", optional, "审查结论", verdicts_of_review, "R40"),
    text  ("summary", optional, "审查结论摘要"),
};
constexpr std::array self_review_documents{document("competition_conclusion", "公平竞争审查结论", "R40")};

constexpr std::array waive_fields{
    field ("ground", Kind::ground, optional, "免除的依据", "R40"),
    text  ("reason", optional, "理由"),
};

constexpr std::array<CommandSpec, 4> specs{{
    {"review_competition_initially", Trigger::fair_competition_preliminary, "公平竞争初审",
     preliminary_fields, preliminary_documents},
    {"conclude_competition_review", Trigger::fair_competition_concluded, "公平竞争审查结论",
     conclude_fields, conclude_documents},
    {"review_own_competition", Trigger::fair_competition_self_reviewed, "政策制定机关自我审查",
     self_review_fields, self_review_documents},
    {"waive_competition_review", Trigger::fair_competition_waived, "不涉及公平竞争审查",
     waive_fields, {}},
}};

constexpr std::array<Word, 11> words{{
    {"pass",                  "通过"},
    {"exception",             "适用例外规定"},
    {"fail",                  "不通过"},
    {"national_security",     "为维护国家安全和发展利益"},
    {"innovation",            "为促进科学技术进步、增强国家自主创新能力"},
    {"public_interest_case",  "为实现节约能源、保护环境、救灾救助等社会公共利益"},
    {"case_in_law",           "法律、行政法规规定的其他情形"},
    {"competition_verdict",   "审查结论的选项"},
    {"term_or_end_condition", "实施期限或者终止条件"},
    {"passing_conclusion",    "认为可以出台的公平竞争审查结论"},
    {"later_term",            "晚于审查之日的实施期限"},
}};
// clang-format on

}  // namespace

CommandChapter fair_competition() { return {specs, words}; }

}  // namespace juece::procedure::commands
