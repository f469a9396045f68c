// Aligned text for a terminal: Chinese characters take two columns, so padding counts columns, never bytes (Unicode's
// East Asian Width, as libutf8proc knows it).
//
// Input is UTF-8; a byte that is not counts as one column. Threads: any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace juece::scenario {

std::size_t display_columns(std::string_view utf8);
std::string padded(std::string_view utf8, std::size_t columns);

// Breaks text into lines of at most that many columns: at a blank where there is one, else between two wide characters,
// never before a closing punctuation mark. At least one line.
std::vector<std::string> wrapped(std::string_view utf8, std::size_t columns);

// Rows of cells under headings. The last column is not padded.
class Table {
public:
    explicit Table(std::vector<std::string> headings);

    // Requires: as many cells as headings.
    void add(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }
    // Every line ends with a newline and begins with that many blanks.
    std::string text(std::size_t indent_columns = 0) const;
    std::string csv() const;  // headings and rows as csv.hpp writes them

private:
    std::vector<std::string> headings_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace juece::scenario
