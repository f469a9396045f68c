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

// Uploads every attachment to the log, in order.
std::vector<procedure::Document> upload_all(
    scenario::HttpDriver& log, std::vector<scenario::Attachment> const& attachments
);

Object outcome_value(scenario::Outcome const& outcome);
void print_outcome(Context& context, scenario::Outcome const& outcome, std::string const& accepted_line);
int exit_of(scenario::Outcome const& outcome);

}  // namespace juece::juecectl
