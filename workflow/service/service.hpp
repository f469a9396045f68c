// The use cases over ports: open and advance a decision, ask its menu, enter what the register is to know, open a
// rehearsal, move its clock.
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
#include "workflow/service/figures.hpp"

namespace juece::service {

// Whoever holds a verified token.
struct Identity {
    PersonId person;
    PostCode post;
    OrganCode organ;
    std::vector<procedure::Role> roles;
    std::string auth;
};

// Whose act it is, if somebody else enters it (代录): docs/choices.md. The document of role `authority` says so.
struct Principal {
    PersonId person;
    PostCode post;
};

// 补录: an act entered after the profile's grace. The document of role `late_source` is what it rests on.
struct LateRequest {
    std::string reason;    // a code: paper_first | system_down | post_vacant | transferred | other
    PostCode approved_by;  // of the office that approved the entry
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
    std::optional<Principal> performer;  // absent: the token's holder acts himself
    std::optional<LateRequest> late_entry;
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
    post_not_held,     // 403: the register knows the post, and this person does not hold it on that day
    forbidden,         // 403: a good identity whose post may not do this at all
};
std::string_view code(Problem problem);  // "invalid"; as in docs/formats/http.md

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
// A menu as of a moment: by what was recorded by then, and as if it were then.
struct PastMenu {
    DecisionId decision;
    Timestamp moment{};
    std::optional<Identity> who;     // judged for this post;
    std::optional<OrganCode> organ;  // or for this organ; neither: for nobody
};

// An entry in the register of organs, posts and persons (workflow/register).
struct RegisterRequest {
    LogName log;
    Identity who;
    std::string idempotency_key;            // never logged, never stored
    std::optional<std::uint64_t> if_match;  // the register's version
    bool dry_run = false;
    std::string command;
    std::optional<Timestamp> occurred_at;  // absent: now
    Object data;
    std::vector<procedure::Document> documents;
};
struct Registered {
    std::uint64_t version = 0;
    std::vector<RecordedEvent> events;
    std::optional<PersonId> person;  // whom enter_person entered: the id may have been drawn here
    bool repeated = false;
};
using RegisterReply = std::function<void(std::variant<Registered, Failed>)>;

// The register of one day, at one version (registry::roll_of).
struct Roll {
    std::uint64_t version = 0;
    Object body;
};
using RollReply = std::function<void(std::variant<Roll, Failed>)>;
struct RollRequest {
    std::optional<Day> day;                // absent: today, or the moment's
    std::optional<std::uint64_t> version;  // absent: the last, or the last that was recorded by the moment
    std::optional<Timestamp> as_of;
};

// For whom one asks what is to be done: whatever is absent is the token's.
struct StandingRequest {
    Identity who;
    std::optional<procedure::Role> role;
    std::optional<PostCode> post;
    std::optional<OrganCode> organ;
    std::optional<Timestamp> as_of;  // absent: now
};
// In which roles, of which organs, by the register of today, or of the moment's day as it was recorded by then.
struct Standing {
    std::vector<procedure::Role> roles;
    std::vector<OrganCode> organs;  // the organ, and those whose duties it bears; empty: no organ in particular
    Identity known_as;              // the token's holder as the register knows him: without roles if he holds no post
};
using StandingReply = std::function<void(std::variant<Standing, Failed>)>;

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

// Profiles and calendars as files: read when a rehearsal is opened, never on the way of a command.
struct RuleSource {
    // The versions of a profile, resolved, by in_force_from; none if there is no such profile, or a faulty one.
    std::function<std::vector<rules::Profile>(std::string const& id)> profiles;
    // The calendar's notices in the order in which they became known; none if they are faulty.
    std::function<std::vector<calendar::Notice>()> notices;
};

// Rules for a log that is open (workflow/service/publishing.cpp): publish_statute, publish_profile, publish_calendar.
struct RulesRequest {
    LogName log;
    Identity who;
    bool dry_run = false;
    std::string command;
    Object data;
};
struct Published {
    std::string kind;  // "profile"
    std::string id;
    std::uint64_t version = 0;           // of its stream; in a dry run, what it would be
    std::optional<RecordedEvent> event;  // none: this very text was in force already, or it was a dry run
};
using RulesReply = std::function<void(std::variant<Published, Failed>)>;
using RulesListReply = std::function<void(std::variant<std::vector<Object>, Failed>)>;

struct Settings {
    bool rehearsal = false;               // whether rehearsals may be opened here
    std::size_t dossiers_kept = 20'000;   // least recently used beyond that are folded again when asked
    std::size_t mailbox_limit = 64;       // commands and menus waiting on one decision; beyond: busy
    std::size_t mailboxes_limit = 4'096;  // on all decisions together; beyond: busy
};

class Service {
public:
    Service(Ports ports, RuleSource sources, Settings settings);
    ~Service();
    Service(Service const&) = delete;
    Service& operator=(Service const&) = delete;

    void advance(CommandRequest request, Reply reply);
    void menu(LogName log, DecisionId decision, std::optional<Identity> who, MenuReply reply);
    // What an organ may do, in all roles that its posts have today.
    void menu_of_organ(LogName log, DecisionId decision, OrganCode organ, MenuReply reply);
    void enter(RegisterRequest request, RegisterReply reply);
    void menu_then(LogName log, PastMenu asked, MenuReply reply);
    void roll(LogName log, RollRequest asked, RollReply reply);
    void standing(LogName log, StandingRequest request, StandingReply reply);
    void publish_rules(RulesRequest request, RulesReply reply);
    // Everything published (by then), in that order: kind, id, version, digest, in_force_from or known_from.
    void published_rules(LogName log, std::optional<Timestamp> as_of, RulesListReply reply);
    void open_rehearsal(RehearsalRequest request, LogReply reply);
    void move_clock(LogName log, Identity who, Timestamp to, LogReply reply);
    void describe_log(LogName log, LogReply reply);
    Figures figures() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::service
