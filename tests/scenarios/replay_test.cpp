// Replay finds what was altered in a history, and says at which version.
#include "tools/scenario/replay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenarios/support.hpp"
#include "tools/scenario/parse.hpp"
#include "tools/scenario/runner.hpp"

namespace juece::scenario {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ReplayTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto const scenario = read_scenario(testing::folder / "two_handlers.scenario");
        ASSERT_TRUE(scenario);
        auto const result = run(scenario.value(), world_.driver, world_.codec, world_.hasher);
        ASSERT_TRUE(result.decision);
        history_ = world_.driver.history(*result.decision, std::nullopt, result.last_performer);
        states_ = result.states;
        ASSERT_GE(history_.size(), 4U);
    }

    std::vector<std::string> differences() { return replay(history_, world_.codec, world_.hasher).differences; }

    testing::World world_;
    std::vector<Stored> history_;
    States states_;
};

TEST_F(ReplayTest, AcceptsWhatWasRecorded) {
    auto const replayed = replay(history_, world_.codec, world_.hasher);
    EXPECT_THAT(replayed.differences, IsEmpty());
    EXPECT_THAT(compare(replayed.states, states_), IsEmpty());
}

TEST_F(ReplayTest, FindsAChangedLeaf) {
    auto& leaf = history_[1].leaf;
    auto const at = leaf.find("yanshi-ju");
    ASSERT_NE(at, std::string::npos);
    leaf.replace(at, 9, "yanshi-xx");
    auto const found = differences();
    EXPECT_THAT(found, Contains(HasSubstr("第 2 版:叶的散列与所称不符")));
    EXPECT_THAT(found, Contains(HasSubstr("第 3 版:prev 不是上一片叶的散列")));
}

TEST_F(ReplayTest, FindsAChangedLeafWhoseHashWasRecomputed) {
    auto& stored = history_[1];
    stored.leaf.replace(stored.leaf.find("yanshi-ju"), 9, "yanshi-xx");
    stored.hash = world_.hasher.digest({std::string_view{"\0", 1}, stored.leaf});
    EXPECT_THAT(differences(), Contains(HasSubstr("第 3 版:prev 不是上一片叶的散列")));
}

TEST_F(ReplayTest, FindsAMissingLeaf) {
    history_.erase(history_.begin() + 1);
    auto const found = differences();
    EXPECT_THAT(found, Contains(HasSubstr("版本不连续")));
    EXPECT_THAT(found, Contains(HasSubstr("状态机不能走这一步")));
}

TEST_F(ReplayTest, FindsALeafThatIsNotCanonical) {
    history_[0].leaf.insert(1, " ");
    EXPECT_THAT(differences(), Contains(HasSubstr("叶无法解读")));
}

TEST_F(ReplayTest, FindsACutTailByTheServersState) {
    history_.pop_back();
    auto const replayed = replay(history_, world_.codec, world_.hasher);
    EXPECT_THAT(replayed.differences, IsEmpty());
    EXPECT_THAT(compare(replayed.states, states_), Contains(HasSubstr("main:重放得到 drafting,服务器说 drafted")));
}

}  // namespace
}  // namespace juece::scenario
