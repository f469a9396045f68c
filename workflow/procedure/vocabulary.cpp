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
};

constexpr std::array states{
    Entry{State::absent,      "absent",      "尚未提出"},
    Entry{State::proposed,    "proposed",    "已提出建议"},
    Entry{State::assigned,    "assigned",    "已交有关单位研究论证"},
    Entry{State::studied,     "studied",     "已研究论证"},
    Entry{State::rejected,    "rejected",    "建议不予采纳"},
    Entry{State::not_started, "not_started", "决定不启动"},
    Entry{State::deferred,    "deferred",    "暂缓启动"},
    Entry{State::drafting,    "drafting",    "草案拟订中"},
    Entry{State::drafted,     "drafted",     "决策草案已形成"},
    Entry{State::finalised,   "finalised",   "草案定稿"},
    Entry{State::due,         "due",         "应当进行、尚未开始"},
    Entry{State::open,        "open",        "进行中"},
    Entry{State::closed,      "closed",      "已截止、意见待反馈"},
    Entry{State::reported,    "reported",    "采纳情况已反馈"},
    Entry{State::waived,      "waived",      "依法免除"},
};

constexpr std::array triggers{
    TriggerEntry{Trigger::proposal_submitted,      Region::main,           "proposal.submitted",      "提出决策事项建议"},
    TriggerEntry{Trigger::proposal_assigned,       Region::main,           "proposal.assigned",       "交有关单位研究论证"},
    TriggerEntry{Trigger::proposal_studied,        Region::main,           "proposal.studied",        "提交研究论证报告"},
    TriggerEntry{Trigger::proposal_rejected,       Region::main,           "proposal.rejected",       "建议不予采纳"},
    TriggerEntry{Trigger::initiation_started,      Region::main,           "initiation.started",      "决定启动决策程序"},
    TriggerEntry{Trigger::initiation_declined,     Region::main,           "initiation.declined",     "决定不启动决策程序"},
    TriggerEntry{Trigger::initiation_deferred,     Region::main,           "initiation.deferred",     "决定暂缓启动"},
    TriggerEntry{Trigger::drafting_completed,      Region::main,           "drafting.completed",      "形成决策草案"},
    TriggerEntry{Trigger::drafting_finalised,      Region::main,           "drafting.finalised",      "决策草案定稿"},
    TriggerEntry{Trigger::public_comment_opened,   Region::public_comment, "public_comment.opened",   "公开征求意见"},
    TriggerEntry{Trigger::public_comment_closed,   Region::public_comment, "public_comment.closed",   "公开征求意见截止"},
    TriggerEntry{Trigger::public_comment_reported, Region::public_comment, "public_comment.reported", "反馈意见采纳情况"},
    TriggerEntry{Trigger::public_comment_waived,   Region::public_comment, "public_comment.waived",   "依法不公开征求意见"},
};

constexpr std::array roles{
    Entry{Role::organ,      "organ",      "决策机关"},
    Entry{Role::head,       "head",       "行政首长"},
    Entry{Role::office,     "office",     "决策机关办公机构"},
    Entry{Role::handler,    "handler",    "决策承办单位"},
    Entry{Role::department, "department", "所属部门或者下一级人民政府"},
    Entry{Role::leader,     "leader",     "决策机关领导人员"},
    Entry{Role::delegate,   "delegate",   "人大代表、政协委员"},
    Entry{Role::citizen,    "citizen",    "公民、法人或者其他组织"},
    Entry{Role::auditor,    "auditor",    "审计机关"},
};
// clang-format on

static_assert(regions.size() == region_count && triggers.size() == trigger_count);

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

template <class Word, class Table>
constexpr auto words_of(Table const& table) {
    std::array<Word, std::tuple_size_v<Table>> words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = table[i].word;
    return words;
}

constexpr auto trigger_list = words_of<Trigger>(triggers);
constexpr auto region_list = words_of<Region>(regions);

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

std::optional<Region> parse_region(std::string_view code) { return parse(regions, code); }
std::optional<State> parse_state(std::string_view code) { return parse(states, code); }
std::optional<Trigger> parse_trigger(std::string_view code) { return parse(triggers, code); }
std::optional<Role> parse_role(std::string_view code) { return parse(roles, code); }

std::span<Trigger const> every_trigger() { return trigger_list; }
std::span<Region const> every_region() { return region_list; }

}  // namespace juece::procedure
