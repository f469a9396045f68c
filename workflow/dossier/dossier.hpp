// Dossier (案卷): one decision item as it stands, folded from its events, and the questions that the law answers of it.
//
//   faults  whether a command is possible at all, whatever the law says of it
//   decide  a command yields events, or every reason why the law forbids it now
//   evolve  an event changes the dossier, in place; after a correction, restate sees to what was built on the entry
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
    bool facts_outdated = false;  // an entry was corrected or annulled, and restate() has not been called since
};

// What a person typed: leaves hold its salted digest only. Rows are sealed as one payload.
struct SealedText {
    std::string role;
    procedure::SealClass seal{};
    std::string text;
    std::optional<List> rows{};  // instead of the text: a JSON list of objects
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
    calendar::KnownCalendar const& calendar;  // as known on the day of the act; in a menu, today
    procedure::Pin calendar_pin;              // pinned by an event if a rule counted working days
    std::uint64_t register_version = 0;
    Timestamp now{};
};

// An accepted event, before the service gives it id, hashes and recorded_at. `event.sealed` is still empty.
struct Draft {
    procedure::Event event;
    std::vector<SealedText> sealed;
};

using Refusals = std::vector<rules::Refusal>;
using Faults = std::vector<procedure::Fault>;

// Everything of the four kinds below: what the service asks before decide().
Faults faults_of_command(Dossier const& dossier, Command const& command, Timestamp now);

// Done in the future, or earlier than the region's last act (an act of record belongs to no region).
std::optional<procedure::Fault> fault_of_time(Dossier const& dossier, Command const& command, Timestamp now);

// A reason lets a W rule pass and nothing else: one given for another rule would be lost without a word.
Faults faults_of_reasons(procedure::Statute const& statute, Command const& command);

// Of a return: a finished result that is not named, one that is named and is none, a legality result that cannot stand
// because the text has changed since (docs/choices.md 9).
Faults faults_of_results(Dossier const& dossier, Command const& command);

// Of a correction: a member that the corrected entry's command does not declare, or that is sealed, or a value that the
// member cannot have (docs/choices.md 7).
Faults faults_of_corrections(Dossier const& dossier, Command const& command);

// Requires: no faults of shape, and none of faults_of_command. At least one draft, the trigger's first, then what it
// brings with it (voided results, reinstated stages), in the order in which evolve() must take them; or at least one
// refusal, every one.
Result<std::vector<Draft>, Refusals> decide(
    Dossier const& dossier, Command const& command, rules::Performer const& performer, Context const& context
);

// Throws CorruptHistory if the event does not follow the last version, or if its step is not one that the table knows
// from here; the dossier is then unchanged.
void evolve(Dossier& dossier, procedure::Event const& event);

// Whoever has evolved a dossier over `entry.corrected` or `entry.annulled` finds `facts_outdated` set and must call
// this before the dossier is judged, shown or written as a row: it folds the facts again, without what was annulled and
// with what was corrected, and marks as 待复核 every later act whose rules read a fact of such an entry. The machines
// stay where they are (docs/adr/0028-corrections.md). It must be given every event of the item from version 1 to
// `dossier.version`, in order; it may be called at any time and as often as one likes, and always leads to the same.
// A reader of several events may evolve over all of them and call it once at the end, as replay() does.
void restate(Dossier& dossier, std::span<procedure::Event const> events);

// A date until which the law wants an act done, and the rule that says so.
struct Deadline {
    Day day;
    std::string_view rule;
};

// One row that leads on from a current state, or an act of record.
struct Option {
    procedure::CommandSpec const* spec = nullptr;
    procedure::RowView row;
    Refusals standing;                 // why not yet; empty: open, given the data
    bool may_act = false;              // whether this performer may do it (always true when no performer is asked)
    std::optional<Day> not_before;     // the earliest day that a rule tells
    std::optional<Day> until;          // the last day of a running period
    std::optional<Deadline> deadline;  // by when the law wants it done
};

// Steps in the order of the statute, then acts of record: those that this performer may do. Without a performer posts
// are not judged, and every act of record is listed.
std::vector<Option> menu(
    Dossier const& dossier, std::optional<rules::Performer> const& performer, Context const& context
);

// The list's row of the item (docs/adr/0004-gapless-log.md decision_row): depends on the dossier only, never on the
// clock.
Object row_of(DecisionId decision, Dossier const& dossier);

}  // namespace juece::dossier
