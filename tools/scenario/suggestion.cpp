// Nearness of words, and the table of file endings.
#include "tools/scenario/suggestion.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace juece::scenario {
namespace {

constexpr std::array<std::string_view, 11> extensions{
    ".txt", ".md", ".html", ".pdf", ".json", ".xml", ".csv", ".ofd", ".docx", ".jpg", ".png"};
constexpr std::array<std::string_view, extensions.size()> media_types{
    "text/plain",
    "text/markdown",
    "text/html",
    "application/pdf",
    "application/json",
    "application/xml",
    "text/csv",
    "application/ofd",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
};

constexpr std::size_t words_shown = 24;  // more would hide the mistake

// Edit distance over bytes; words are short codes.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

}  // namespace

std::string_view closest(std::string_view word, std::span<std::string_view const> known) {
    std::string_view best;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (auto const candidate : known) {
        // The distance is at least the difference in length: a word that is much longer need not be measured.
        auto const [shorter, longer] = std::minmax({word.size(), candidate.size()});
        if (longer - shorter >= std::min(least, candidate.size())) continue;
        auto const d = distance(word, candidate);
        if (d < least && d < candidate.size()) {
            least = d;
            best = candidate;
        }
    }
    return best;
}

std::string enumeration(std::span<std::string_view const> words) { return fmt::format("{}", fmt::join(words, "、")); }

std::string suggestion(std::string_view word, std::span<std::string_view const> known) {
    if (auto const near = closest(word, known); !near.empty()) return fmt::format("是否想写 {}?", near);
    if (known.empty()) return "这里什么都不需要";
    auto const shown = known.first(std::min(known.size(), words_shown));
    auto const rest = known.size() > shown.size() ? fmt::format("等 {} 个", known.size()) : std::string{};
    return fmt::format("可用的有:{}{}", enumeration(shown), rest);
}

std::string_view media_type_of(std::string_view file) {
    for (std::size_t i = 0; i < extensions.size(); ++i) {
        if (file.ends_with(extensions[i])) return media_types[i];
    }
    return {};
}

std::span<std::string_view const> known_extensions() { return extensions; }

}  // namespace juece::scenario
