// Reads a scenario file. Every mistake is found in one reading, each with its place, what was found, and a hint.
//
// Pure but for read_scenario, which reads the file and looks whether its documents exist. Threads: any.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "tools/scenario/scenario.hpp"
#include "workflow/core/result.hpp"

namespace juece::scenario {

using Mistakes = std::vector<Mistake>;  // in the order of the file, never empty

// `file` names the scenario (its slug and folder); nothing is read from disk.
Result<Scenario, Mistakes> parse(std::string_view text, std::filesystem::path const& file);

// As parse; a document that is not there is a mistake too. A file that cannot be read: one mistake at 0:0.
Result<Scenario, Mistakes> read_scenario(std::filesystem::path const& file);

}  // namespace juece::scenario
