// Every scenario file, in memory: each answer is the one that the file expects, the decision's history replays to the
// state that the service reports, and a second run gives the same transcript.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/scenarios/support.hpp"
#include "tools/scenario/parse.hpp"
#include "tools/scenario/replay.hpp"
#include "tools/scenario/runner.hpp"

namespace juece::scenario {
namespace {

class EveryScenario : public ::testing::TestWithParam<std::filesystem::path> {
protected:
    // Keeps what did not come as expected, for the message of a failure.
    class Complaints final : public Observer {
    public:
        void begins(Scenario const&, LogName const&, Driver const&) override {}
        void narrates(std::string const&) override {}
        void stepped(StepResult const& result) override {
            for (auto const& difference : result.differences) {
                text += std::to_string(result.step.at.line) + ": " + difference + "\n";
            }
        }
        std::string text;
    };

    Scenario read() {
        auto parsed = read_scenario(GetParam());
        std::string mistakes;
        if (!parsed) {
            for (auto const& mistake : parsed.error())
                mistakes += described(mistake, GetParam().string());
        }
        EXPECT_TRUE(parsed) << mistakes;
        return parsed ? std::move(parsed).value() : Scenario{};
    }
};

TEST_P(EveryScenario, AnswersAsTheFileExpects) {
    auto const scenario = read();
    ASSERT_FALSE(scenario.lines.empty());
    testing::World world;
    Complaints complaints;
    auto const result = run(scenario, world.driver, world.codec, world.hasher, &complaints);
    EXPECT_TRUE(result.as_expected) << complaints.text;
    EXPECT_EQ(result.steps_left, 0U);
    ASSERT_TRUE(result.decision);

    auto const history = world.driver.history(*result.decision, std::nullopt, result.last_performer);
    auto const replayed = replay(history, world.codec, world.hasher);
    EXPECT_TRUE(replayed.differences.empty()) << replayed.differences.front();
    EXPECT_EQ(compare(replayed.states, result.states), std::vector<std::string>{});
}

TEST_P(EveryScenario, GivesTheSameTranscriptAgain) {
    auto const scenario = read();
    ASSERT_FALSE(scenario.lines.empty());
    auto const transcript = [&] {
        testing::World world;
        return run(scenario, world.driver, world.codec, world.hasher).transcript;
    };
    testing::World world;
    EXPECT_EQ(world.codec.canonical(transcript()), world.codec.canonical(transcript()));
}

std::string name_of(::testing::TestParamInfo<std::filesystem::path> const& info) { return info.param.stem().string(); }

INSTANTIATE_TEST_SUITE_P(Files, EveryScenario, ::testing::ValuesIn(testing::scenario_files()), name_of);

}  // namespace
}  // namespace juece::scenario
