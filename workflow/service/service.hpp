// The use cases over ports: open and advance a decision, ask its menu, open a rehearsal, move its clock.
//
// Threads: every public function is called on the Strand; answers are called on the Strand. Blocking reads are
// offloaded. A decision's commands wait in a mailbox, one in flight (docs/adr/0004-gapless-log.md). Lifetime:
// outlives every answer it owes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workflow/dossier/dossier.hpp"
#include "workflow/ports/clock.hpp"
#include "workflow/ports/document_store.hpp"
#include "workflow/ports/entropy.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/ports/hasher.hpp"
#include "workflow/ports/strand.hpp"

namespace juece::service {

// Whoever holds a verified token.
struct Identity {
    PersonId person;
    PostCode post;
    OrganCode organ;
    std::vector<procedure::Role> roles;
    std::string auth;
};

struct CommandRequest {
    LogName log;
    std::optional<DecisionId> decision;  // absent: an opening, whose id is derived from the key
    Identity who;
    std::string idempotency_key;  // never logged, never stored
    std::optional<std::uint64_t> if_match;
    bool dry_run = false;
    std::string command;
    std::optional<Timestamp> occurred_at;  // absent: now
    Object data;
    std::vector<procedure::Document> documents;  // role, digest and number as sent; size and type are filled in
    std::vector<rules::Reason> reasons;
};

struct RecordedEvent {
    EventId id;
    std::string type;
    std::uint64_t version = 0;
    std::uint64_t seq = 0;
};

struct Accepted {
    DecisionId decision;
    std::uint64_t version = 0;
    std::vector<RecordedEvent> events;
    bool opened = false;    // an opening answers 201
    bool repeated = false;  // this key had been obeyed before
};

struct Refused {
    DecisionId decision;
    std::uint64_t version = 0;  // judged
    dossier::Refusals refusals;
    bool recorded = true;  // false: dry run, or counted only (more than 30 a minute)
};

enum class Problem : std::uint8_t {
    invalid,           // 422, with faults
    unknown_command,   // 422: the fault lists the known ones
    key_reused,        // 422: same key, another body
    unknown_log,       // 404
    unknown_decision,  // 404
    exists,            // 409 is only ever the law's: a taken log name is 422
    not_rehearsal,     // 403: a rehearsal's path on a production log, or a rehearsal's token there
    stale,             // 412
    busy,              // 503 with Retry-After
    unavailable,       // 503 with Retry-After
    corrupt,           // 500
};

struct Failed {
    Problem problem{};
    std::vector<procedure::Fault> faults;
    std::string detail;         // Chinese, for people
    std::uint64_t version = 0;  // stale: the decision's version now
};

using Answer = std::variant<Accepted, Refused, Failed>;
using Reply = std::function<void(Answer)>;

struct MenuView {
    DecisionId decision;
    std::uint64_t version = 0;
    Timestamp now{};
    std::vector<std::pair<procedure::Region, procedure::State>> states;
    std::vector<dossier::Option> options;
    Object row;  // as in lists
};
using MenuReply = std::function<void(std::variant<MenuView, Failed>)>;

struct RehearsalRequest {
    LogName log;
    Identity who;
    std::string profile;  // "shanghai/minhang"
    std::string statute;  // "d713_2019"
    Timestamp clock{};    // where its clock begins
    bool kafka = false;
};
struct LogView {
    LogName log;
    bool rehearsal = false;
    Timestamp clock{};
};
using LogReply = std::function<void(std::variant<LogView, Failed>)>;

struct Ports {
    ports::EventLog& log;
    ports::DocumentStore& documents;
    ports::EventCodec const& codec;
    ports::Hasher const& hasher;
    ports::Entropy& entropy;
    ports::Clock const& clock;
    ports::Strand& strand;
};

// Profiles as files: read when a rehearsal is opened or rules are published; never on the way of a command.
using ProfileSource = std::function<std::optional<rules::Profile>(std::string const& id)>;

struct Settings {
    bool rehearsal = false;              // whether rehearsals may be opened here
    std::size_t dossiers_kept = 20'000;  // least recently used beyond that are folded again when asked
    std::size_t mailbox_limit = 64;      // commands waiting on one decision; beyond: busy
};

class Service {
public:
    Service(Ports ports, ProfileSource profiles, Settings settings);
    ~Service();
    Service(Service const&) = delete;
    Service& operator=(Service const&) = delete;

    void advance(CommandRequest request, Reply reply);
    void menu(LogName log, DecisionId decision, std::optional<Identity> who, MenuReply reply);
    void open_rehearsal(RehearsalRequest request, LogReply reply);
    void move_clock(LogName log, Identity who, Timestamp to, LogReply reply);
    void describe_log(LogName log, LogReply reply);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::service
