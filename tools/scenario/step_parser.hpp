// The two kinds of line that make a step: the command, and what is expected of it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "tools/scenario/lexer.hpp"
#include "tools/scenario/scenario.hpp"

namespace juece::scenario {

// A command line, whose arguments may go on in further lines; they are bound when all are read.
struct CommandLine {
    Step step;
    std::vector<Word> arguments;
};

// DATE [TIME] [occurred DATE TIME] [late=REASON by POST(person)] POST(person) [for POST(person)] command name=value…
// `earliest` is the time of the step before, if there is one. Nothing if the line cannot be a step at all.
std::optional<CommandLine> parse_command(
    std::vector<Word> const& words, std::optional<Timestamp> earliest, std::vector<Mistake>& mistakes
);

// Words that must all be name=value: arguments of the command above.
void add_arguments(CommandLine& line, std::span<Word const> words, std::vector<Mistake>& mistakes);

// Binds the arguments to the command's fields, and asks whether what every such command needs is there.
Step finish(CommandLine line, std::vector<Mistake>& mistakes);

// What follows "=>".
void parse_expectations(Expectations& into, std::span<Word const> words, std::vector<Mistake>& mistakes);

}  // namespace juece::scenario
