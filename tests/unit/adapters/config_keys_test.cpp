// The page for administrators and the reader of the configuration know the same keys, defaults and ranges.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

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

// "| `limits.uploads` | 个 | 16 | 1–1024 | …" → its cells, by key.
std::map<std::string, Row> rows_of_the_page() {
    std::ifstream file{"docs/operating/deployment.md"};
    std::map<std::string, Row> rows;
    std::regex const pattern{R"(^\| `([a-z]+\.[a-z_]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|.*)"};
    for (std::string line; std::getline(file, line);) {
        std::smatch cells;
        if (std::regex_match(line, cells, pattern)) rows[cells[1]] = {cells[2], cells[3], cells[4]};
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
        std::regex const word{"[a-z_]+"};
        for (std::sregex_iterator at{fault.message.begin(), fault.message.end(), word}, end; at != end; ++at)
            keys.insert(section + "." + at->str());
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
