// The body of a command, of an opening, of an entry in the register and of a publication of rules
// (docs/formats/http.md "A command"), from bytes to what the service takes.
//
// Only the envelope is judged here: its members, their types, times, digests. What a command's data must hold is
// known to the law (procedure::faults_of_shape). Every fault of the envelope is reported at once (the first hundred),
// each with a JSON pointer (RFC 6901).
// Threads: any. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/core/result.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/rules/judgement.hpp"

namespace juece::codec {

// Whose act it is, if somebody else enters it (代录).
struct ParsedPerformer {
    PersonId person;
    PostCode post;
};

struct ParsedLateEntry {  // 补录
    std::string reason;
    PostCode approved_by;
};

struct ParsedCommand {
    std::string command;
    std::optional<Timestamp> occurred_at;  // absent: now
    Object data;
    std::vector<procedure::Document> documents;  // role, digest, number; the service fills in size and media type
    std::vector<rules::Reason> reasons;
    std::optional<ParsedPerformer> performer;
    std::optional<ParsedLateEntry> late_entry;
};

using Faults = std::vector<procedure::Fault>;

// A publication of rules: {"command","data"} and nothing else.
struct ParsedRules {
    std::string command;
    Object data;  // the service judges what is in it
};

// If the bytes could not be read at all there is one fault, with the code and pointer of the JsonError
// (codec/json.hpp). Otherwise: unknown_field | missing_field | wrong_type | bad_time | bad_digest | bad_person |
// bad_post | empty_text.
Result<ParsedCommand, Faults> parse_command_request(std::string_view body);

// An entry in the register has neither reasons nor performer nor late_entry: they are unknown fields.
Result<ParsedCommand, Faults> parse_register_request(std::string_view body);

Result<ParsedRules, Faults> parse_rules_request(std::string_view body);

// Whether these faults answer 400 (not to be read) instead of 422 (read, and impossible).
bool is_malformed(Faults const& faults);

}  // namespace juece::codec
