// A scenario: the steps of one decision item with the expected answer to each, as read from a file
// (docs/formats/scenario.md). Plain values; threads: any.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tools/scenario/arguments.hpp"
#include "tools/scenario/mistake.hpp"
#include "tools/scenario/names.hpp"
#include "workflow/core/time.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/vocabulary.hpp"
#include "workflow/register/command.hpp"

namespace juece::scenario {

struct ExpectedEvent {
    std::string type;                                       // without version: "public_comment.opened"
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

// Without refusals and faults the command must be accepted; with them, exactly these must be given.
struct Expectations {
    std::vector<ExpectedEvent> events;  // exactly these, unless empty
    std::vector<ExpectedRefusal> refusals;
    std::vector<std::string> faults;  // codes
    std::vector<ExpectedState> states;
    std::vector<ExpectedOption> menu;
};

// 补录: an act entered later than the profile's grace allows.
struct LateEntry {
    std::string reason;  // a code
    Performer approved_by;
};

// A command of the decision, or one of the register: exactly one of the two specs is set.
struct Step {
    Place at;
    Timestamp time{};                     // to which the log's clock is moved
    Timestamp occurred{};                 // `time`, unless said otherwise
    Performer performer;                  // whose act it is
    std::optional<Performer> entered_by;  // 代录: who holds the token, if not the performer
    std::optional<LateEntry> late_entry;
    procedure::CommandSpec const* spec = nullptr;
    registry::RegisterSpec const* of_register = nullptr;
    Bound given;
    Expectations expected;

    Performer const& token() const { return entered_by ? *entered_by : performer; }
    std::string_view command() const { return spec != nullptr ? spec->name : of_register->name; }
    std::string_view label() const { return spec != nullptr ? spec->label : of_register->label; }
    Shape shape() const;
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
    bool registers = false;    // 登记: whether the register is filled before the first step
    std::optional<Day> as_of;  // a day on which the demonstration looks back
    std::map<std::string, std::string, std::less<>> organs;  // by "handler" or "handler(甲)"
    std::filesystem::path folder;                            // of the file: where its documents are
    std::vector<Line> lines;

    // The organ of a performer: his own, his post's, or a code that reads like the post.
    std::string organ_of(Performer const& performer) const;
    // The post of a performer: his role's code; of another organ than that role has here, with the organ's code.
    std::string post_of(Performer const& performer) const;
    std::vector<Performer> performers() const;  // who acts, enters or approves, none twice, sorted
    std::vector<std::string> persons() const;   // performers, and whom arguments name; none twice, sorted
};

Shape shape_of(registry::RegisterSpec const& spec);

}  // namespace juece::scenario
