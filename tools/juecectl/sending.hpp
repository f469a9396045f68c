// From what a person types to a command, and from the server's answer to what a person reads. Shared by the subcommands
// that change something. Threads: one. Errors: UsageError with what to write instead.
#pragma once

#include <string>
#include <vector>

#include "tools/juecectl/context.hpp"
#include "tools/scenario/arguments.hpp"

namespace juece::juecectl {

// "name=value …", and "R03=…" for the reason of a rule.
scenario::Bound bind_or_throw(scenario::Shape const& shape, std::vector<std::string> const& typed);

// "PERSON:POST": whose act it is.
scenario::Principal parse_principal(std::string const& typed);
// "REASON,POST": why so late, and who approved it.
scenario::LateCall parse_late_entry(std::string const& typed);

// What a person may say of sending as such: how secret the attached documents are, and whether to ask only.
struct Manner {
    std::string secrecy = "none";  // as typed
    bool dry_run = false;
};
void add_manner_options(CLI::App& app, Manner& manner);

// Uploads every attachment to the log, in order. Throws, before anything is sent, if the 密级 is none of ours or a state
// secret's.
std::vector<procedure::Document> upload_all(
    scenario::HttpDriver& log, std::vector<scenario::Attachment> const& attachments, Manner const& manner
);

Object outcome_value(scenario::Outcome const& outcome);
void print_outcome(Context& context, scenario::Outcome const& outcome, std::string const& accepted_line);
int exit_of(scenario::Outcome const& outcome);

}  // namespace juece::juecectl
