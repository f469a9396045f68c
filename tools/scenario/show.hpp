// Show: a run as a person follows it, in Chinese: each step with its date, who did what, the events with their
// articles, each refusal with its article and reason; and, at the end, history, a look back, and a replay.
//
// Threads: one. Writes to the stream it is given.
#pragma once

#include <cstddef>
#include <iosfwd>

#include "tools/scenario/runner.hpp"
#include "tools/scenario/wording.hpp"

namespace juece::scenario {

class Show final : public Observer {
public:
    Show(std::ostream& out, Paint paint, std::size_t columns = 110) : out_{out}, paint_{paint}, columns_{columns} {}

    void begins(Scenario const& scenario, LogName const& log, Driver const& driver) override;
    void narrates(std::string const& text) override;
    void stepped(StepResult const& result) override;

    // Whether the replay ended where the server says the decision is.
    bool epilogue(
        Scenario const& scenario,
        Run const& run,
        Driver& driver,
        ports::EventCodec const& codec,
        ports::Hasher const& hasher
    );
    void heading(std::string const& title);

private:
    void flush_narration();
    void show_events(StepResult const& result);
    void show_refused(Refused const& refused);
    void show_menu(Menu const& menu);
    void look_back(
        Day day, Run const& run, Driver& driver, ports::EventCodec const& codec, ports::Hasher const& hasher
    );

    std::ostream& out_;
    Paint paint_;
    std::size_t columns_;
    std::string narration_;  // lines that follow each other are one paragraph
};

}  // namespace juece::scenario
