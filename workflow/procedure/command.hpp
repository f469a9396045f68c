// Commands: what an office may ask for, imperative, each naming exactly one trigger (docs/adr/0001-statute-table.md),
// and the shape of the data that each carries. A file per chapter of the law declares them (commands/). From this one
// declaration come request checking, the menu's list of what is needed, sealing of free text, scenario files and the
// JSON Schemas of events.
//
// A field that a *rule* asks for is optional here: its absence is refused by the law (409), not as malformed (422).
// Threads: everything here is constant.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/core/value.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/procedure/vocabulary.hpp"

namespace juece::procedure {

enum class FieldKind : std::uint8_t {
    code,         // one of `choices`; without choices any code (is_code), as of a member in a correction
    codes,        // a list of `choices`, none twice
    number,       // whole, not negative
    day,          // "2023-11-11"
    organ,        // an organ code
    organs,       // a list of organ codes, none twice
    citation,     // "OGI 14": source code, blank, article, perhaps (paragraph)
    text,         // typed by a person: never enters a leaf, becomes a sealed payload
    flag,         // true or false
    person,       // a person's id
    persons,      // a list of persons' ids, none twice
    post,         // a post's code
    roles,        // a list of role codes, none twice; may be empty
    decision,     // a decision's id
    version,      // of an event of the same stream: whole, from 1
    ground,       // of a waiver: {"fact":"F_TECH","value":false} or {"law":"OGI","article":14}
    rows,         // a list of objects, each with `members`
    sealed_rows,  // the same, sealed as one payload: never enters a leaf
};

std::string_view code(FieldKind kind);  // "code", "day", …

struct Field {
    std::string_view name;
    FieldKind kind{};
    bool required = false;
    std::string_view label;  // what an office reads
    std::string_view rule;   // the content rule that asks for it, empty if none
    std::span<std::string_view const> choices{};
    SealClass seal = SealClass::government;  // of a text, or of sealed rows
    std::span<Field const> members{};        // of rows: neither text nor rows; of sealed rows also text
};

struct DocumentSlot {
    std::string_view role;
    std::string_view label;
    std::string_view rule;  // the content rule that asks for it; empty: none does
    bool required = false;  // by shape: absence is a fault, not a refusal
};

// What the acting post may attach to any act: the instruction under which somebody else enters it (代录), and the paper
// that a late entry rests on (补录).
std::span<DocumentSlot const> common_documents();

struct CommandSpec {
    std::string_view name;  // "open_public_comment"
    Trigger trigger{};
    std::string_view label;  // "公开征求意见"
    std::span<Field const> fields;
    std::span<DocumentSlot const> documents;
};

CommandSpec const* find_command(std::string_view name);  // nullptr if unknown
CommandSpec const* command_of(Trigger trigger);          // nullptr: it follows from another act and is never asked for
std::span<CommandSpec const> every_command();

// What is wrong with a command's data before any law is asked; `pointer` is a JSON pointer into the request body.
struct Fault {
    // unknown_field missing_field wrong_type unknown_choice repeated_item bad_day bad_number bad_organ bad_citation
    // bad_person bad_post bad_decision bad_version bad_ground unknown_role blank_text unknown_document missing_document
    // repeated_document bad_document_number text_too_long; of time: dossier.hpp
    std::string code;
    std::string pointer;  // "/data/until"
    std::string message;  // Chinese, for people
    bool operator==(Fault const&) const = default;
};

// Every fault of shape, none twice. Empty: the data can be judged.
std::vector<Fault> faults_of_shape(CommandSpec const& spec, Object const& data, std::span<Document const> documents);

// The same of one value that a field is to hold: what a correction brings.
std::vector<Fault> faults_of_value(Field const& field, Value const& value, std::string pointer);

}  // namespace juece::procedure
