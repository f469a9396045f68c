// Arguments as a person types them, name=value, made into the data of a command by the command's own declaration
// (workflow/procedure/command.hpp). Scenario files and juecectl read them the same way.
//
//   until=2023-11-11                    a day                  channels=website,email   a list
//   reason=「文中 有空格」               a text                 units_asked=50           a number
//   public=true                         a flag                 experts=王,李            persons, by name or id
//   ground=F_TECH:false                 a ground               ground=「OGI 14」        a ground, or a citation
//   target=#7                           an event's version     target=public_comment.reported#2
//   views=[order=1 person=王 view=agree | order=2 person=李]    rows; written again, they are added
//   notice=@gonggao.txt#闵应急〔2023〕1号  a document, perhaps with its number (发文字号)
//   R03=「…」                            the reason for a rule that asks for one (应当说明理由)
//
// Names of persons, events by type and "this" decision stay as written: names.hpp makes ids and versions of them.
// Pure; threads: any. Mistakes are values, all at once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/mistake.hpp"
#include "workflow/core/value.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/rules/judgement.hpp"

namespace juece::scenario {

struct Argument {
    std::string name;
    std::string value;
    Place at{};
    Place value_at{};
};

// A document to be uploaded: `file` as typed, relative to the scenario's folder or to where juecectl runs.
struct Attachment {
    std::string role;
    std::string file;
    std::string media_type;
    std::string number;
    Place at{};
};

struct Bound {
    Object data;
    std::vector<Attachment> documents;
    std::vector<rules::Reason> reasons;
};

// What a command takes, whatever stream it is for.
struct Shape {
    std::string_view name;
    std::string_view label;
    std::vector<procedure::Field> fields;
    std::vector<procedure::DocumentSlot> documents;
};
Shape shape_of(procedure::CommandSpec const& spec);  // with the documents that any act may carry

// What could be bound, and every mistake made.
Bound bind_arguments(Shape const& shape, std::span<Argument const> arguments, std::vector<Mistake>& mistakes);
Bound bind_arguments(
    procedure::CommandSpec const& spec, std::span<Argument const> arguments, std::vector<Mistake>& mistakes
);

// "R21", or "D08" of our own design: not "D713", which is a law.
bool is_rule_id(std::string_view text);

// A value as an argument would give it: "30", "true", "a,b", "F_TECH:false", "[order=1 view=agree | order=2]" with the
// members of a row in the order of their names.
std::string argument_text(Value const& value);

// How an expectation writes a value: a list of objects as argument_text would give it, anything else as it is.
std::string expected_text(std::string const& written);

}  // namespace juece::scenario
