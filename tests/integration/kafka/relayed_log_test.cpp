// The window of one log, parking and the lease, without Kafka.
#include "adapters/kafka/relayed_log.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "adapters/kafka/kept_lease.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/followers.hpp"

namespace juece::kafka {
namespace {

using Treatment = RelayedLog::Treatment;
using Change = KeptLease::Change;
using std::chrono::milliseconds;

LogName const name = *LogName::parse("310112");

Prepared holding(std::optional<std::uint64_t> last, Parked parked = {}) {
    Prepared prepared{{std::nullopt}, std::move(parked), false};
    if (last) prepared.last.front() = LastRecord{*last, {}};
    return prepared;
}

Record parked_record(std::string key, std::string sequence, std::string reason) {
    return {
        0, 0, std::move(key), {}, {{"ce_sequence", std::move(sequence)}, {"juece_parked_reason", std::move(reason)}}};
}

TEST(RelayedLog, SettlesOnlyWhatHasNoUnsettledEventBefore) {
    RelayedLog log{name, 3};
    log.restart(10);
    EXPECT_EQ(log.room(), 0U) << "nothing is sent before it is known what Kafka holds";
    EXPECT_TRUE(log.prepare(holding(9)));
    EXPECT_EQ(log.room(), 3U);
    for (int i = 0; i < 3; ++i)
        log.sent();
    EXPECT_EQ(log.room(), 0U);
    log.report(11, Delivered::stored, {}, false);
    EXPECT_EQ(log.settled(), 10U);
    log.report(10, Delivered::stored, {}, false);
    EXPECT_EQ(log.settled(), 12U);
    EXPECT_TRUE(log.owes_reports());
    log.report(12, Delivered::stored, {}, false);
    EXPECT_EQ(log.settled(), 13U);
    EXPECT_FALSE(log.owes_reports());
}

TEST(RelayedLog, SkipsWhatItsPartitionHolds) {
    RelayedLog log{name, 10};
    log.restart(5);
    log.prepare(holding(6));
    EXPECT_EQ(log.treat("k", 5), Treatment::skip);
    log.skipped();
    EXPECT_EQ(log.treat("k", 6), Treatment::skip);
    log.skipped();
    EXPECT_EQ(log.settled(), 7U);
    EXPECT_EQ(log.treat("k", 7), Treatment::send);
}

TEST(RelayedLog, GoesBackWhenTheTopicLostRecords) {
    RelayedLog log{name, 10};
    log.restart(5);
    EXPECT_FALSE(log.prepare(holding(2)));
    EXPECT_EQ(log.next(), 3U);
    log.restart(5);
    EXPECT_FALSE(log.prepare(holding(std::nullopt)));
    EXPECT_EQ(log.next(), 0U);
}

TEST(RelayedLog, ParksOnlyWhatIsRefusedAlone) {
    RelayedLog log{name, 10};
    log.restart(0);
    log.prepare(holding(std::nullopt));
    for (int i = 0; i < 4; ++i)
        log.sent();
    log.report(0, Delivered::stored, {}, false);
    // A batch of three is refused: it does not say for which of them.
    for (std::uint64_t seq = 3; seq > 0; --seq)
        log.report(seq, Delivered::refused, "MSG_SIZE_TOO_LARGE", false);
    log.restart(log.settled());
    log.prepare(holding(0));
    EXPECT_EQ(log.next(), 1U);
    for (std::uint64_t seq = 1; seq < 3; ++seq) {
        EXPECT_EQ(log.room(), 1U);
        EXPECT_EQ(log.treat("k", seq), Treatment::send);
        log.sent();
        EXPECT_EQ(log.room(), 0U) << "one by one";
        log.report(seq, Delivered::stored, {}, false);
    }
    log.sent();
    log.report(3, Delivered::refused, "MSG_SIZE_TOO_LARGE", false);
    log.restart(log.settled());
    log.prepare(holding(2));
    EXPECT_EQ(log.treat("k", 3), Treatment::park);
    EXPECT_EQ(log.parking_reason(3), "MSG_SIZE_TOO_LARGE");
    log.parking("k");
    EXPECT_EQ(log.settled(), 3U) << "not before it is durably parked";
    log.report(3, Delivered::stored, {}, true);
    EXPECT_EQ(log.settled(), 4U);
    EXPECT_EQ(log.room(), 10U);
    EXPECT_EQ(log.treat("k", 4), Treatment::park) << "later events of the key follow";
    EXPECT_EQ(log.parking_reason(4), "key_is_parked");
    EXPECT_EQ(log.treat("other", 4), Treatment::send);
}

TEST(RelayedLog, RemembersParkedKeysFromTheirTopic) {
    Parked parked;
    parked.replay(parked_record("a", "7", "INVALID_RECORD"));
    parked.replay(parked_record("a", "9", "key_is_parked"));
    parked.replay(parked_record("b", "8", "INVALID_RECORD"));
    parked.replay(parked_record("b", "", "released"));
    RelayedLog log{name, 10};
    log.restart(7);
    EXPECT_TRUE(log.prepare(holding(6, parked))) << "parked events count as there";
    EXPECT_EQ(log.treat("a", 6), Treatment::skip);
    EXPECT_EQ(log.treat("a", 7), Treatment::skip);
    EXPECT_EQ(log.treat("a", 9), Treatment::skip);
    EXPECT_EQ(log.treat("a", 10), Treatment::park);
    EXPECT_EQ(log.treat("b", 10), Treatment::send);
    EXPECT_EQ(log.parked_keys(), 1U);
}

class KeptLeaseTest : public ::testing::Test {
protected:
    KeptLease::Terms terms(std::string owner) const {
        return {"relay", std::move(owner), milliseconds{200}, milliseconds{50}, milliseconds{10}};
    }

    memory::ManualClock clock_;
    memory::MemoryFollowers followers_{clock_};
};

TEST_F(KeptLeaseTest, IsWonByOneAndTakenOverWhenItEnds) {
    auto const ours = terms("a");
    auto const theirs = terms("b");
    KeptLease a{followers_, name, ours};
    KeptLease b{followers_, name, theirs};
    EXPECT_EQ(a.keep(), Change::won);
    EXPECT_EQ(b.keep(), Change::none);
    EXPECT_EQ(a.advance(5), Change::none);
    clock_.advance(std::chrono::seconds{1});
    std::this_thread::sleep_for(milliseconds{20});
    EXPECT_EQ(b.keep(), Change::won);
    EXPECT_EQ(b.position(), 5U);
    EXPECT_EQ(a.advance(9), Change::lost) << "a paused owner cannot move the position";
    EXPECT_FALSE(a.is_valid());
    EXPECT_EQ(b.advance(6), Change::none);
    EXPECT_EQ(b.advance(4), Change::none) << "never backwards";
    EXPECT_EQ(b.position(), 6U);
}

TEST_F(KeptLeaseTest, IsNotTrustedBeyondItsEnd) {
    auto const ours = terms("a");
    KeptLease a{followers_, name, ours};
    EXPECT_EQ(a.keep(), Change::won);
    EXPECT_TRUE(a.is_valid());
    std::this_thread::sleep_for(milliseconds{250});
    EXPECT_FALSE(a.is_valid());
    EXPECT_EQ(a.check(), Change::lost);
    EXPECT_EQ(a.check(), Change::none);
}

TEST_F(KeptLeaseTest, GivenBackItIsFreeAtOnce) {
    auto const ours = terms("a");
    auto const theirs = terms("b");
    KeptLease a{followers_, name, ours};
    KeptLease b{followers_, name, theirs};
    a.keep();
    a.release();
    EXPECT_EQ(b.keep(), Change::won);
}

}  // namespace
}  // namespace juece::kafka
