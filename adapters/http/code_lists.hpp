// The vocabulary as lists of codes: what a form offers, what a table shows in Chinese. A code is the English word too.
//
// Every list is derived from the table that the law, the register or this interface works with; none is kept here
// beside it. Constant data, made at the first use; threads: any.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "workflow/core/value.hpp"

namespace juece::http {

struct CodeList {
    std::string label;  // what it lists, in Chinese
    List items;         // objects with at least "code" and "label", in the order of the table
};

// By name: "regions", "states", …; and the choices of each field of a command, under the field's name, or, where
// commands differ in them, as "<command>.<field>".
std::map<std::string, CodeList, std::less<>> const& every_code_list();

}  // namespace juece::http
