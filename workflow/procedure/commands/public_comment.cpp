// Commands of soliciting opinions in public (S04a; D713 14, 15, 18).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

// D713 15(1): 政府网站、政务新媒体以及报刊、广播、电视等; and how opinions come in.
constexpr std::array<std::string_view, 9> channels{
    "website", "new_media", "newspaper", "broadcast", "television", "email", "post", "telephone", "onsite"};

// clang-format off
constexpr std::array open_public_comment_fields{
    field  ("until",             FieldKind::day, optional, "截止日期", "R20"),
    choices("channels",          optional, "提出意见的方式", channels, "R20"),
    text   ("shortening_reason", optional, "缩短期限的说明", "R21"),
    field  ("units_asked",       FieldKind::number, optional, "书面征求意见的单位数"),
};
constexpr std::array open_public_comment_documents{
    document("notice",           "公告",     "R20"),
    document("draft",            "决策草案", "R20"),
    document("explanation",      "草案说明", "R20"),
    document("publicity_review", "公开审查记录", "R99"),
};

constexpr std::array extend_public_comment_fields{
    field  ("until",  FieldKind::day, optional, "延长后的截止日期", "R21"),
    text   ("reason", optional, "延长期限的理由"),
};
constexpr std::array extend_public_comment_documents{
    document("notice",           "延长期限的公告"),
    document("publicity_review", "公开审查记录"),
};

constexpr std::array close_public_comment_fields{
    field  ("public_opinions", FieldKind::number, required, "收到公众意见数"),
    field  ("suggestions",     FieldKind::number, optional, "收到单位建议数"),
};

constexpr std::array report_public_comment_fields{
    field  ("adopted",        FieldKind::number, required, "采纳数"),
    field  ("partly_adopted", FieldKind::number, optional, "部分采纳数"),
    field  ("not_adopted",    FieldKind::number, optional, "未采纳数"),
};
constexpr std::array report_public_comment_documents{
    document("adoption_report", "意见采纳情况说明", "R29"),
    document("opinion_summary", "意见汇总表"),
};

constexpr std::array waive_public_comment_fields{
    field  ("ground", FieldKind::ground, optional, "依法不予公开的依据", "R18"),
    text   ("reason", optional, "理由"),
};
constexpr std::array waive_public_comment_documents{document("decision", "决策机关的决定", "R18")};

constexpr std::array commands{
    CommandSpec{"open_public_comment", Trigger::public_comment_opened, "公开征求意见",
        open_public_comment_fields, open_public_comment_documents},
    CommandSpec{"extend_public_comment", Trigger::public_comment_extended, "延长征求意见期限",
        extend_public_comment_fields, extend_public_comment_documents},
    CommandSpec{"close_public_comment", Trigger::public_comment_closed, "公开征求意见截止",
        close_public_comment_fields, {}},
    CommandSpec{"report_public_comment", Trigger::public_comment_reported, "反馈意见采纳情况",
        report_public_comment_fields, report_public_comment_documents},
    CommandSpec{"waive_public_comment", Trigger::public_comment_waived, "依法不公开征求意见",
        waive_public_comment_fields, waive_public_comment_documents},
};

constexpr std::array words{
    Word{"notice",             "公告"},
    Word{"completed_draft",    "已形成的决策草案"},
    Word{"same_draft",         "与已形成的决策草案一致的文本"},
    Word{"participation",      "已完成的公众参与方式"},
    Word{"until",              "提出意见的期限"},
    Word{"later_until",        "晚于公告之日的截止日期"},
    Word{"longer_until",       "晚于今日和原截止日期的截止日期"},
    Word{"opened_comment",     "公开征求意见的公告"},
    Word{"ground",             "法定依据"},
    Word{"known_fact",         "对该事实的认定"},
    Word{"law",                "法律的明文规定"},
    // channels, D713 15(1)
    Word{"website",            "政府网站"},
    Word{"new_media",          "政务新媒体"},
    Word{"newspaper",          "报刊"},
    Word{"broadcast",          "广播"},
    Word{"television",         "电视"},
    Word{"email",              "电子邮件"},
    Word{"post",               "信函"},
    Word{"telephone",          "电话"},
    Word{"onsite",             "现场"},
};
// clang-format on

}  // namespace

CommandChapter public_comment() { return {commands, words}; }

}  // namespace juece::procedure::commands
