// Width of text on a terminal, wrapping and tables.
#include "tools/scenario/table.hpp"

#include <algorithm>

#include <utf8proc.h>

#include "tools/scenario/csv.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::scenario {
namespace {

struct Character {
    std::string_view bytes;
    std::size_t columns = 0;
};

// Takes the first character off `rest`. Requires: it is not empty.
Character take(std::string_view& rest) {
    utf8proc_int32_t code = 0;
    auto const read = utf8proc_iterate(
        reinterpret_cast<utf8proc_uint8_t const*>(rest.data()), static_cast<utf8proc_ssize_t>(rest.size()), &code
    );
    bool const bad = read <= 0;
    auto const length = bad ? std::size_t{1} : static_cast<std::size_t>(read);
    auto const columns = bad ? 1 : std::max(0, utf8proc_charwidth(code));
    Character const first{rest.substr(0, length), static_cast<std::size_t>(columns)};
    rest.remove_prefix(length);
    return first;
}

// Marks that may not begin a line (避头点).
bool may_begin_line(std::string_view character) {
    // Full-width , : ; ? ! ) are written by their numbers, since they are easily taken for the half-width ones.
    constexpr std::string_view closing[] = {"\uFF0C", "\uFF1A", "\uFF1B", "\uFF1F", "\uFF01", "\uFF09", "。",
                                            "、",     "」",     "》",     "”",      "〕",     "…",      ",",
                                            ".",      ";",      ":",      "?",      "!",      ")",      "%"};
    return std::find(std::begin(closing), std::end(closing), character) == std::end(closing);
}

}  // namespace

std::size_t display_columns(std::string_view utf8) {
    std::size_t columns = 0;
    while (!utf8.empty())
        columns += take(utf8).columns;
    return columns;
}

std::string padded(std::string_view utf8, std::size_t columns) {
    auto const used = display_columns(utf8);
    std::string result{utf8};
    if (used < columns) result.append(columns - used, ' ');
    return result;
}

std::vector<std::string> wrapped(std::string_view utf8, std::size_t columns) {
    std::vector<std::string> lines(1);
    std::size_t used = 0;
    std::size_t words = 0;  // where the run of narrow characters begins that must not be cut; 0: nowhere yet
    while (!utf8.empty()) {
        auto const next = take(utf8);
        bool const wide = next.columns > 1;
        if (used + next.columns > columns && may_begin_line(next.bytes) && !lines.back().empty()) {
            std::string carried;
            if (!wide && next.bytes != " " && words > 0) {
                carried = lines.back().substr(words);
                lines.back().resize(words);
            }
            while (lines.back().ends_with(' '))
                lines.back().pop_back();
            lines.push_back(carried);
            used = display_columns(carried);
            words = 0;
            if (next.bytes == " ") continue;
        }
        auto& current = lines.back();
        current += next.bytes;
        used += next.columns;
        if (wide || next.bytes == " ") words = current.size();
    }
    return lines;
}

Table::Table(std::vector<std::string> headings) : headings_{std::move(headings)} {}

void Table::add(std::vector<std::string> cells) {
    JUECE_ASSERT(cells.size() == headings_.size(), "a row has as many cells as the table has headings");
    rows_.push_back(std::move(cells));
}

std::string Table::csv() const {
    std::vector<std::vector<std::string>> all{headings_};
    all.insert(all.end(), rows_.begin(), rows_.end());
    return csv_text(all);
}

std::string Table::text(std::size_t indent_columns) const {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < headings_.size(); ++i) {
        std::size_t width = display_columns(headings_[i]);
        for (auto const& row : rows_)
            width = std::max(width, display_columns(row[i]));
        widths.push_back(width);
    }
    std::string result;
    auto const line = [&](std::vector<std::string> const& cells) {
        std::string text(indent_columns, ' ');
        for (std::size_t i = 0; i < cells.size(); ++i) {
            text += i + 1 < cells.size() ? padded(cells[i], widths[i] + 2) : cells[i];
        }
        text.erase(text.find_last_not_of(' ') + 1);
        result += text + "\n";
    };
    line(headings_);
    for (auto const& row : rows_)
        line(row);
    return result;
}

}  // namespace juece::scenario
