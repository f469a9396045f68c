// Commands of the hearing (S04b; D713 16–18).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

// D713 17: in this order.
constexpr std::array<std::string_view, 3> steps{"introduction", "debate", "confirmation"};

// clang-format off
constexpr std::array announce_hearing_fields{
    field  ("held_on",                    FieldKind::day, optional, "听证日期", "R25"),
    text   ("time",                       optional, "时间", "R25"),
    text   ("place",                      optional, "地点", "R25"),
    field  ("organizer",                  FieldKind::organ, optional, "组织听证会的单位"),
    field  ("selects_participants",       FieldKind::flag, optional, "遴选听证参加人"),
    field  ("selection_method_published", FieldKind::day, optional, "遴选办法公布日期", "R26"),
    field  ("participants_published",     FieldKind::day, optional, "听证参加人名单公布日期", "R26"),
};
constexpr std::array announce_hearing_documents{
    document("notice",           "听证公告", "R25"),
    document("draft",            "决策草案", "R25"),
    document("explanation",      "草案说明", "R25"),
    document("publicity_review", "公开审查记录", "R99"),
    document("selection_method", "听证参加人遴选办法"),
    document("participant_list", "听证参加人名单"),
};

constexpr std::array deliver_hearing_materials_fields{
    field  ("participants",               FieldKind::number, optional, "送达人数"),
    field  ("selection_method_published", FieldKind::day, optional, "遴选办法公布日期", "R26"),
    field  ("participants_published",     FieldKind::day, optional, "听证参加人名单公布日期", "R26"),
};
constexpr std::array deliver_hearing_materials_documents{
    document("hearing_materials", "听证材料"),
    document("delivery_receipt",  "听证材料送达回证"),
    document("selection_method",  "听证参加人遴选办法"),
    document("participant_list",  "听证参加人名单"),
};

constexpr std::array postpone_hearing_fields{
    text   ("reason", required, "改期的理由"),
};
constexpr std::array postpone_hearing_documents{document("notice", "改期公告")};

constexpr std::array hold_hearing_fields{
    field  ("public",       FieldKind::flag, optional, "公开举行", "R28"),
    choices("steps",        optional, "依次进行的程序", steps, "R28"),
    field  ("participants", FieldKind::number, optional, "到会的听证参加人数", "R28"),
    field  ("signed",       FieldKind::number, optional, "签字人数", "R28"),
    field  ("unsigned",     FieldKind::number, optional, "拒绝签字或者未能签字的人数", "R28"),
    field  ("witness",      FieldKind::person, optional, "见证人", "R28"),
};
constexpr std::array hold_hearing_documents{document("record", "听证会记录", "R28")};

constexpr std::array report_hearing_fields{
    field  ("opinions", FieldKind::number, optional, "听证意见数"),
    field  ("adopted",  FieldKind::number, optional, "采纳数"),
};
constexpr std::array report_hearing_documents{
    document("hearing_report",  "听证报告", "R29"),
    document("adoption_report", "意见采纳情况说明"),
};

constexpr std::array waive_hearing_fields{
    field  ("ground", FieldKind::ground, optional, "不召开听证会的依据", "R24"),
    text   ("reason", optional, "不召开听证会的理由", "R24"),
};

constexpr std::array commands{
    CommandSpec{"announce_hearing", Trigger::hearing_announced, "公告听证会",
        announce_hearing_fields, announce_hearing_documents},
    CommandSpec{"deliver_hearing_materials", Trigger::hearing_delivered, "送达听证材料",
        deliver_hearing_materials_fields, deliver_hearing_materials_documents},
    CommandSpec{"hold_hearing", Trigger::hearing_held, "举行听证会",
        hold_hearing_fields, hold_hearing_documents},
    CommandSpec{"postpone_hearing", Trigger::hearing_postponed, "听证会改期",
        postpone_hearing_fields, postpone_hearing_documents},
    CommandSpec{"report_hearing", Trigger::hearing_reported, "形成听证报告",
        report_hearing_fields, report_hearing_documents},
    CommandSpec{"waive_hearing", Trigger::hearing_waived, "不召开听证会",
        waive_hearing_fields, {}},
};

constexpr std::array words{
    Word{"record",             "记录"},
    Word{"participants",       "参加人数"},
    Word{"finished_hearing",   "已形成报告的听证会"},
    Word{"later_held_on",      "晚于公告之日的听证日期"},
    Word{"method_before_list", "先于名单公布的遴选办法"},
    Word{"list_before_hearing", "先于听证会公布的名单"},
    Word{"steps_in_order",     "依次进行的三项程序"},
    Word{"every_signature",    "每一参加人的签字或者未签字的记载"},
    Word{"introduction",       "承办单位介绍"},
    Word{"debate",             "陈述、询问、质证和辩论"},
    Word{"confirmation",       "确认记录并签字"},
};
// clang-format on

}  // namespace

CommandChapter hearing() { return {commands, words}; }

}  // namespace juece::procedure::commands
