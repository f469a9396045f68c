// Replays the corpus: every file has the outcome that its name says ("duplicate_key-escaped.json": duplicate_key).
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "tests/fuzz/targets.hpp"

namespace juece::fuzz {
namespace {

void replay(std::string const& name, std::string (*target)(std::string_view)) {
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::directory_iterator{"tests/fuzz/corpus/" + name}) {
        auto const file = entry.path().filename().string();
        std::ifstream stream{entry.path(), std::ios::binary};
        std::string const bytes{std::istreambuf_iterator<char>{stream}, {}};
        EXPECT_EQ(target(bytes), file.substr(0, file.find('-'))) << entry.path();
        ++count;
    }
    EXPECT_GT(count, 5U);
}

TEST(FuzzCorpus, OfJsonHasItsOutcomes) { replay("json", json); }
TEST(FuzzCorpus, OfLeavesHasItsOutcomes) { replay("leaf", leaf); }
TEST(FuzzCorpus, OfCommandsHasItsOutcomes) { replay("command", command); }
TEST(FuzzCorpus, OfTokensHasItsOutcomes) { replay("jwt", jwt); }

}  // namespace
}  // namespace juece::fuzz
