// Driver: the product as a scenario (or juecectl) meets it, whether in this process or over HTTP. Both answer in the
// same words, so that a run in memory and a run against a server can be compared line by line.
//
// Threads: one caller; calls block. Errors: the law's refusals and impossible requests are values; a world that fails
// throws ports::WorldError; an answer that makes no sense throws DriverError.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/procedure/vocabulary.hpp"
#include "workflow/rules/judgement.hpp"

namespace juece::scenario {

class DriverError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Who a token says that one is.
struct Person {
    PersonId id;
    PostCode post;
    OrganCode organ;
    std::vector<procedure::Role> roles;
    std::string auth;
};

struct LogSpec {
    LogName name;
    std::string profile;
    std::string statute;
    Timestamp clock{};
    bool kafka = false;
};

// 密级 of a document that is uploaded. State secrets have no value here: they must never be sent.
enum class Secrecy { none, internal_work };  // 不涉密, 工作秘密
constexpr std::string_view code(Secrecy secrecy) { return secrecy == Secrecy::none ? "none" : "internal_work"; }

struct Upload {
    std::string bytes;
    std::string media_type;
    Secrecy secrecy = Secrecy::none;
};

// Whose act it is, if the caller enters it for him (代录).
struct Principal {
    PersonId person;
    PostCode post;
};

// 补录: why so late, and the post that approved it.
struct LateCall {
    std::string reason;
    PostCode approved_by;
};

struct Call {
    Person who;                          // who holds the token
    std::optional<DecisionId> decision;  // absent: an opening
    std::string idempotency_key;
    std::optional<std::uint64_t> if_match;
    bool dry_run = false;
    std::string command;
    std::optional<Timestamp> occurred_at;  // absent: the log's now
    Object data;
    std::vector<procedure::Document> documents;  // role, digest, number
    std::vector<rules::Reason> reasons;
    std::optional<Principal> performer;
    std::optional<LateCall> late_entry;
};

// An entry in the register.
struct RegisterCall {
    Person who;
    std::string idempotency_key;
    std::string command;
    Object data;
    std::vector<procedure::Document> documents;
    bool dry_run = false;
};

struct AcceptedEvent {
    std::string id;
    std::string type;  // without prefix
    std::uint64_t version = 0;
    std::uint64_t seq = 0;
};

struct Accepted {
    std::string decision;               // empty: of the register
    std::uint64_t version = 0;          // of its stream
    std::vector<AcceptedEvent> events;  // of a dry run: types only
    std::string person{};               // whom enter_person has entered; else empty
};

// One reason why the law says no.
struct Refusal {
    std::string rule;
    std::string article;  // "D713 15(1)"
    std::string level;    // "administrative_regulation"
    std::string phrase;
    std::string message;
    Object missing;
};

struct Refused {
    std::string decision;
    std::uint64_t version = 0;
    std::vector<Refusal> refusals;
    bool recorded = true;
};

// Understood but impossible, not for this person, or not understood at all: a problem that is not the law's.
struct Rejected {
    std::string code;    // "invalid", "stale"
    std::string detail;  // Chinese
    std::vector<procedure::Fault> faults;
};

using Outcome = std::variant<Accepted, Refused, Rejected>;

struct Need {
    std::string name;
    std::string label;
    std::string rule;
    bool required = false;
    bool is_document = false;
};

struct MenuOption {
    std::string command;
    std::string label;
    std::string region;
    std::string from;
    std::string to;
    std::string article;
    std::vector<std::string> by;  // role codes
    bool may_act = false;
    bool open = false;
    std::string not_before;  // a day, or empty
    std::string until;
    std::vector<Refusal> refusals;
    std::vector<Need> needs;
};

using States = std::vector<std::pair<std::string, std::string>>;  // region and state, in the statute's order

struct Menu {
    std::uint64_t version = 0;
    States states;
    std::vector<MenuOption> options;
};

// An event as stored: its leaf byte for byte, and what the server claims of it.
struct Stored {
    std::uint64_t seq = 0;
    std::string stream;
    std::uint64_t version = 0;
    std::string leaf;
    Digest hash;
    Digest prev;
};

class Driver {
public:
    virtual ~Driver() = default;

    virtual std::string name() const = 0;  // Chinese: "内存", "http://…"
    virtual void open_log(LogSpec const& spec, Person const& by) = 0;
    virtual void move_clock(Timestamp to, Person const& by) = 0;
    // Digest of the bytes; `role` and `number` of the result are left empty.
    virtual procedure::Document upload(Upload const& upload, Person const& by) = 0;
    virtual Outcome send(Call const& call) = 0;
    virtual Outcome enter(RegisterCall const& call) = 0;  // Accepted or Rejected
    virtual Menu menu(DecisionId decision, Person const& by) = 0;
    virtual States states(DecisionId decision, Person const& by) = 0;
    // Every event of the decision that was recorded no later, in order.
    virtual std::vector<Stored> history(DecisionId decision, std::optional<Day> as_of, Person const& by) = 0;
    // Every event of a stream after that version, in order.
    virtual std::vector<Stored> stream(std::string const& stream, std::uint64_t after_version, Person const& by) = 0;
    // Every event of the log, in order.
    virtual std::vector<Stored> log(Person const& by) = 0;
};

}  // namespace juece::scenario
