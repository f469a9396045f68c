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
};
inline constexpr std::size_t region_count = 8;

enum class State : std::uint8_t {
    absent,       // nothing recorded yet
    proposed,     // 已提出建议
    assigned,     // 已交有关单位研究论证
    studied,      // 已研究论证
    rejected,     // 不予采纳, final
    not_started,  // 决定不启动, final
    deferred,     // 暂缓启动
    drafting,     // 草案拟订中
    drafted,      // 决策草案已形成
    finalised,    // 草案定稿, 可以送审
    due,          // 应当进行, 尚未开始
    open,         // 进行中
    closed,       // 已截止, 意见待反馈
    reported,     // 采纳情况已反馈, final
    waived,       // 依法免除
};

enum class Trigger : std::uint8_t {
    proposal_submitted,
    proposal_assigned,
    proposal_studied,
    proposal_rejected,
    initiation_started,
    initiation_declined,
    initiation_deferred,
    drafting_completed,
    drafting_finalised,
    public_comment_opened,
    public_comment_closed,
    public_comment_reported,
    public_comment_waived,
};
inline constexpr std::size_t trigger_count = 13;

enum class Role : std::uint8_t {
    organ,       // 决策机关
    head,        // 行政首长
    office,      // 决策机关办公机构
    handler,     // 决策承办单位
    department,  // 所属部门或者下一级人民政府
    leader,      // 决策机关领导人员
    delegate,    // 人大代表、政协委员
    citizen,     // 公民、法人或者其他组织
    auditor,     // 审计机关
};

std::string_view code(Region region);    // "public_comment"
std::string_view code(State state);      // "open"
std::string_view code(Trigger trigger);  // "public_comment.opened"
std::string_view code(Role role);        // "handler"
std::string_view label(Region region);   // "公开征求意见"
std::string_view label(State state);
std::string_view label(Trigger trigger);
std::string_view label(Role role);

Region region_of(Trigger trigger);
std::string_view stage_of(Trigger trigger);  // the code's first word, a stage slug

std::optional<Region> parse_region(std::string_view code);
std::optional<State> parse_state(std::string_view code);
std::optional<Trigger> parse_trigger(std::string_view code);
std::optional<Role> parse_role(std::string_view code);

std::span<Trigger const> every_trigger();
std::span<Region const> every_region();

}  // namespace juece::procedure
