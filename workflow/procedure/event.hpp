// An event of a stream as the core sees it: what one leaf says (docs/formats/leaf.md), without its bytes, hashes and
// salts.
//
// Units: Timestamps UTC microseconds; versions count from 1. Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workflow/core/citation.hpp"
#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"
#include "workflow/procedure/vocabulary.hpp"

namespace juece::procedure {

struct Step {
    Trigger trigger{};
    Region region{};
    State from{};
    State to{};
    bool operator==(Step const&) const = default;
};

// Whose act it is, in which post; enteredBy only when another person typed it in (代录, D713 33).
struct OnBehalfOf {
    PostCode post;
    std::string kind;  // acting | in_charge | delegated | assigned
    bool operator==(OnBehalfOf const&) const = default;
};

struct EnteredBy {
    PersonId person;
    PostCode post;
    bool operator==(EnteredBy const&) const = default;
};

struct Actor {
    PersonId person;
    PostCode post;
    OrganCode organ;
    std::optional<OnBehalfOf> on_behalf_of;
    std::optional<EnteredBy> entered_by;
    std::optional<Digest> authority;
    std::string auth;  // password | otp | certificate | gateway | machine | rehearsal
    bool operator==(Actor const&) const = default;
};

// Which text of which rules an act was judged by: a version of the stream rules/<kind>/<id>.
struct Pin {
    std::string id;
    std::uint64_t version = 0;
    bool operator==(Pin const&) const = default;
};

// A 应当说明理由 rule (W) that was let pass; `sealed` is the index of the reason among the event's sealed payloads.
struct Override {
    std::string rule;
    std::uint64_t sealed = 0;
    bool operator==(Override const&) const = default;
};

struct Basis {
    std::optional<Pin> statute;
    std::optional<Pin> profile;
    std::optional<Pin> calendar;
    std::uint64_t register_version = 0;
    std::vector<std::string> articles;  // "D713 15(1)", sorted, none twice
    std::vector<std::string> rules;     // every rule judged, sorted
    std::vector<Override> overrides;
    bool operator==(Basis const&) const = default;
};

struct LateEntry {
    std::string reason;  // a code
    Digest source;
    PostCode approved_by;
    bool operator==(LateEntry const&) const = default;
};

// The command an event came from: digests only (docs/formats/leaf.md "Idempotency"), and its place among the command's
// events.
struct CommandMark {
    Hash256 key{};
    Hash256 body{};
    std::uint64_t index = 0;
    std::uint64_t count = 1;
    bool operator==(CommandMark const&) const = default;
};

struct Document {
    std::string role;
    Digest digest;
    std::uint64_t size = 0;
    std::string media_type;
    std::string number;  // 发文字号, empty if it has none
    bool operator==(Document const&) const = default;
};

// Who may read a sealed payload (docs/formats/leaf.md "Sealed").
enum class SealClass : std::uint8_t { government, parties, restricted, personal };
std::string_view code(SealClass seal);
std::optional<SealClass> parse_seal_class(std::string_view code);

struct SealedRef {
    std::string role;
    SealClass seal{};
    Digest digest;
    bool operator==(SealedRef const&) const = default;
};

struct Event {
    std::uint64_t version = 0;
    EventId id;
    std::string type;  // without prefix: "public_comment.opened.v1"
    std::optional<Step> step;
    Actor actor;
    Basis basis;
    Timestamp occurred_at{};
    Timestamp recorded_at{};
    std::optional<LateEntry> late_entry;
    std::optional<CommandMark> command;
    std::vector<Document> documents;
    std::vector<SealedRef> sealed;
    Object data;
    bool operator==(Event const&) const = default;
};

// The step or act of record that an event is; nothing if it is none of a decision's own.
std::optional<Trigger> trigger_in(Event const& event);

}  // namespace juece::procedure
