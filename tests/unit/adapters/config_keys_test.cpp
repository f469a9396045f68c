// The page for administrators and the reader of the configuration know the same keys, defaults and ranges.
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/system/config.hpp"

namespace juece::system {
namespace {

namespace fs = std::filesystem;

struct Row {
    std::string unit;
    std::string otherwise;
    std::string range;
};

constexpr std::string_view word_letters = "abcdefghijklmnopqrstuvwxyz_";

// The pieces between one mark and the next, without what stands before the first.
std::vector<std::string> pieces(std::string const& text, std::string const& mark) {
    std::vector<std::string> found;
    for (auto at = text.find(mark); at != std::string::npos;) {
        auto const begin = at + mark.size();
        at = text.find(mark, begin);
        found.push_back(text.substr(begin, at == std::string::npos ? at : at - begin));
    }
    return found;
}

// "| `limits.uploads` | 个 | 16 | 1–1024 | …" → its cells, by key.
std::map<std::string, Row> rows_of_the_page() {
    std::ifstream file{"docs/operating/deployment.md"};
    std::map<std::string, Row> rows;
    for (std::string line; std::getline(file, line);) {
        auto const cells = pieces(line, "| ");
        if (!line.starts_with("| `") || cells.size() < 5) continue;
        auto const cell = [&](std::size_t at) { return cells[at].substr(0, cells[at].find_last_not_of(' ') + 1); };
        auto const key = cell(0);
        auto const section_end = key.find('.');
        if (key.find_first_not_of(word_letters, section_end + 1) != key.size() - 1) continue;  // the closing backquote
        rows[key.substr(1, key.size() - 2)] = {cell(1), cell(2), cell(3)};
    }
    return rows;
}

// What the reader of a section asks for: it says so when it meets a key that it does not know.
std::set<std::string> keys_of_the_reader(fs::path const& file, std::string const& section) {
    std::ofstream{file} << fmt::format("[{}]\nnonsense = 1\n", section);
    auto const loaded = load_config(file);
    std::set<std::string> keys;
    if (loaded) return keys;
    for (auto const& fault : loaded.error()) {
        if (fault.key != section + ".nonsense") continue;
        auto const& text = fault.message;
        for (auto at = text.find_first_of(word_letters); at != std::string::npos;) {
            auto const end = text.find_first_not_of(word_letters, at);
            keys.insert(section + "." + text.substr(at, end == std::string::npos ? end : end - at));
            at = text.find_first_of(word_letters, end);
        }
    }
    return keys;
}

TEST(ConfigPage, HasEveryKeyOfTheReaderAndNoOther) {
    auto const file = fs::path{::testing::TempDir()} / "juece_config_page.toml";
    std::set<std::string> known;
    for (auto const* section :
         {"server", "http", "database", "kafka", "identity", "paths", "log", "metrics", "limits"}) {
        auto const keys = keys_of_the_reader(file, section);
        EXPECT_FALSE(keys.empty()) << section;
        known.insert(keys.begin(), keys.end());
    }
    fs::remove(file);
    std::set<std::string> written;
    for (auto const& [key, row] : rows_of_the_page())
        written.insert(key);
    EXPECT_EQ(written, known);
}

TEST(ConfigPage, HasTheDefaultAndTheRangeOfEveryLimit) {
    auto const rows = rows_of_the_page();
    Config::Limits const otherwise;
    for (auto const& limit : limit_keys()) {
        auto const at = rows.find(fmt::format("limits.{}", limit.key));
        ASSERT_NE(at, rows.end()) << limit.key;
        EXPECT_EQ(at->second.otherwise, std::to_string(otherwise.*limit.value)) << limit.key;
        EXPECT_EQ(at->second.range, fmt::format("{}–{}", limit.min, limit.max)) << limit.key;
        EXPECT_FALSE(at->second.unit.empty()) << limit.key;
        EXPECT_LE(limit.min, static_cast<std::int64_t>(otherwise.*limit.value)) << limit.key;
        EXPECT_GE(limit.max, static_cast<std::int64_t>(otherwise.*limit.value)) << limit.key;
    }
}

}  // namespace
}  // namespace juece::system
