// The one table of every word of the procedure: enumerator, code, Chinese label.
#include "workflow/procedure/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "workflow/core/assertion.hpp"

namespace juece::procedure {
namespace {

template <class Word>
struct Entry {
    Word word;
    std::string_view code;
    std::string_view label;
};
template <class Word>
Entry(Word, std::string_view, std::string_view) -> Entry<Word>;

struct TriggerEntry {
    Trigger word;
    Region region;
    std::string_view code;
    std::string_view label;
};

// clang-format off
constexpr std::array regions{
    Entry{Region::main,             "main",             "主流程"},
    Entry{Region::public_comment,   "public_comment",   "公开征求意见"},
    Entry{Region::hearing,          "hearing",          "听证会"},
    Entry{Region::expert_review,    "expert_review",    "专家论证"},
    Entry{Region::risk_assessment,  "risk_assessment",  "风险评估"},
    Entry{Region::fair_competition, "fair_competition", "公平竞争审查"},
    Entry{Region::party_report,     "party_report",     "请示报告"},
    Entry{Region::npc,              "npc",              "人大"},
    Entry{Region::none,             "",                 "案卷"},
};

constexpr std::array states{
    Entry{State::absent,             "absent",            "尚未提出"},
    Entry{State::proposed,           "proposed",          "已提出建议"},
    Entry{State::assigned,           "assigned",          "已交有关单位研究论证"},
    Entry{State::studied,            "studied",           "已研究论证"},
    Entry{State::rejected,           "rejected",          "建议不予采纳"},
    Entry{State::not_started,        "not_started",       "决定不启动"},
    Entry{State::deferred,           "deferred",          "暂缓启动"},
    Entry{State::drafting,           "drafting",          "草案拟订中"},
    Entry{State::drafted,            "drafted",           "决策草案已形成"},
    Entry{State::legality_initial,   "legality_initial",  "承办单位法制机构初审中"},
    Entry{State::cleared_initially,  "cleared_initially", "合法性初审通过"},
    Entry{State::legality_review,    "legality_review",   "合法性审查中"},
    Entry{State::supplementing,      "supplementing",     "补充送审材料中"},
    Entry{State::adopting,           "adopting",          "按审查意见修改中"},
    Entry{State::reviewed,           "reviewed",          "合法性审查完成"},
    Entry{State::listed,             "listed",            "已列入会议议题"},
    Entry{State::deliberated,        "deliberated",       "集体讨论已记录"},
    Entry{State::approved,           "approved",          "已作出决定"},
    Entry{State::disapproved,        "disapproved",       "决定不予通过"},
    Entry{State::published,          "published",         "已公布"},
    Entry{State::withheld,           "withheld",          "依法不予公开"},
    Entry{State::in_force,           "in_force",          "公布完成"},
    Entry{State::executing,          "executing",         "执行中"},
    Entry{State::terminated,         "terminated",        "程序终止"},
    Entry{State::due,                "due",               "应当进行、尚未开始"},
    Entry{State::waived,             "waived",            "依法免除"},
    Entry{State::open,               "open",              "征求意见中"},
    Entry{State::closed,             "closed",            "已截止、意见待反馈"},
    Entry{State::reported,           "reported",          "已形成报告"},
    Entry{State::announced,          "announced",         "已公告听证"},
    Entry{State::delivered,          "delivered",         "听证材料已送达"},
    Entry{State::held,               "held",              "听证会已举行"},
    Entry{State::panel_chosen,       "panel_chosen",      "专家已选定"},
    Entry{State::concluded,          "concluded",         "已形成结论"},
    Entry{State::assessing,          "assessing",         "评估中"},
    Entry{State::assessed,           "assessed",          "评估报告已形成"},
    Entry{State::judged,             "judged",            "决策机关已作出风险判断"},
    Entry{State::prereviewed,        "prereviewed",       "起草单位已初审"},
    Entry{State::submitted,          "submitted",         "已报请"},
    Entry{State::answered,           "answered",          "已有答复"},
    Entry{State::resolved,           "resolved",          "已有决议、批复"},
};

constexpr std::array triggers{
    TriggerEntry{Trigger::proposal_submitted, Region::main, "proposal.submitted", "提出决策事项建议"},
    TriggerEntry{Trigger::proposal_assigned, Region::main, "proposal.assigned", "交有关单位研究论证"},
    TriggerEntry{Trigger::proposal_studied, Region::main, "proposal.studied", "提交研究论证报告"},
    TriggerEntry{Trigger::proposal_returned, Region::main, "proposal.returned", "退回补充研究论证"},
    TriggerEntry{Trigger::proposal_rejected, Region::main, "proposal.rejected", "建议不予采纳"},
    TriggerEntry{Trigger::initiation_started, Region::main, "initiation.started", "决定启动决策程序"},
    TriggerEntry{Trigger::initiation_declined, Region::main, "initiation.declined", "决定不启动决策程序"},
    TriggerEntry{Trigger::initiation_deferred, Region::main, "initiation.deferred", "决定暂缓启动"},
    TriggerEntry{Trigger::drafting_completed, Region::main, "drafting.completed", "形成决策草案"},
    TriggerEntry{Trigger::drafting_revised, Region::main, "drafting.revised", "修改决策草案"},
    TriggerEntry{Trigger::legality_initial_submitted, Region::main, "legality_initial.submitted", "送合法性初审"},
    TriggerEntry{Trigger::legality_initial_passed, Region::main, "legality_initial.passed", "合法性初审通过"},
    TriggerEntry{Trigger::legality_initial_returned, Region::main, "legality_initial.returned", "合法性初审退回"},
    TriggerEntry{Trigger::legality_review_submitted, Region::main, "legality_review.submitted", "送合法性审查"},
    TriggerEntry{Trigger::legality_review_supplement_requested, Region::main,
                 "legality_review.supplement_requested", "要求补充送审材料"},
    TriggerEntry{Trigger::legality_review_supplemented, Region::main, "legality_review.supplemented", "补充送审材料"},
    TriggerEntry{Trigger::legality_review_materials_returned, Region::main,
                 "legality_review.materials_returned", "退回送审材料"},
    TriggerEntry{Trigger::legality_review_passed, Region::main, "legality_review.passed", "合法性审查通过"},
    TriggerEntry{Trigger::legality_review_passed_with_changes, Region::main,
                 "legality_review.passed_with_changes", "修改后合法"},
    TriggerEntry{Trigger::legality_review_changes_adopted, Region::main,
                 "legality_review.changes_adopted", "按审查意见修改并经确认"},
    TriggerEntry{Trigger::legality_review_exploratory, Region::main, "legality_review.exploratory", "探索性改革事项明示法律风险"},
    TriggerEntry{Trigger::legality_review_failed, Region::main, "legality_review.failed", "合法性审查不通过"},
    TriggerEntry{Trigger::deliberation_listed, Region::main, "deliberation.listed", "列入会议议题"},
    TriggerEntry{Trigger::deliberation_recorded, Region::main, "deliberation.recorded", "如实记录集体讨论"},
    TriggerEntry{Trigger::deliberation_approved, Region::main, "deliberation.approved", "决定通过"},
    TriggerEntry{Trigger::deliberation_modified, Region::main, "deliberation.modified", "决定修改后通过"},
    TriggerEntry{Trigger::deliberation_rejected, Region::main, "deliberation.rejected", "决定不予通过"},
    TriggerEntry{Trigger::deliberation_deferred, Region::main, "deliberation.deferred", "决定暂缓"},
    TriggerEntry{Trigger::deliberation_returned, Region::main, "deliberation.returned", "决定退回重新办理"},
    TriggerEntry{Trigger::publication_published, Region::main, "publication.published", "公布决策"},
    TriggerEntry{Trigger::publication_withheld, Region::main, "publication.withheld", "依法不予公开决策"},
    TriggerEntry{Trigger::publication_completed, Region::main, "publication.completed", "公布途径全部完成"},
    TriggerEntry{Trigger::execution_ordered, Region::main, "execution.ordered", "明确决策执行"},
    TriggerEntry{Trigger::procedure_terminated, Region::main, "procedure.terminated", "决定前终止程序"},
    TriggerEntry{Trigger::public_comment_opened, Region::public_comment, "public_comment.opened", "公开征求意见"},
    TriggerEntry{Trigger::public_comment_extended, Region::public_comment, "public_comment.extended", "延长征求意见期限"},
    TriggerEntry{Trigger::public_comment_closed, Region::public_comment, "public_comment.closed", "公开征求意见截止"},
    TriggerEntry{Trigger::public_comment_reported, Region::public_comment, "public_comment.reported", "反馈意见采纳情况"},
    TriggerEntry{Trigger::public_comment_waived, Region::public_comment, "public_comment.waived", "依法不公开征求意见"},
    TriggerEntry{Trigger::public_comment_voided, Region::public_comment, "public_comment.voided", "公开征求意见结果失效"},
    TriggerEntry{Trigger::public_comment_reinstated, Region::public_comment, "public_comment.reinstated", "恢复公开征求意见"},
    TriggerEntry{Trigger::hearing_announced, Region::hearing, "hearing.announced", "公告听证会"},
    TriggerEntry{Trigger::hearing_delivered, Region::hearing, "hearing.delivered", "送达听证材料"},
    TriggerEntry{Trigger::hearing_held, Region::hearing, "hearing.held", "举行听证会"},
    TriggerEntry{Trigger::hearing_postponed, Region::hearing, "hearing.postponed", "延期听证"},
    TriggerEntry{Trigger::hearing_reported, Region::hearing, "hearing.reported", "形成听证报告"},
    TriggerEntry{Trigger::hearing_waived, Region::hearing, "hearing.waived", "不举行听证会"},
    TriggerEntry{Trigger::hearing_voided, Region::hearing, "hearing.voided", "听证结果失效"},
    TriggerEntry{Trigger::hearing_reinstated, Region::hearing, "hearing.reinstated", "恢复听证"},
    TriggerEntry{Trigger::expert_review_panel_chosen, Region::expert_review, "expert_review.panel_chosen", "选定论证专家"},
    TriggerEntry{Trigger::expert_review_opinion_filed, Region::expert_review,
                 "expert_review.opinion_filed", "提交专家论证意见"},
    TriggerEntry{Trigger::expert_review_concluded, Region::expert_review, "expert_review.concluded", "形成专家论证报告"},
    TriggerEntry{Trigger::expert_review_waived, Region::expert_review, "expert_review.waived", "不需要专家论证"},
    TriggerEntry{Trigger::expert_review_voided, Region::expert_review, "expert_review.voided", "专家论证结果失效"},
    TriggerEntry{Trigger::expert_review_reinstated, Region::expert_review, "expert_review.reinstated", "恢复专家论证"},
    TriggerEntry{Trigger::risk_assessment_commissioned, Region::risk_assessment,
                 "risk_assessment.commissioned", "组织风险评估"},
    TriggerEntry{Trigger::risk_assessment_reported, Region::risk_assessment, "risk_assessment.reported", "形成风险评估报告"},
    TriggerEntry{Trigger::risk_assessment_reused, Region::risk_assessment, "risk_assessment.reused", "沿用已有风险评估"},
    TriggerEntry{Trigger::risk_assessment_judged, Region::risk_assessment, "risk_assessment.judged", "决策机关判断风险是否可控"},
    TriggerEntry{Trigger::risk_assessment_measures_taken, Region::risk_assessment,
                 "risk_assessment.measures_taken", "采取措施确保风险可控"},
    TriggerEntry{Trigger::risk_assessment_waived, Region::risk_assessment, "risk_assessment.waived", "不需要风险评估"},
    TriggerEntry{Trigger::risk_assessment_voided, Region::risk_assessment, "risk_assessment.voided", "风险评估结果失效"},
    TriggerEntry{Trigger::risk_assessment_reinstated, Region::risk_assessment, "risk_assessment.reinstated", "恢复风险评估"},
    TriggerEntry{Trigger::fair_competition_preliminary, Region::fair_competition,
                 "fair_competition.preliminary", "公平竞争初审"},
    TriggerEntry{Trigger::fair_competition_concluded, Region::fair_competition,
                 "fair_competition.concluded", "公平竞争审查结论"},
    TriggerEntry{Trigger::fair_competition_self_reviewed, Region::fair_competition,
                 "fair_competition.self_reviewed", "政策制定机关自我审查"},
    TriggerEntry{Trigger::fair_competition_waived, Region::fair_competition, "fair_competition.waived", "不涉及公平竞争审查"},
    TriggerEntry{Trigger::fair_competition_voided, Region::fair_competition, "fair_competition.voided", "公平竞争审查结果失效"},
    TriggerEntry{Trigger::fair_competition_reinstated, Region::fair_competition,
                 "fair_competition.reinstated", "恢复公平竞争审查"},
    TriggerEntry{Trigger::party_report_submitted, Region::party_report, "party_report.submitted", "向同级党委请示报告"},
    TriggerEntry{Trigger::party_report_answered, Region::party_report, "party_report.answered", "党委答复"},
    TriggerEntry{Trigger::npc_submitted, Region::npc, "npc.submitted", "提请人大或者上级"},
    TriggerEntry{Trigger::npc_resolved, Region::npc, "npc.resolved", "人大决议或者上级批复"},
    TriggerEntry{Trigger::npc_waived, Region::npc, "npc.waived", "不需要提请人大"},
    TriggerEntry{Trigger::npc_reinstated, Region::npc, "npc.reinstated", "恢复提请人大"},
    TriggerEntry{Trigger::fact_set, Region::none, "fact.set", "认定事项情形"},
    TriggerEntry{Trigger::drafting_consultation_requested, Region::none, "drafting.consultation_requested", "征求有关单位意见"},
    TriggerEntry{Trigger::drafting_consultation_answered, Region::none, "drafting.consultation_answered", "有关单位反馈意见"},
    TriggerEntry{Trigger::participation_recorded, Region::none, "participation.recorded", "记录其他公众参与方式"},
    TriggerEntry{Trigger::participation_voided, Region::none, "participation.voided", "公众参与记录失效"},
    TriggerEntry{Trigger::public_comment_opinion_received, Region::none, "public_comment.opinion_received", "登记公众意见"},
    TriggerEntry{Trigger::public_comment_opinion_resolved, Region::none, "public_comment.opinion_resolved", "答复公众意见"},
    TriggerEntry{Trigger::legality_initial_voided, Region::none, "legality_initial.voided", "合法性初审结果失效"},
    TriggerEntry{Trigger::legality_review_voided, Region::none, "legality_review.voided", "合法性审查结果失效"},
    TriggerEntry{Trigger::entry_confirmed, Region::none, "entry.confirmed", "确认代录"},
    TriggerEntry{Trigger::entry_corrected, Region::none, "entry.corrected", "更正笔误"},
    TriggerEntry{Trigger::entry_annulled, Region::none, "entry.annulled", "撤销误录"},
    TriggerEntry{Trigger::entry_reviewed, Region::none, "entry.reviewed", "复核受影响步骤"},
};

constexpr std::array roles{
    Entry{Role::organ,         "organ",         "决策机关"},
    Entry{Role::head,          "head",          "行政首长"},
    Entry{Role::office,        "office",        "决策机关办公机构"},
    Entry{Role::handler,       "handler",       "决策承办单位"},
    Entry{Role::department,    "department",    "所属部门或者下一级人民政府"},
    Entry{Role::leader,        "leader",        "决策机关领导人员"},
    Entry{Role::delegate,      "delegate",      "人大代表、政协委员"},
    Entry{Role::citizen,       "citizen",       "公民、法人或者其他组织"},
    Entry{Role::auditor,       "auditor",       "审计机关"},
    Entry{Role::handler_legal, "handler_legal", "承办单位法制机构"},
    Entry{Role::reviewer,      "reviewer",      "负责合法性审查的部门"},
    Entry{Role::samr,          "samr",          "市场监督管理部门"},
    Entry{Role::expert,        "expert",        "专家、专业机构"},
    Entry{Role::risk_unit,     "risk_unit",     "风险评估单位"},
    Entry{Role::party,         "party",         "同级党委"},
    Entry{Role::npc_organ,     "npc_organ",     "人大及其常委会"},
    Entry{Role::executor,      "executor",      "决策执行单位"},
    Entry{Role::member,        "member",        "会议组成人员"},
};
// clang-format on

static_assert(regions.size() == region_count + 1 && triggers.size() == trigger_count);

// Tables are written in the order of the enumerators, so a word is found by its number.
template <class Table>
constexpr bool is_in_order(Table const& table) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].word) != i) return false;
    }
    return true;
}
static_assert(is_in_order(regions) && is_in_order(states) && is_in_order(triggers) && is_in_order(roles));

template <class Table, class Word>
auto const& entry(Table const& table, Word word) {
    auto const at = static_cast<std::size_t>(word);
    JUECE_ASSERT(at < table.size(), "every word of the procedure is in its table");
    return table[at];
}

template <class Table>
auto parse(Table const& table, std::string_view code) {
    auto const found = std::ranges::find_if(table, [&](auto const& candidate) { return candidate.code == code; });
    return found != table.end() ? std::optional{found->word} : std::nullopt;
}

// Triggers in the order of their codes: there are many, and every leaf names one.
constexpr auto triggers_by_code = [] {
    std::array<TriggerEntry const*, triggers.size()> sorted{};
    std::ranges::transform(triggers, sorted.begin(), [](auto const& entry) { return &entry; });
    std::ranges::sort(sorted, {}, &TriggerEntry::code);
    return sorted;
}();

template <class Word, class Table>
constexpr auto words_of(Table const& table) {
    std::array<Word, std::tuple_size_v<Table>> words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = table[i].word;
    return words;
}

constexpr auto trigger_list = words_of<Trigger>(triggers);
constexpr auto region_list = words_of<Region>(regions);
constexpr auto role_list = words_of<Role>(roles);

}  // namespace

std::string_view code(Region region) { return entry(regions, region).code; }
std::string_view code(State state) { return entry(states, state).code; }
std::string_view code(Trigger trigger) { return entry(triggers, trigger).code; }
std::string_view code(Role role) { return entry(roles, role).code; }
std::string_view label(Region region) { return entry(regions, region).label; }
std::string_view label(State state) { return entry(states, state).label; }
std::string_view label(Trigger trigger) { return entry(triggers, trigger).label; }
std::string_view label(Role role) { return entry(roles, role).label; }

Region region_of(Trigger trigger) { return entry(triggers, trigger).region; }

std::string_view stage_of(Trigger trigger) {
    auto const whole = code(trigger);
    return whole.substr(0, whole.find('.'));
}

std::optional<Region> parse_region(std::string_view code) {
    return code.empty() ? std::nullopt : parse(regions, code);  // `none` is never written
}
std::optional<State> parse_state(std::string_view code) { return parse(states, code); }
std::optional<Trigger> parse_trigger(std::string_view code) {
    auto const found = std::ranges::lower_bound(triggers_by_code, code, {}, &TriggerEntry::code);
    return found != triggers_by_code.end() && (*found)->code == code ? std::optional{(*found)->word} : std::nullopt;
}
std::optional<Role> parse_role(std::string_view code) { return parse(roles, code); }

std::span<Trigger const> every_trigger() { return trigger_list; }
std::span<Region const> every_region() { return std::span{region_list}.first(region_count); }
std::span<Role const> every_role() { return role_list; }

}  // namespace juece::procedure
