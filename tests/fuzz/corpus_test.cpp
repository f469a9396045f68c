// Replays the corpus: every file has the outcome that its name says ("duplicate_key-escaped.json": duplicate_key).
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "tests/fuzz/targets.hpp"

namespace juece::fuzz {

void PrintTo(Target const& target, std::ostream* out) { *out << target.name; }

namespace {

class FuzzCorpus : public testing::TestWithParam<Target> {};

TEST_P(FuzzCorpus, HasTheOutcomesThatItsFilesAreNamedBy) {
    auto const& target = GetParam();
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::directory_iterator{"tests/fuzz/corpus/" + std::string{target.name}}) {
        auto const file = entry.path().filename().string();
        std::ifstream stream{entry.path(), std::ios::binary};
        std::string const bytes{std::istreambuf_iterator<char>{stream}, {}};
        EXPECT_EQ(target.run(bytes), file.substr(0, file.find('-'))) << entry.path();
        ++count;
    }
    EXPECT_GT(count, 3U);
}

std::string name_of(testing::TestParamInfo<Target> const& info) { return std::string{info.param.name}; }

INSTANTIATE_TEST_SUITE_P(Of, FuzzCorpus, testing::ValuesIn(targets), name_of);

}  // namespace
}  // namespace juece::fuzz
