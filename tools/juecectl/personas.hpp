// Personas of a rehearsal: who one may be at a terminal (`juecectl login --as`).
//
// Pure but for read_personas. Threads: any. Errors: UsageError that says what to write instead.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/driver.hpp"
#include "workflow/ports/hasher.hpp"

namespace juece::juecectl {

struct Persona {
    std::string name;   // "handler": what login --as takes
    std::string label;  // "区应急管理局(决策承办单位)"
    scenario::Person person;
};

// [[persona]] name, label, post, organ, and optionally roles (default: the post) and person (default: derived from the
// name). `file` is for messages.
std::vector<Persona> parse_personas(std::string_view text, std::string const& file, ports::Hasher const& hasher);

// The file of JUECE_PERSONAS.
std::vector<Persona> read_personas(std::filesystem::path const& file, ports::Hasher const& hasher);

}  // namespace juece::juecectl
