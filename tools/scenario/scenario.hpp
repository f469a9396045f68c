// A scenario: the steps of one decision item with the expected answer to each, as read from a file
// (docs/formats/scenario.md). Plain values; threads: any.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tools/scenario/arguments.hpp"
#include "workflow/core/time.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/vocabulary.hpp"

namespace juece::scenario {

// Where something stands in the file; columns count characters. Both from 1.
struct Place {
    std::size_t line = 0;
    std::size_t column = 0;
    auto operator<=>(Place const&) const = default;
};

// Who acts: a role of the statute, and the name that the scenario gives the person.
struct Performer {
    procedure::Role role{};
    std::string name;          // "甲"
    std::string text() const;  // "handler(甲)"
};

struct ExpectedEvent {
    procedure::Trigger trigger{};
    std::vector<std::pair<std::string, std::string>> data;  // members of the event's data, as arguments would give them
};

struct ExpectedRefusal {
    std::string rule;
    std::string article;                 // "D713 15(1)"
    std::optional<std::string> message;  // exactly, if given
};

struct ExpectedState {
    procedure::Region region{};
    procedure::State state{};
};

struct ExpectedOption {
    procedure::CommandSpec const* spec = nullptr;
    bool open = false;
};

// Without refusals the command must be accepted; with them, exactly these must be given.
struct Expectations {
    std::vector<ExpectedEvent> events;  // exactly these, unless empty
    std::vector<ExpectedRefusal> refusals;
    std::vector<ExpectedState> states;
    std::vector<ExpectedOption> menu;
};

struct Step {
    Place at;
    Timestamp time{};      // to which the log's clock is moved
    Timestamp occurred{};  // `time`, unless said otherwise
    Performer performer;
    procedure::CommandSpec const* spec = nullptr;
    Bound given;
    Expectations expected;
};

struct Narration {
    std::string text;  // may be empty: a blank line
};

using Line = std::variant<Narration, Step>;

struct Scenario {
    std::string slug;  // the file's name, without ending: the run's log is called <slug>-<random>
    std::string title;
    std::string profile;
    std::string statute;
    bool kafka = false;
    std::optional<Day> as_of;                                // a day on which the demonstration looks back
    std::map<std::string, std::string, std::less<>> organs;  // by "handler" or "handler(甲)"
    std::filesystem::path folder;                            // of the file: where its documents are
    std::vector<Line> lines;

    // The organ of a performer: his own, his post's, or a code that reads like the post.
    std::string organ_of(Performer const& performer) const;
};

// A mistake in a file: where, what was found, and what to write instead.
struct Mistake {
    Place at;
    std::string message;
    std::string hint;
};

// "FILE:LINE:COLUMN: message\n    提示:hint\n"
std::string described(Mistake const& mistake, std::string const& file);

}  // namespace juece::scenario
