// The words of the procedure: regions, states, triggers, roles. One code each, the same in leaves, API and documents.
//
// A slug per stage is fixed in docs/GLOSSARY.md. A trigger belongs to one region; (from, trigger) is unique in a
// statute. Enumerators may be added at the end, codes never change: leaves carry them for ever. Threads: any.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace juece::procedure {

enum class Region : std::uint8_t {
    main,
    public_comment,    // S04a 公开征求意见
    hearing,           // S04b 听证会
    expert_review,     // S05 专家论证
    risk_assessment,   // S06 风险评估
    fair_competition,  // S07 公平竞争审查
    party_report,      // S11 请示报告
    npc,               // S12 人大
    none,              // an act of record: a row of the table that moves nothing (docs/adr/0024-acts-of-record.md)
};
inline constexpr std::size_t region_count = 8;  // those that have a machine

enum class State : std::uint8_t {
    absent,             // 尚未提出, nothing recorded yet
    proposed,           // 已提出建议
    assigned,           // 已交有关单位研究论证
    studied,            // 已研究论证
    rejected,           // 建议不予采纳, final
    not_started,        // 决定不启动, final
    deferred,           // 暂缓启动
    drafting,           // 草案拟订中
    drafted,            // 决策草案已形成
    legality_initial,   // 承办单位法制机构初审中
    cleared_initially,  // 合法性初审通过
    legality_review,    // 合法性审查中
    supplementing,      // 补充送审材料中
    adopting,           // 按审查意见修改中
    reviewed,           // 合法性审查完成
    listed,             // 已列入会议议题
    deliberated,        // 集体讨论已记录
    approved,           // 已作出决定
    disapproved,        // 决定不予通过, final
    published,          // 已公布
    withheld,           // 依法不予公开
    in_force,           // 公布完成
    executing,          // 执行中
    terminated,         // 程序终止, final
    due,                // 应当进行、尚未开始, a procedure beside the main line
    waived,             // 依法免除
    open,               // 征求意见中, public_comment
    closed,             // 已截止、意见待反馈, public_comment
    reported,           // 已形成报告, public_comment 采纳情况已反馈, hearing 听证报告
    announced,          // 已公告听证, hearing
    delivered,          // 听证材料已送达, hearing
    held,               // 听证会已举行, hearing
    panel_chosen,       // 专家已选定, expert_review
    concluded,          // 已形成结论, expert_review, fair_competition
    assessing,          // 评估中, risk_assessment
    assessed,           // 评估报告已形成, risk_assessment
    judged,             // 决策机关已作出风险判断, risk_assessment
    prereviewed,        // 起草单位已初审, fair_competition
    submitted,          // 已报请, party_report, npc
    answered,           // 已有答复, party_report
    resolved,           // 已有决议、批复, npc
};

// In the order of the law. What a `voided` or `reinstated` says follows from another act and is never asked for.
enum class Trigger : std::uint8_t {
    proposal_submitted,
    proposal_assigned,
    proposal_studied,
    proposal_returned,
    proposal_rejected,
    initiation_started,
    initiation_declined,
    initiation_deferred,
    drafting_completed,
    drafting_revised,
    legality_initial_submitted,
    legality_initial_passed,
    legality_initial_returned,
    legality_review_submitted,
    legality_review_supplement_requested,
    legality_review_supplemented,
    legality_review_materials_returned,
    legality_review_passed,
    legality_review_passed_with_changes,
    legality_review_changes_adopted,
    legality_review_exploratory,
    legality_review_failed,
    deliberation_listed,
    deliberation_recorded,
    deliberation_approved,
    deliberation_modified,
    deliberation_rejected,
    deliberation_deferred,
    deliberation_returned,
    publication_published,
    publication_withheld,
    publication_completed,
    execution_ordered,
    procedure_terminated,
    public_comment_opened,
    public_comment_extended,
    public_comment_closed,
    public_comment_reported,
    public_comment_waived,
    public_comment_voided,
    public_comment_reinstated,
    hearing_announced,
    hearing_delivered,
    hearing_held,
    hearing_postponed,
    hearing_reported,
    hearing_waived,
    hearing_voided,
    hearing_reinstated,
    expert_review_panel_chosen,
    expert_review_opinion_filed,
    expert_review_concluded,
    expert_review_waived,
    expert_review_voided,
    expert_review_reinstated,
    risk_assessment_commissioned,
    risk_assessment_reported,
    risk_assessment_reused,
    risk_assessment_judged,
    risk_assessment_measures_taken,
    risk_assessment_waived,
    risk_assessment_voided,
    risk_assessment_reinstated,
    fair_competition_preliminary,
    fair_competition_concluded,
    fair_competition_self_reviewed,
    fair_competition_waived,
    fair_competition_voided,
    fair_competition_reinstated,
    party_report_submitted,
    party_report_answered,
    npc_submitted,
    npc_resolved,
    npc_waived,
    npc_reinstated,
    fact_set,
    drafting_consultation_requested,
    drafting_consultation_answered,
    participation_recorded,
    participation_voided,
    public_comment_opinion_received,
    public_comment_opinion_resolved,
    legality_initial_voided,
    legality_review_voided,
    entry_confirmed,
    entry_corrected,
    entry_annulled,
    entry_reviewed,
};
inline constexpr std::size_t trigger_count = 88;

enum class Role : std::uint8_t {
    organ,          // 决策机关
    head,           // 行政首长
    office,         // 决策机关办公机构
    handler,        // 决策承办单位
    department,     // 所属部门或者下一级人民政府
    leader,         // 决策机关领导人员
    delegate,       // 人大代表、政协委员
    citizen,        // 公民、法人或者其他组织
    auditor,        // 审计机关
    handler_legal,  // 承办单位法制机构
    reviewer,       // 负责合法性审查的部门
    samr,           // 市场监督管理部门
    expert,         // 专家、专业机构
    risk_unit,      // 风险评估单位
    party,          // 同级党委
    npc_organ,      // 人大及其常委会
    executor,       // 决策执行单位
    member,         // 会议组成人员
};

std::string_view code(Region region);    // "public_comment"
std::string_view code(State state);      // "open"
std::string_view code(Trigger trigger);  // "public_comment.opened"
std::string_view code(Role role);        // "handler"
std::string_view label(Region region);   // "公开征求意见"
std::string_view label(State state);
std::string_view label(Trigger trigger);
std::string_view label(Role role);

Region region_of(Trigger trigger);           // Region::none of an act of record
std::string_view stage_of(Trigger trigger);  // the code's first word, a stage slug

std::optional<Region> parse_region(std::string_view code);
std::optional<State> parse_state(std::string_view code);
std::optional<Trigger> parse_trigger(std::string_view code);
std::optional<Role> parse_role(std::string_view code);

std::span<Trigger const> every_trigger();
std::span<Region const> every_region();  // without `none`
std::span<Role const> every_role();

}  // namespace juece::procedure
