// Commands of the other methods of public participation, and of single opinions (S04; D713 14, 15(2), 18).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

// D713 14(2): 座谈会、实地走访、书面征求意见、问卷调查、民意调查; 14(3): talks with groups; 15(2): interviews that explain.
constexpr std::array<std::string_view, 7> methods{
    "symposium", "field_visit", "written", "questionnaire", "poll", "group_consultation", "expert_interview"};
// How an opinion came in; on paper and by word of mouth it is entered by an official.
constexpr std::array<std::string_view, 9> ways{
    "website", "new_media", "newspaper", "broadcast", "television", "email", "post", "telephone", "onsite"};
constexpr std::array<std::string_view, 5> fates{
    "adopted", "partly_adopted", "not_adopted", "already_in_draft", "unrelated"};

// clang-format off
constexpr std::array record_participation_fields{
    choice("method",       required, "公众参与方式", methods),
    field ("day",          FieldKind::day, optional, "日期"),
    field ("participants", FieldKind::number, optional, "参加人数"),
    text  ("summary",      optional, "意见摘要"),
};
constexpr std::array record_participation_documents{
    document("record",          "记录", "R17"),
    document("adoption_report", "意见采纳情况说明"),
};

constexpr std::array register_opinion_fields{
    choice("channel",     required, "提出意见的方式", ways),
    field ("received_on", FieldKind::day, required, "收到日期"),
    field ("receipt",     FieldKind::number, required, "回执编号"),
    field ("anonymous",   FieldKind::flag, optional, "匿名"),
    text  ("opinion",     required, "意见内容"),
    text  ("name",        optional, "意见提出人", "", SealClass::personal),
};
constexpr std::array register_opinion_documents{document("original", "意见原件")};

constexpr std::array resolve_opinion_fields{
    field ("target", FieldKind::version, required, "意见所在的记录"),
    choice("fate",   required, "采纳情况", fates),
    text  ("reason", optional, "未采纳的理由", "R29"),
};

constexpr std::array commands{
    CommandSpec{"record_participation", Trigger::participation_recorded, "记录公众参与",
        record_participation_fields, record_participation_documents},
    CommandSpec{"register_opinion", Trigger::public_comment_opinion_received, "登记意见",
        register_opinion_fields, register_opinion_documents},
    CommandSpec{"resolve_opinion", Trigger::public_comment_opinion_resolved, "答复意见",
        resolve_opinion_fields, {}},
};

constexpr std::array words{
    Word{"registered_opinion", "已登记的意见"},
    Word{"fact_unknown",       "尚未认定"},
    Word{"fact_holds",         "已认定成立"},
    Word{"symposium",          "座谈会"},
    Word{"field_visit",        "实地走访"},
    Word{"written",            "书面征求意见"},
    Word{"questionnaire",      "问卷调查"},
    Word{"poll",               "民意调查"},
    Word{"group_consultation", "与特定群体的沟通协商"},
    Word{"expert_interview",   "专家访谈等解释说明"},
    Word{"adopted",            "采纳"},
    Word{"partly_adopted",     "部分采纳"},
    Word{"not_adopted",        "未采纳"},
    Word{"already_in_draft",   "已在草案中"},
    Word{"unrelated",          "与本事项无关"},
};
// clang-format on

}  // namespace

CommandChapter participation() { return {commands, words}; }

}  // namespace juece::procedure::commands
