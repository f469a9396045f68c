// Quoting and the apostrophe before formulas.
#include "tools/scenario/csv.hpp"

#include <algorithm>
#include <array>

namespace juece::scenario {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool looks_like_a_formula(std::string_view cell) {
    constexpr std::array<std::string_view, 11> beginnings{
        "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return std::ranges::any_of(beginnings, [cell](auto beginning) { return cell.starts_with(beginning); });
}

}  // namespace

std::string csv_cell(std::string_view utf8) {
    std::string cell{looks_like_a_formula(utf8) ? "'" : ""};
    cell += utf8;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (char const c : cell) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string csv_text(std::vector<std::vector<std::string>> const& rows) {
    std::string text{byte_order_mark};
    for (auto const& row : rows) {
        std::string_view separator;
        for (auto const& cell : row) {
            text += separator;
            text += csv_cell(cell);
            separator = ",";
        }
        text += "\r\n";
    }
    return text;
}

}  // namespace juece::scenario
