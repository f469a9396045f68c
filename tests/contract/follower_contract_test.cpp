// What followers' leases promise (workflow/ports/follower.hpp), on the twin and on PostgreSQL.
#include <gtest/gtest.h>

#include "tests/contract/store_world.hpp"

namespace juece::test {
namespace {

using namespace std::chrono_literals;

class FollowerContract : public StoreContract {
protected:
    std::optional<ports::Lease> acquire(std::string const& owner, std::chrono::milliseconds lease = 60s) {
        return world_->followers().acquire("relay", name_, owner, lease);
    }
    bool advance(std::string const& owner, std::uint64_t epoch, std::uint64_t position) {
        return world_->followers().advance("relay", name_, owner, epoch, position);
    }
};

TEST_P(FollowerContract, AFollowerStartsAtZeroAndGoesOnWhereItWas) {
    auto const lease = acquire("a");
    ASSERT_TRUE(lease);
    EXPECT_EQ(lease->position, 0U);
    EXPECT_TRUE(advance("a", lease->epoch, 5));
    auto const renewed = acquire("a");
    ASSERT_TRUE(renewed);
    EXPECT_EQ(renewed->epoch, lease->epoch);
    EXPECT_EQ(renewed->position, 5U);
}

TEST_P(FollowerContract, OnlyOneOwnerAtATime) {
    auto const lease = acquire("a");
    EXPECT_FALSE(acquire("b"));
    EXPECT_FALSE(advance("b", lease->epoch, 5));
    EXPECT_FALSE(advance("a", lease->epoch + 1, 5));
    EXPECT_EQ(acquire("a")->position, 0U);
}

TEST_P(FollowerContract, APausedOwnerCannotMoveThePositionAfterATakeover) {
    auto const paused = acquire("a", 50ms);
    EXPECT_TRUE(advance("a", paused->epoch, 3));
    world_->wait(120ms);
    auto const next = acquire("b");
    ASSERT_TRUE(next);
    EXPECT_GT(next->epoch, paused->epoch);
    EXPECT_EQ(next->position, 3U);
    EXPECT_FALSE(advance("a", paused->epoch, 9));
    EXPECT_FALSE(acquire("a"));
    EXPECT_TRUE(advance("b", next->epoch, 4));
    EXPECT_EQ(acquire("b")->position, 4U);
}

TEST_P(FollowerContract, AnOwnerThatNobodyReplacedKeepsItsEpoch) {
    auto const lease = acquire("a", 50ms);
    world_->wait(120ms);
    EXPECT_TRUE(advance("a", lease->epoch, 3));
    EXPECT_EQ(acquire("a")->epoch, lease->epoch);
}

TEST_P(FollowerContract, AReleasedLeaseIsFreeAtOnce) {
    auto const lease = acquire("a");
    EXPECT_TRUE(advance("a", lease->epoch, 7));
    world_->followers().release("relay", name_, "a", lease->epoch + 1);
    EXPECT_FALSE(acquire("b"));
    world_->followers().release("relay", name_, "a", lease->epoch);
    EXPECT_FALSE(advance("a", lease->epoch, 8));
    auto const next = acquire("b");
    ASSERT_TRUE(next);
    EXPECT_GT(next->epoch, lease->epoch);
    EXPECT_EQ(next->position, 7U);
}

TEST_P(FollowerContract, NamesAndLogsAreApart) {
    auto const lease = acquire("a");
    EXPECT_TRUE(advance("a", lease->epoch, 7));
    EXPECT_EQ(world_->followers().acquire("timers", name_, "b", 60s)->position, 0U);
    auto const other = fresh_log_name();
    ASSERT_TRUE(world_->log().open(other, true, false, {make_.opening()}));
    EXPECT_EQ(world_->followers().acquire("relay", other, "b", 60s)->position, 0U);
}

INSTANTIATE_TEST_SUITE_P(Stores, FollowerContract, ::testing::Values("memory", "postgres"), store_kind);

}  // namespace
}  // namespace juece::test
