// Commands: what an office may ask for, imperative, each naming exactly one trigger (docs/adr/0001-statute-table.md),
// and the shape of the data that each carries. From this one declaration come request checking, the menu's list of
// what is needed, sealing of free text, scenario files and the JSON Schemas of events.
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
    code,      // one of `choices`
    codes,     // a list of `choices`, none twice
    number,    // whole, not negative
    day,       // "2023-11-11"
    organ,     // an organ code
    organs,    // a list of organ codes, none twice
    citation,  // "OGI 14": source code, blank, article, perhaps (paragraph)
    text,      // typed by a person: never enters a leaf, becomes a sealed payload
};

std::string_view code(FieldKind kind);  // "code", "day", …

struct Field {
    std::string_view name;
    FieldKind kind{};
    bool required = false;
    std::string_view label;  // what an office reads
    std::string_view rule;   // the content rule that asks for it, empty if none
    std::span<std::string_view const> choices;
    SealClass seal = SealClass::government;  // of a text
};

struct DocumentSlot {
    std::string_view role;
    std::string_view label;
    std::string_view rule;  // the content rule that asks for it; empty: none does
    bool required = false;  // by shape: absence is a fault, not a refusal
};

struct CommandSpec {
    std::string_view name;  // "open_public_comment"
    Trigger trigger{};
    std::string_view label;  // "公开征求意见"
    std::span<Field const> fields;
    std::span<DocumentSlot const> documents;
};

CommandSpec const* find_command(std::string_view name);  // nullptr if unknown
CommandSpec const& command_of(Trigger trigger);
std::span<CommandSpec const> every_command();

// What is wrong with a command's data before any law is asked; `pointer` is a JSON pointer into the request body.
struct Fault {
    // unknown_field missing_field wrong_type unknown_choice repeated_item bad_day bad_number bad_organ bad_citation
    // blank_text unknown_document missing_document repeated_document bad_document_number; of time: dossier.hpp
    std::string code;
    std::string pointer;  // "/data/until"
    std::string message;  // Chinese, for people
    bool operator==(Fault const&) const = default;
};

// Every fault of shape, none twice. Empty: the data can be judged.
std::vector<Fault> faults_of_shape(CommandSpec const& spec, Object const& data, std::span<Document const> documents);

}  // namespace juece::procedure
