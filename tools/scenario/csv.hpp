// Rows as CSV (RFC 4180) that a spreadsheet opens safely.
//
// A cell that a spreadsheet would take for a formula (it begins with =, +, -, @, their full-width forms, a tab or a
// line end) gets an apostrophe before it, so that what somebody typed as a title is never run on somebody else's
// machine. A cell with a comma, a quote or a line end is quoted, its quotes doubled. Lines end with CR LF; the text
// begins with a byte order mark, without which a spreadsheet takes Chinese for the machine's old code page.
// Input is UTF-8. Threads: any. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace juece::scenario {

std::string csv_cell(std::string_view utf8);
std::string csv_text(std::vector<std::vector<std::string>> const& rows);

}  // namespace juece::scenario
