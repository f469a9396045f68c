// The commands of D713 10–18, written out: what an office may ask for, and what each carries.
#include "workflow/procedure/command.hpp"

#include <algorithm>
#include <array>

#include "workflow/core/assertion.hpp"

namespace juece::procedure {
namespace {

using Choices = std::span<std::string_view const>;

// D713 3(1) lists five; `unlisted` says openly that none fits, and R01 refuses it.
constexpr std::array<std::string_view, 6> categories{
    "public_policy", "major_plan", "resource", "public_project", "other_major", "unlisted"};
// D713 3(2): the procedure does not apply to these.
constexpr std::array<std::string_view, 3> exclusions{"macro_control", "legislation", "emergency_response"};
// D713 10: who may propose.
constexpr std::array<std::string_view, 4> proposers{"leader", "department", "delegate", "citizen"};
constexpr std::array<std::string_view, 3> conclusions{"start", "defer", "reject"};
// D713 15(1): 政府网站、政务新媒体以及报刊、广播、电视等; and how opinions come in.
constexpr std::array<std::string_view, 9> channels{
    "website", "new_media", "newspaper", "broadcast", "television", "email", "post", "telephone", "onsite"};

constexpr bool required = true;
constexpr bool optional = false;

// A field without choices, and one with.
constexpr Field field(
    std::string_view name, FieldKind kind, bool is_required, std::string_view label, std::string_view rule = {}
) {
    return {name, kind, is_required, label, rule, {}, SealClass::government};
}
constexpr Field choice(
    std::string_view name,
    FieldKind kind,
    bool is_required,
    std::string_view label,
    Choices choices,
    std::string_view rule = {}
) {
    return {name, kind, is_required, label, rule, choices, SealClass::government};
}

// clang-format off
constexpr std::array propose_fields{
    field ("title",         FieldKind::text, required, "事项名称"),
    choice("category",      FieldKind::code, optional, "决策事项类别", categories, "R01"),
    choice("exclusion",     FieldKind::code, optional, "不适用情形", exclusions, "R02"),
    choice("proposer_kind", FieldKind::code, required, "建议提出人", proposers),
    field ("problem",       FieldKind::text, optional, "拟解决的主要问题", "R09"),
    field ("grounds",       FieldKind::text, optional, "建议理由和依据", "R09"),
    field ("solution",      FieldKind::text, optional, "解决问题的初步方案", "R09"),
    field ("necessity",     FieldKind::text, optional, "必要性", "R09"),
    field ("feasibility",   FieldKind::text, optional, "可行性", "R09"),
};
constexpr std::array propose_documents{DocumentSlot{"proposal", "决策事项建议书", "", optional}};

constexpr std::array assign_study_fields{
    field ("unit", FieldKind::organ, required, "研究论证单位"),
};

constexpr std::array report_study_fields{
    choice("conclusion", FieldKind::code, required, "研究论证结论", conclusions),
    field ("summary",    FieldKind::text, optional, "研究论证意见摘要"),
};
constexpr std::array report_study_documents{DocumentSlot{"study_report", "研究论证报告", "", optional}};

// Shared by the three decisions that end or halt a proposal.
constexpr std::array reason_fields{
    field ("reason", FieldKind::text, required, "理由"),
};
constexpr std::array reject_proposal_documents{DocumentSlot{"decision", "决定文书", "", optional}};
constexpr std::array not_start_documents{DocumentSlot{"decision", "决策机关的决定", "R08", optional}};

constexpr std::array start_procedure_fields{
    field ("handlers",    FieldKind::organs, optional, "决策承办单位", "R11"),
    field ("lead",        FieldKind::organ,  optional, "牵头的决策承办单位", "R11"),
    field ("complete_by", FieldKind::day,    optional, "完成时限"),
};
constexpr std::array start_procedure_documents{DocumentSlot{"decision", "决策启动决定", "R08", optional}};

constexpr std::array complete_draft_documents{
    DocumentSlot{"draft",       "决策草案", "", required},
    DocumentSlot{"explanation", "草案说明", "", optional},
};

constexpr std::array finalise_draft_documents{DocumentSlot{"draft", "决策草案定稿文本", "", optional}};

constexpr std::array open_public_comment_fields{
    field ("until",             FieldKind::day,    optional, "截止日期", "R20"),
    choice("channels",          FieldKind::codes,  optional, "提出意见的方式", channels, "R20"),
    field ("shortening_reason", FieldKind::text,   optional, "缩短期限的说明", "R21"),
    field ("units_asked",       FieldKind::number, optional, "书面征求意见的单位数"),
};
constexpr std::array open_public_comment_documents{
    DocumentSlot{"notice",      "公告",     "R20", optional},
    DocumentSlot{"draft",       "决策草案", "R20", optional},
    DocumentSlot{"explanation", "草案说明", "R20", optional},
};

constexpr std::array close_public_comment_fields{
    field ("public_opinions", FieldKind::number, required, "收到公众意见数"),
    field ("suggestions",     FieldKind::number, optional, "收到单位建议数"),
};

constexpr std::array report_public_comment_fields{
    field ("adopted",        FieldKind::number, required, "采纳数"),
    field ("partly_adopted", FieldKind::number, optional, "部分采纳数"),
    field ("not_adopted",    FieldKind::number, optional, "未采纳数"),
};
constexpr std::array report_public_comment_documents{
    DocumentSlot{"adoption_report", "意见采纳情况说明", "R29", optional},
};

constexpr std::array waive_public_comment_fields{
    field ("ground", FieldKind::citation, optional, "依法不予公开的依据", "R18"),
    field ("reason", FieldKind::text,     optional, "理由"),
};
constexpr std::array waive_public_comment_documents{DocumentSlot{"decision", "决策机关的决定", "R18", optional}};

constexpr std::array<CommandSpec, trigger_count> commands{{
    {"propose", Trigger::proposal_submitted, "提出决策事项建议",
     propose_fields, propose_documents},
    {"assign_study", Trigger::proposal_assigned, "交有关单位研究论证",
     assign_study_fields, {}},
    {"report_study", Trigger::proposal_studied, "提交研究论证报告",
     report_study_fields, report_study_documents},
    {"reject_proposal", Trigger::proposal_rejected, "建议不予采纳",
     reason_fields, reject_proposal_documents},
    {"start_procedure", Trigger::initiation_started, "启动决策程序",
     start_procedure_fields, start_procedure_documents},
    {"decline_procedure", Trigger::initiation_declined, "不启动决策程序",
     reason_fields, not_start_documents},
    {"defer_procedure", Trigger::initiation_deferred, "暂缓启动",
     reason_fields, not_start_documents},
    {"complete_draft", Trigger::drafting_completed, "形成决策草案",
     {}, complete_draft_documents},
    {"finalise_draft", Trigger::drafting_finalised, "草案定稿",
     {}, finalise_draft_documents},
    {"open_public_comment", Trigger::public_comment_opened, "公开征求意见",
     open_public_comment_fields, open_public_comment_documents},
    {"close_public_comment", Trigger::public_comment_closed, "公开征求意见截止",
     close_public_comment_fields, {}},
    {"report_public_comment", Trigger::public_comment_reported, "反馈意见采纳情况",
     report_public_comment_fields, report_public_comment_documents},
    {"waive_public_comment", Trigger::public_comment_waived, "依法不公开征求意见",
     waive_public_comment_fields, waive_public_comment_documents},
}};
// clang-format on

}  // namespace

std::string_view code(FieldKind kind) {
    constexpr std::array<std::string_view, 8> codes{
        "code", "codes", "number", "day", "organ", "organs", "citation", "text"};
    return codes[static_cast<std::size_t>(kind)];
}

CommandSpec const* find_command(std::string_view name) {
    auto const found = std::ranges::find(commands, name, &CommandSpec::name);
    return found != commands.end() ? &*found : nullptr;
}

CommandSpec const& command_of(Trigger trigger) {
    auto const found = std::ranges::find(commands, trigger, &CommandSpec::trigger);
    JUECE_ASSERT(found != commands.end(), "every trigger has a command");
    return *found;
}

std::span<CommandSpec const> every_command() { return commands; }

}  // namespace juece::procedure
