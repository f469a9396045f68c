// Given-when-then over the law: Given{propose(), report_study()}.when(start_procedure()).then_refused({"R11"}).
//
// A Given is an item as it stands after acts that must all be accepted; every failed expectation prints the whole
// history and every refusal. Threads: none.
#pragma once

#include <initializer_list>
#include <source_location>
#include <span>
#include <string>
#include <vector>

#include "tests/support/act.hpp"
#include "workflow/dossier/dossier.hpp"
#include "workflow/dossier/history.hpp"

namespace juece::testing {

using Decision = Result<std::vector<dossier::Draft>, dossier::Refusals>;

// The item, its events, and the rules that it is judged by.
struct Item {
    Item();

    dossier::Context context(Timestamp now) const;
    Decision decide(Act const& act) const;
    bool take(Act const& act);                        // records what was decided; false: refused, nothing changed
    void record(std::vector<dossier::Draft> drafts);  // as a service does
    procedure::State state(procedure::Region region) const { return dossier.machine.state(region); }
    Object row() const { return dossier::row_of(DecisionId{}, dossier); }
    calendar::KnownCalendar const& calendar_on(Day day) const;

    procedure::Statute const* statute;
    rules::Profile profile;  // national, version 1
    std::vector<procedure::Event> events;
    dossier::Dossier dossier;
};

class Outcome {
public:
    Outcome(Decision decision, std::string history) : decision_{std::move(decision)}, history_{std::move(history)} {}

    // The rules of all refusals, in order; "by" and "step" count as rules.
    Outcome const& then_refused(
        std::vector<std::string> const& rules, std::source_location where = std::source_location::current()
    ) const;
    Outcome const& then_accepted(std::source_location where = std::source_location::current()) const;

    // What was answered. Of an answer that was not given, an empty one: the failed expectation has been told already.
    rules::Refusal refusal(std::size_t n = 0) const;
    Value missing(std::string_view member) const;  // of the first refusal
    procedure::Event event(std::size_t n = 0) const;
    std::vector<std::string> types() const;  // of every event, in order
    std::vector<dossier::SealedText> sealed() const;

private:
    Decision decision_;
    std::string history_;
};

class Given {
public:
    Given(std::initializer_list<Act> acts, std::source_location where = std::source_location::current());
    explicit Given(std::vector<Act> const& acts, std::source_location where = std::source_location::current());
    Given(
        rules::Profile const& profile,
        std::initializer_list<Act> acts,
        std::source_location where = std::source_location::current()
    );

    Given& and_then(std::initializer_list<Act> acts, std::source_location where = std::source_location::current());
    Given& under(rules::Profile const& profile);  // what comes next
    Outcome when(Act const& act) const;
    Item const& item() const { return item_; }

private:
    void take(std::span<Act const> acts, std::source_location where);

    Item item_;
};

}  // namespace juece::testing
