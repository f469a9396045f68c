// Runs a scenario over a driver: opens a fresh rehearsal log, fills its register if the file says so, moves its clock
// to each step, sends the command, and compares the answer with what the file expects. It stops at the first step that
// answers otherwise.
//
// The transcript leaves out ids, salts, hashes and the log's random name, so that two runs can be compared as text.
// Threads: one caller. Throws what the driver throws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/scenario/driver.hpp"
#include "tools/scenario/scenario.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/hasher.hpp"

namespace juece::scenario {

// A step's event, as its leaf tells it; ids in its data are replaced by the names of the file.
struct SeenEvent {
    std::uint64_t seq = 0;
    procedure::Event event;
    std::string performer;  // by name
    std::string enterer;    // by name; empty if the performer entered it himself
};

struct StepResult {
    Step const& step;
    Outcome const& outcome;
    std::vector<SeenEvent> events;         // recorded by this step
    std::optional<Menu> menu;              // if the file expects something of it
    States states;                         // after the step; empty while no decision is open
    std::vector<std::string> differences;  // Chinese; empty: as expected
};

// Is told what happens while it happens.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void begins(Scenario const& scenario, LogName const& log, Driver const& driver) = 0;
    virtual void narrates(std::string const& text) = 0;
    virtual void stepped(StepResult const& result) = 0;
};

struct Run {
    LogName log;
    std::optional<DecisionId> decision;
    Person last_performer;
    States states;
    std::size_t steps = 0;
    std::size_t accepted = 0;
    std::size_t refused = 0;
    std::size_t rejected = 0;
    std::size_t events = 0;      // of the decision
    std::size_t steps_left = 0;  // not done because an earlier one failed
    bool as_expected = true;
    List transcript;  // one object a step
};

Run run(
    Scenario const& scenario,
    Driver& driver,
    ports::EventCodec const& codec,
    ports::Hasher const& hasher,
    Observer* observer = nullptr
);

// What differs between a step's expectations and what came, in Chinese; empty if nothing.
std::vector<std::string> differences(Expectations const& expected, StepResult const& result);

// 128 random bits as text that an Idempotency-Key may be.
std::string fresh_key();

// Sends a file's bytes; throws DriverError if it cannot be read.
procedure::Document upload_file(
    Driver& driver,
    std::filesystem::path const& file,
    Attachment const& attachment,
    Person const& by,
    Secrecy secrecy = Secrecy::none
);

}  // namespace juece::scenario
