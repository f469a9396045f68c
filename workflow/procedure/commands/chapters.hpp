// The chapters in which commands are declared: a file each, beside the chapter of the table whose steps they ask for.
//
// A chapter also says in Chinese what its codes mean: choices, and what a rule may find missing that is neither a field
// nor a document of a command (those have labels already). Threads: constant data.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "workflow/procedure/command.hpp"

namespace juece::procedure::commands {

using Word = std::pair<std::string_view, std::string_view>;  // code, Chinese

struct CommandChapter {
    std::span<CommandSpec const> commands;
    std::span<Word const> words;
};

CommandChapter proposal();          // S01, S02
CommandChapter drafting();          // S03, and the end before a decision
CommandChapter public_comment();    // S04a
CommandChapter hearing();           // S04b
CommandChapter participation();     // the other methods of S04, and single opinions
CommandChapter expert_review();     // S05
CommandChapter risk_assessment();   // S06
CommandChapter fair_competition();  // S07
CommandChapter legality();          // S08, S09
CommandChapter deliberation();      // S10
CommandChapter reports();           // S11, S12
CommandChapter publication();       // S13, S14
CommandChapter entries();           // facts, confirmations, corrections

std::array<CommandChapter, 13> const& every_chapter();

}  // namespace juece::procedure::commands
