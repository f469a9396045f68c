// Commands of the initial legality review and of the legality review (S08, S09; D713 25–28).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

using Kind = FieldKind;

// D713 25(1): 征求意见 and 会签 are named so that an official sees why they will not do.
constexpr std::array<std::string_view, 3> forms{"review", "consultation", "countersign"};
// What an opinion may answer depends on what it concludes: one that passes a draft finds nothing unlawful in it.
constexpr std::array<std::string_view, 1> lawful{"lawful"};
constexpr std::array<std::string_view, 2> lawful_after_changes{"lawful", "lawful_after_changes"};
constexpr std::array<std::string_view, 2> lawful_or_unsettled{"lawful", "unsettled"};
constexpr std::array<std::string_view, 2> lawful_or_unlawful{"lawful", "unlawful"};
constexpr std::array<std::string_view, 2> counsel_kinds{"legal_counsel", "public_lawyer"};
constexpr auto parties = SealClass::parties;

// clang-format off
constexpr std::array materials{
    document("draft",               "决策草案",               "R50"),
    document("law_basis",           "法律、法规、规章等依据", "R50"),
    document("procedure_statement", "履行法定程序的说明",     "R50"),
    document("explanation",         "草案说明"),
    document("initial_opinion",     "合法性初审意见书"),
    document("other_materials",     "其他送审材料"),
};

constexpr std::array submit_legality_initial_documents{
    document("draft",               "决策草案"),
    document("law_basis",           "法律、法规、规章等依据"),
    document("procedure_statement", "履行法定程序的说明"),
    document("explanation",         "草案说明"),
    document("other_materials",     "其他送审材料"),
};

// SH-L 6: 主体权限、内容合法性、履行程序情况.
constexpr std::array pass_legality_initial_fields{
    choice("authority", optional, "主体权限",     lawful, "R45"),
    choice("content",   optional, "内容合法性",   lawful, "R45"),
    choice("procedure", optional, "履行程序情况", lawful, "R45"),
    text  ("opinion",   optional, "审查意见", {}, parties),
};
constexpr std::array initial_opinion_documents{document("initial_opinion", "合法性初审意见书", "R45")};
constexpr std::array return_legality_initial_documents{document("initial_opinion", "合法性初审意见书")};

constexpr std::array request_supplement_fields{
    text  ("reason", required, "需要补充的材料"),
    field ("answer_by",  Kind::day, optional, "补充期限"),
};
constexpr std::array request_supplement_documents{document("supplement_notice", "补充材料通知")};
constexpr std::array return_materials_fields{text("reason", required, "退回理由")};
constexpr std::array return_materials_documents{document("return_notice", "退回通知")};

constexpr std::array counsel_members{
    field ("person",   Kind::person, required, "法律顾问、公职律师"),
    choice("kind",     required, "身份", counsel_kinds),
    field ("heard_on", Kind::day, required, "提出意见之日"),
};
constexpr Field form = choice("form", optional, "意见的形式", forms, "R47");
constexpr Field counsel = rows("counsel", optional, "法律顾问、公职律师的意见", counsel_members, "R54");
constexpr Field early_note = text("early_note", optional, "提前出具意见的说明", "R51", parties);
constexpr Field second_reviewer = field("second_reviewer", Kind::person, optional, "共同审查人", "D03");
constexpr Field second_organ = field("second_reviewer_organ", Kind::organ, optional, "共同审查人所在机关", "D03");
constexpr Field opinion = text("opinion", optional, "审查意见", {}, parties);

// D713 27: 法定权限、法定程序、内容.
constexpr Field verdict_on(std::string_view name, std::string_view label, std::span<std::string_view const> verdicts) {
    return choice(name, optional, label, verdicts, "R53");
}

constexpr std::array pass_legality_review_fields{
    form,
    verdict_on("authority", "法定权限", lawful),
    verdict_on("procedure", "法定程序", lawful),
    verdict_on("content",   "内容",     lawful),
    counsel, early_note, second_reviewer, second_organ, opinion,
};
constexpr std::array pass_legality_review_with_changes_fields{
    form,
    verdict_on("authority", "法定权限", lawful),
    verdict_on("procedure", "法定程序", lawful_after_changes),
    verdict_on("content",   "内容",     lawful_after_changes),
    counsel, early_note, second_reviewer, second_organ, opinion,
    text("changes", required, "需要修改的内容", {}, parties),
};
constexpr std::array pass_exploratory_fields{
    form,
    verdict_on("authority", "法定权限", lawful_or_unsettled),
    verdict_on("procedure", "法定程序", lawful),
    verdict_on("content",   "内容",     lawful_or_unsettled),
    text  ("legal_risk",           optional, "明示的法律风险", "R49", parties),
    field ("no_national_rule",     Kind::flag, optional, "国家尚无明确规定", "R49"),
    field ("against_existing_law", Kind::flag, optional, "违反现行规定", "R49"),
    counsel, early_note, second_reviewer, second_organ, opinion,
};
constexpr std::array fail_legality_review_fields{
    form,
    verdict_on("authority", "法定权限", lawful_or_unlawful),
    verdict_on("procedure", "法定程序", lawful_or_unlawful),
    verdict_on("content",   "内容",     lawful_or_unlawful),
    counsel, early_note, second_reviewer, second_organ, opinion,
    return_fields[0], return_fields[1],
};
constexpr std::array opinion_documents{
    document("legality_opinion", "合法性审查意见书",         "R53"),
    document("counsel_opinion",  "法律顾问、公职律师意见书", "R54"),
};

constexpr std::array accept_changes_fields{
    field("accepted", Kind::flag, optional, "审查部门确认已按意见修改", "R56"),
};
constexpr std::array accept_changes_documents{
    document("draft",       "修改后的决策草案",         "R56"),
    document("change_note", "采纳审查意见情况的说明", "R56"),
};

constexpr std::array commands{
    CommandSpec{"submit_legality_initial", Trigger::legality_initial_submitted, "送合法性初审",
        {}, submit_legality_initial_documents},
    CommandSpec{"pass_legality_initial", Trigger::legality_initial_passed, "合法性初审通过",
        pass_legality_initial_fields, initial_opinion_documents},
    CommandSpec{"return_legality_initial", Trigger::legality_initial_returned, "合法性初审退回",
        return_fields, return_legality_initial_documents},
    CommandSpec{"submit_legality_review", Trigger::legality_review_submitted, "送合法性审查",
        {}, materials},
    CommandSpec{"request_supplement", Trigger::legality_review_supplement_requested, "要求补充送审材料",
        request_supplement_fields, request_supplement_documents},
    CommandSpec{"supplement_materials", Trigger::legality_review_supplemented, "补充送审材料",
        {}, materials},
    CommandSpec{"return_materials", Trigger::legality_review_materials_returned, "退回送审材料",
        return_materials_fields, return_materials_documents},
    CommandSpec{"pass_legality_review", Trigger::legality_review_passed, "合法性审查通过",
        pass_legality_review_fields, opinion_documents},
    CommandSpec{"pass_legality_review_with_changes", Trigger::legality_review_passed_with_changes, "修改后合法",
        pass_legality_review_with_changes_fields, opinion_documents},
    CommandSpec{"accept_changes", Trigger::legality_review_changes_adopted, "确认已按审查意见修改",
        accept_changes_fields, accept_changes_documents},
    CommandSpec{"pass_exploratory", Trigger::legality_review_exploratory, "探索性改革事项明示法律风险",
        pass_exploratory_fields, opinion_documents},
    CommandSpec{"fail_legality_review", Trigger::legality_review_failed, "合法性审查不通过",
        fail_legality_review_fields, opinion_documents},
};

constexpr std::array words{
    // the questions of both reviews, as a refusal names them (D713 27; SH-L 6)
    Word{"authority",                  "关于权限的结论"},
    Word{"procedure",                  "关于程序的结论"},
    Word{"content",                    "关于内容的结论"},
    Word{"review",                     "合法性审查"},
    Word{"countersign",                "会签"},
    Word{"lawful",                     "合法"},
    Word{"lawful_after_changes",       "修改后合法"},
    Word{"unsettled",                  "国家尚无明确规定"},
    Word{"unlawful",                   "不合法"},
    Word{"legal_counsel",              "法律顾问"},
    Word{"public_lawyer",              "公职律师"},
    Word{"drafter",                    "起草人"},
    Word{"initial_reviewer",           "合法性初审人"},
    Word{"another_initial_reviewer",   "起草人以外的初审人"},
    Word{"another_second_reviewer",    "起草人、初审人和您本人以外的共同审查人"},
    Word{"other_organ",                "决策承办单位以外的机关"},
    Word{"initial_review_by_profile",  "地方参数对合法性初审的要求"},
    Word{"initial_clearance",          "合法性初审通过的意见"},
    Word{"clearance_of_this_draft",    "对现行草案的合法性初审意见"},
    Word{"current_draft",              "与现行草案一致的文本"},
    Word{"materials_complete",         "送审材料齐备之日"},
    Word{"not_against_existing_law",   "不违反现行规定的确认"},
    Word{"reviewed_draft",             "与经合法性审查的草案一致的文本"},
    Word{"review_opinion",             "合法性审查意见"},
    Word{"no_review",                  "未经审查"},
    Word{"legal",                      "合法"},
    Word{"legal_after_changes",        "修改后合法,修改尚未经审查部门确认"},
    Word{"exploratory",                "国家尚无明确规定,已明示法律风险"},
    Word{"illegal",                    "不合法"},
    Word{"no_notice",                  "尚无该年放假安排通知,无法推算"},
};
// clang-format on

}  // namespace

CommandChapter legality() { return {commands, words}; }

}  // namespace juece::procedure::commands
