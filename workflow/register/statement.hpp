// What one event of the register says: an organ exists, a post was established, a person was appointed. The register
// is the set of what was said and not struck; nothing in it depends on the order of saying.
//
// Days: `from` is the first day, `until` the last (both included); `on` is the day from which something has ended, so
// that who is dismissed and who is appointed on one day follow each other without a gap (domain.md §10).
// The namespace is `registry`: `register` is a word of C++. Threads: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/procedure/vocabulary.hpp"

namespace juece::registry {

enum class OrganKind : std::uint8_t {
    government,          // 人民政府
    office,              // 政府办公厅(室)
    department,          // 政府工作部门
    justice,             // 司法行政部门
    market_supervision,  // 市场监督管理部门
    audit,               // 审计机关
    archives,            // 档案机构
    party,               // 党的机关
    npc,                 // 人大及其常委会
    institution,         // 事业单位、专业机构
    enterprise,          // 企业
    other,               // 其他组织
};

enum class Holders : std::uint8_t { one, several };  // how many persons may hold a post at a time

// In what capacity a person holds a post. `own` is an appointment; the others stand in for it.
enum class HoldingKind : std::uint8_t {
    own,        // 任职
    acting,     // 代理 (ORG 50(13): decided by the standing committee of the people's congress)
    in_charge,  // 主持工作
    delegated,  // 委托主持
    assigned,   // 委派
};

// The codes in the order of the enumerators.
inline constexpr std::array<std::string_view, 12> organ_kind_codes{
    "government",
    "office",
    "department",
    "justice",
    "market_supervision",
    "audit",
    "archives",
    "party",
    "npc",
    "institution",
    "enterprise",
    "other"};
inline constexpr std::array<std::string_view, 2> holders_codes{"one", "several"};
inline constexpr std::array<std::string_view, 5> holding_kind_codes{
    "own", "acting", "in_charge", "delegated", "assigned"};

std::string_view code(OrganKind kind);
std::string_view code(Holders holders);
std::string_view code(HoldingKind kind);  // as in the leaf's actor.on_behalf_of.kind
std::string_view label(OrganKind kind);
std::string_view label(HoldingKind kind);
std::optional<OrganKind> parse_organ_kind(std::string_view code);
std::optional<Holders> parse_holders(std::string_view code);
std::optional<HoldingKind> parse_holding_kind(std::string_view code);

struct OrganAdded {
    OrganCode organ;
    OrganKind kind{};
    std::optional<OrganCode> superior;
    Day from;
    bool operator==(OrganAdded const&) const = default;
};

struct OrganSucceeded {  // 机构改革: from `on` the successor bears the duties and has the posts
    OrganCode organ;
    OrganCode successor;
    Day on;
    bool operator==(OrganSucceeded const&) const = default;
};

struct PostEstablished {
    PostCode post;
    OrganCode organ;
    Holders holders{};
    std::vector<procedure::Role> roles;
    Day from;
    bool operator==(PostEstablished const&) const = default;
};

struct PostAbolished {
    PostCode post;
    Day on;
    bool operator==(PostAbolished const&) const = default;
};

struct PersonEntered {
    PersonId person;
    bool operator==(PersonEntered const&) const = default;
};

struct Appointed {
    PersonId person;
    PostCode post;
    Day from;
    std::optional<Day> until;  // a fixed term, or an earlier tenure entered when it is long over (补录)
    bool operator==(Appointed const&) const = default;
};

struct Dismissed {
    PersonId person;
    PostCode post;
    Day on;
    bool operator==(Dismissed const&) const = default;
};

struct StandInNamed {
    PersonId person;
    PostCode post;  // whose duties the person takes over
    HoldingKind kind{};
    Day from;
    std::optional<Day> until;
    Digest authority;  // the document that says so
    bool operator==(StandInNamed const&) const = default;
};

struct StandInEnded {
    PersonId person;
    PostCode post;
    Day on;
    bool operator==(StandInEnded const&) const = default;
};

struct Recused {  // 回避
    PersonId person;
    DecisionId decision;
    bool operator==(Recused const&) const = default;
};

using Said = std::variant<
    OrganAdded,
    OrganSucceeded,
    PostEstablished,
    PostAbolished,
    PersonEntered,
    Appointed,
    Dismissed,
    StandInNamed,
    StandInEnded,
    Recused>;

// Strikes what `target` said. With days, it is said anew with these instead; without, it is void.
struct Corrected {
    std::uint64_t target = 0;
    std::optional<Day> from;
    std::optional<Day> until;
    std::optional<Day> on;

    bool voids() const { return !from && !until && !on; }
};

struct Statement {
    std::uint64_t since = 0;                                           // the version that says it
    std::uint64_t struck = std::numeric_limits<std::uint64_t>::max();  // the version that strikes it
    EventId event;  // under which its sealed texts (names, reasons) are kept
    Said says;

    bool holds_at(std::uint64_t version) const { return since <= version && version < struck; }
};

// What an event's data say. Nothing: a type that is not the register's, or data that its type does not allow.
std::optional<Said> parse_said(
    std::string_view type, Object const& data, std::span<procedure::Document const> documents
);
std::optional<Corrected> parse_corrected(Object const& data);

// The same with other days. Nothing: it has no such day.
std::optional<Said> with_days(Said says, Corrected const& days);

// Whom it is about, for looking up. Nothing: about none.
OrganCode const* organ_of(Said const& says);  // of a post: the organ to which it belongs
PostCode const* post_of(Said const& says);
PersonId const* person_of(Said const& says);

}  // namespace juece::registry
