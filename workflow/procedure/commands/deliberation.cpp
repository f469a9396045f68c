// Commands of the discussion and the decision (S10; D713 29, 30).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

using Kind = FieldKind;

// D713 30(1) knows the first two; the others are recorded as they happened, and no decision can be built on them.
constexpr std::array<std::string_view, 5> meeting_kinds{
    "standing_meeting", "plenary_meeting", "leading_group", "written_circulation", "other_meeting"};
constexpr std::array<std::string_view, 7> views{
    "agree", "agree_in_principle", "agree_after_changes", "disagree", "defer", "silent", "written_opinion"};
// Shanghai plan L40, Liaoning plan L50.
constexpr std::array<std::string_view, 3> advisers{"legal_counsel", "public_lawyer", "expert"};
constexpr std::array<std::string_view, 3> hearing_forms{"at_the_meeting", "in_person", "in_writing"};
constexpr auto restricted = SealClass::restricted;

// clang-format off
constexpr std::array list_for_deliberation_fields{
    choice("meeting",    optional, "拟提交的会议", meeting_kinds),
    field ("planned_on", Kind::day, optional, "拟召开之日"),
};
constexpr std::array list_for_deliberation_documents{
    document("draft",                   "决策草案",                 "R57"),
    document("adoption_report",         "公众意见研究采纳情况",     "R57"),
    document("expert_adoption",         "专家论证意见研究采纳情况", "R57"),
    document("risk_report",             "风险评估报告",             "R57"),
    document("competition_information", "公平竞争审查有关情况",     "R57"),
    document("legality_opinion",        "合法性审查意见书",         "R57"),
    document("explanation",             "草案说明"),
    document("agenda",                  "会议议题单"),
    document("other_materials",         "其他材料"),
};

// A member speaks in his place: 1, 2, …; 0 is nobody's turn (未发言). The head is whoever decides at this meeting.
constexpr std::array view_members{
    field ("person",         Kind::person, required, "发表意见的人"),
    field ("order",          Kind::number, required, "发言次序"),
    choice("view",           required, "意见", views),
    field ("head",           Kind::flag, optional, "行政首长"),
    field ("attending_only", Kind::flag, optional, "列席"),
    text  ("opinion",        optional, "意见内容", {}, restricted),
};
constexpr std::array record_deliberation_fields{
    choice("kind",        required, "会议种类", meeting_kinds),
    field ("number",      Kind::number, optional, "会议次数"),
    field ("held_on",     Kind::day,    required, "会议日期"),
    field ("item",        Kind::number, optional, "议题序号"),
    field ("ended",       Kind::number, optional, "讨论结束的时间,四位数字,如 1130"),
    field ("members",     Kind::number, required, "会议组成人员数"),
    field ("present",     Kind::number, required, "到会的会议组成人员数"),
    sealed_rows("views",  required, "逐人意见", view_members, restricted),
    text  ("head_reason", optional, "行政首长说明的理由", "R60", restricted),
};
constexpr std::array record_deliberation_documents{
    document("minutes",        "会议纪要"),
    document("meeting_record", "会议记录"),
    document("attendance",     "签到表"),
};

constexpr Field dated = field("dated", Kind::day, optional, "决定文稿的成文日期");
constexpr Field reviewer_heard_on = field("reviewer_heard_on", Kind::day, optional, "听取合法性审查部门意见之日", "R95");
constexpr Field counsel_heard_on = field("counsel_heard_on", Kind::day, optional, "听取法律顾问、公职律师、专家意见之日", "R95");
constexpr Field adviser = choice("adviser", optional, "听取意见的对象", advisers);
constexpr Field heard_form = choice("counsel_heard_form", optional, "听取意见的方式", hearing_forms, "R95");

constexpr std::array approve_decision_fields{dated, reviewer_heard_on, counsel_heard_on, adviser, heard_form};
constexpr std::array approve_decision_documents{
    document("decision", "决定文稿", {}, required),
    document("minutes",  "会议纪要"),
};
constexpr std::array approve_with_changes_fields{
    dated, reviewer_heard_on, counsel_heard_on, adviser, heard_form,
    field("substantial", Kind::flag, optional, "涉及重大原则或者实质内容", "D10"),
};
constexpr std::array approve_with_changes_documents{
    document("decision",    "决定文稿", {}, required),
    document("final_text",  "修改后的文本", "D10"),
    document("change_note", "修改说明",     "D10"),
    document("minutes",     "会议纪要"),
};
constexpr std::array no_decision_fields{dated, text("reason", required, "理由")};
constexpr std::array no_decision_documents{
    document("decision", "决定文书"),
    document("minutes",  "会议纪要"),
};
constexpr std::array return_decision_fields{dated, return_fields[0], return_fields[1]};

constexpr std::array commands{
    CommandSpec{"list_for_deliberation", Trigger::deliberation_listed, "列入会议议题",
        list_for_deliberation_fields, list_for_deliberation_documents},
    CommandSpec{"record_deliberation", Trigger::deliberation_recorded, "如实记录集体讨论",
        record_deliberation_fields, record_deliberation_documents},
    CommandSpec{"approve_decision", Trigger::deliberation_approved, "决定通过",
        approve_decision_fields, approve_decision_documents},
    CommandSpec{"approve_with_changes", Trigger::deliberation_modified, "决定修改后通过",
        approve_with_changes_fields, approve_with_changes_documents},
    CommandSpec{"reject_decision", Trigger::deliberation_rejected, "决定不予通过",
        no_decision_fields, no_decision_documents},
    CommandSpec{"defer_decision", Trigger::deliberation_deferred, "决定暂缓",
        no_decision_fields, no_decision_documents},
    CommandSpec{"return_decision", Trigger::deliberation_returned, "决定退回重新办理",
        return_decision_fields, no_decision_documents},
};

constexpr std::array words{
    Word{"standing_meeting",      "常务会议"},
    Word{"plenary_meeting",       "全体会议"},
    Word{"leading_group",         "领导班子会议"},
    Word{"written_circulation",   "传阅会签"},
    Word{"other_meeting",         "其他会议"},
    Word{"agree",                 "同意"},
    Word{"agree_in_principle",    "原则同意"},
    Word{"agree_after_changes",   "修改后同意"},
    Word{"disagree",              "不同意"},
    Word{"silent",                "未表态"},
    Word{"written_opinion",       "书面意见"},
    Word{"approve",               "同意"},
    Word{"none",                  "无多数意见"},
    Word{"at_the_meeting",        "会上听取"},
    Word{"in_person",             "当面听取"},
    Word{"in_writing",            "书面听取"},
    Word{"deliberation_record",   "集体讨论的记录"},
    Word{"heard_after_opinion",   "不早于审查意见作出之日的听取日期"},
    Word{"heard_before_decision", "不晚于决定之日的听取日期"},
    Word{"substance_stated",      "是否涉及重大原则或者实质内容的说明"},
    Word{"minor_change_only",     "不涉及重大原则或者实质内容的修改"},
};
// clang-format on

}  // namespace

CommandChapter deliberation() { return {commands, words}; }

}  // namespace juece::procedure::commands
