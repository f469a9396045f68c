// Arguments as a person types them, name=value, made into the data of a command by the command's own declaration
// (workflow/procedure/command.hpp). Scenario files and juecectl read them the same way.
//
//   until=2023-11-11                    a day                  channels=website,email   a list
//   reason=「文中 有空格」               a text                 units_asked=50           a number
//   notice=@gonggao.txt#闵应急〔2023〕1号  a document, perhaps with its number (发文字号)
//   R03=「…」                            the reason for a rule that asks for one (应当说明理由)
//
// Pure; threads: any. Mistakes are values, all at once.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/core/value.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/rules/judgement.hpp"

namespace juece::scenario {

struct Argument {
    std::string name;
    std::string value;
};

// A document to be uploaded: `file` as typed, relative to the scenario's folder or to where juecectl runs.
struct Attachment {
    std::string role;
    std::string file;
    std::string media_type;
    std::string number;
    std::size_t argument = 0;  // index
};

struct Bound {
    Object data;
    std::vector<Attachment> documents;
    std::vector<rules::Reason> reasons;
};

struct ArgumentMistake {
    std::size_t argument = 0;  // index
    std::string message;       // Chinese: what was found
    std::string hint;          // Chinese: what to write instead
};

// What could be bound, and every mistake made.
Bound bind_arguments(
    procedure::CommandSpec const& spec, std::span<Argument const> arguments, std::vector<ArgumentMistake>& mistakes
);

// The known word that was probably meant, empty if none is near.
std::string_view closest(std::string_view word, std::span<std::string_view const> known);

// "是否想写 X?" or a list of what is known.
std::string suggestion(std::string_view word, std::span<std::string_view const> known);

// "a、b、c"
std::string enumeration(std::span<std::string_view const> words);

// By the file's extension; empty if unknown.
std::string_view media_type_of(std::string_view file);

// A value as an argument would give it: "30", "true", "a,b".
std::string argument_text(Value const& value);

}  // namespace juece::scenario
