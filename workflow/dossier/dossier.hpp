// Dossier (案卷): one decision item as it stands, folded from its events, and the three questions that the law answers
// of it.
//
//   decide  a command yields events, or every reason why the law forbids it now
//   evolve  an event changes the dossier, in place
//   menu    what may be done next, what not yet and why, what each step needs
//
// Pure: no clock, no I/O. Lifetime: move-only. Threads: none shared; const functions only read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workflow/core/id.hpp"
#include "workflow/core/result.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/procedure/machine.hpp"
#include "workflow/rules/judgement.hpp"

namespace juece::dossier {

struct Dossier {
    explicit Dossier(procedure::Statute const& statute) : machine{procedure::Machine::of(statute)} {}

    std::uint64_t version = 0;
    Timestamp opened_at{};    // occurred_at of the first event
    Timestamp recorded_at{};  // of the last event
    rules::Facts facts;
    procedure::Machine machine;
    std::map<procedure::Region, Timestamp> last_occurred;  // per region: never decreases with version
};

// A text that a person typed: leaves hold its salted digest only.
struct SealedText {
    std::string role;
    procedure::SealClass seal{};
    std::string text;
};

struct Command {
    procedure::CommandSpec const* spec = nullptr;
    Timestamp occurred_at{};
    Object data;
    std::vector<procedure::Document> documents;
    std::vector<rules::Reason> reasons;
};

// Under which texts of the rules a command is judged, and when that is.
struct Context {
    rules::Profile const& profile;
    procedure::Pin statute;
    std::uint64_t register_version = 0;
    Timestamp now{};
};

// An accepted event, before the service gives it id, hashes and recorded_at. `event.sealed` is still empty.
struct Draft {
    procedure::Event event;
    std::vector<SealedText> sealed;
};

using Refusals = std::vector<rules::Refusal>;

// Why a command is impossible whatever the law says: done in the future, or earlier than the region's last act.
std::optional<procedure::Fault> fault_of_time(Dossier const& dossier, Command const& command, Timestamp now);

// A reason lets a W rule pass and nothing else: one given for another rule would be lost without a word.
std::vector<procedure::Fault> faults_of_reasons(procedure::Statute const& statute, Command const& command);

// Requires: no faults of shape, time or reasons. At least one draft, the trigger's first; or at least one refusal,
// every one.
Result<std::vector<Draft>, Refusals> decide(
    Dossier const& dossier, Command const& command, rules::Performer const& performer, Context const& context
);

// Throws CorruptHistory if the event does not follow the last version, or if its step is not one that the table knows
// from here; the dossier is then unchanged.
void evolve(Dossier& dossier, procedure::Event const& event);

// One row that leads on from a current state.
struct Option {
    procedure::CommandSpec const* spec = nullptr;
    procedure::RowView row;
    Refusals standing;              // why not yet; empty: open, given the data
    bool may_act = false;           // whether this performer holds the post (always true when no performer is asked)
    std::optional<Day> not_before;  // the earliest day, where a standing rule tells one
    std::optional<Day> until;       // the last day of a running period
};

// Options in the order of the statute. With a performer the "by" refusals are his; without, posts are not judged.
std::vector<Option> menu(
    Dossier const& dossier, std::optional<rules::Performer> const& performer, Context const& context
);

// The list's row of the item (docs/adr/0004-gapless-log.md decision_row): depends on the dossier only, never on the
// clock.
Object row_of(DecisionId decision, Dossier const& dossier);

}  // namespace juece::dossier
