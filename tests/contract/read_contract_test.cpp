// What reading a log promises (workflow/ports/event_log.hpp), on the twin and on PostgreSQL.
#include <gtest/gtest.h>

#include "tests/contract/store_world.hpp"

namespace juece::test {
namespace {

using ReadContract = StoreContract;

std::vector<std::uint64_t> versions(std::vector<ports::StoredEvent> const& events) {
    std::vector<std::uint64_t> versions;
    for (auto const& event : events)
        versions.push_back(event.version);
    return versions;
}

TEST_P(ReadContract, AnEventComesBackAsItWasStored) {
    auto const at = noon + std::chrono::microseconds{123'456};
    std::string bytes{"\0\x01 quote ' and \\ and \xe5\x86\xb3\xe7\xad\x96 \xff", 27};
    bytes.resize(65'535, 'x');
    ports::AppendItem item{"decision/a", 0, {make_.leaf(bytes, at)}, {}, {}, {}, {}};
    appended(world_->log(), name_, item);
    auto const stored = world_->log().read_stream(name_, "decision/a", 0, 10).at(0);
    EXPECT_EQ(stored.seq, 1U);
    EXPECT_EQ(stored.stream, "decision/a");
    EXPECT_EQ(stored.version, 1U);
    EXPECT_EQ(stored.id, item.leaves[0].id);
    EXPECT_EQ(stored.type, item.leaves[0].type);
    EXPECT_EQ(stored.recorded_at, at);
    EXPECT_EQ(stored.leaf, bytes);
    EXPECT_EQ(stored.hash, item.leaves[0].hash);
}

TEST_P(ReadContract, AStreamIsReadInPages) {
    appended(world_->log(), name_, make_.item("decision/a", 0, 3));
    appended(world_->log(), name_, make_.item("decision/b", 0, 2));
    appended(world_->log(), name_, make_.item("decision/a", 3, 2));
    auto& log = world_->log();
    EXPECT_EQ(versions(log.read_stream(name_, "decision/a", 0, 2)), (std::vector<std::uint64_t>{1, 2}));
    EXPECT_EQ(versions(log.read_stream(name_, "decision/a", 2, 2)), (std::vector<std::uint64_t>{3, 4}));
    EXPECT_EQ(versions(log.read_stream(name_, "decision/a", 4, 2)), (std::vector<std::uint64_t>{5}));
    EXPECT_TRUE(log.read_stream(name_, "decision/a", 5, 2).empty());
    EXPECT_TRUE(log.read_stream(name_, "decision/none", 0, 2).empty());
    EXPECT_TRUE(log.read_stream(log_name("never-opened"), "decision/a", 0, 2).empty());
    EXPECT_EQ(log.head(name_, "decision/a").version, 5U);
    EXPECT_EQ(log.head(name_, "decision/none").version, 0U);
}

TEST_P(ReadContract, ALogIsReadInPages) {
    appended(world_->log(), name_, make_.item("decision/a", 0, 3));
    auto& log = world_->log();
    EXPECT_EQ(log.read_log(name_, 0, 2).size(), 2U);
    EXPECT_EQ(log.read_log(name_, 2, 10).at(0).seq, 2U);
    EXPECT_EQ(log.read_log(name_, 2, 10).size(), 2U);
    EXPECT_TRUE(log.read_log(name_, 4, 10).empty());
    EXPECT_TRUE(log.read_log(log_name("never-opened"), 0, 10).empty());
}

TEST_P(ReadContract, StreamsAreFoundByTheBeginningOfTheirNames) {
    for (auto const* stream : {"rules/statute/b", "rules/statute/a", "rules/profile/a", "rules0", "register"}) {
        appended(world_->log(), name_, make_.item(stream, 0));
    }
    auto& log = world_->log();
    EXPECT_EQ(log.streams(name_, "rules/statute/"), (std::vector<std::string>{"rules/statute/a", "rules/statute/b"}));
    EXPECT_EQ(log.streams(name_, "rules/").size(), 3U);
    EXPECT_EQ(log.streams(name_, "").size(), 6U);
    EXPECT_TRUE(log.streams(name_, "none").empty());
    EXPECT_TRUE(log.streams(name_, "rules/%").empty());
}

TEST_P(ReadContract, AnEventIsFoundByItsId) {
    auto item = make_.item("decision/a", 0, 2);
    item.leaves.push_back(make_.leaf("later", noon + std::chrono::hours{1}));
    appended(world_->log(), name_, item);
    EXPECT_EQ(world_->log().find(name_, item.leaves[1].id)->seq, 2U);
    EXPECT_EQ(world_->log().find(name_, item.leaves[2].id)->seq, 3U);
    EXPECT_FALSE(world_->log().find(name_, make_.leaf().id));
    auto const other = fresh_log_name();
    ASSERT_TRUE(world_->log().open(other, true, false, {make_.opening()}));
    EXPECT_FALSE(world_->log().find(other, item.leaves[1].id));
    UuidBytes far_future{};
    far_future.fill(0xff);
    EXPECT_FALSE(world_->log().find(name_, EventId{far_future}));
}

TEST_P(ReadContract, APayloadComesBackAfterItsSalt) {
    auto item = make_.item("decision/a", 0, 2);
    item.payloads.push_back(make_.payload(1, 0, "a reason"));
    item.payloads.push_back(make_.payload(1, 1, std::string("\0\xff", 2)));
    item.payloads[1].seal = procedure::SealClass::restricted;
    appended(world_->log(), name_, item);
    auto const first = world_->log().payload(name_, item.leaves[1].id, 0);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->seal, procedure::SealClass::government);
    EXPECT_EQ(first->salted, std::string(item.payloads[0].salt.begin(), item.payloads[0].salt.end()) + "a reason");
    auto const second = world_->log().payload(name_, item.leaves[1].id, 1);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->seal, procedure::SealClass::restricted);
    EXPECT_EQ(second->salted.substr(32), std::string("\0\xff", 2));
    EXPECT_FALSE(world_->log().payload(name_, item.leaves[0].id, 0));
    EXPECT_FALSE(world_->log().payload(name_, item.leaves[1].id, 2));
    EXPECT_FALSE(world_->log().payload(name_, item.leaves[1].id, std::size_t{1} << 40));
}

class ListContract : public StoreContract {
protected:
    // Decision n, waiting for the given posts, in a form of JSON that is easily lost: keys not by length, no blanks.
    void open_decision(int n, std::string const& waiting_for) {
        auto item = make_.item("decision/" + std::to_string(n), 0);
        item.row = ports::DecisionRow{decision_id(n), body(n, waiting_for)};
        item.payloads.push_back(make_.payload(0, 0, "title " + std::to_string(n)));
        appended(world_->log(), name_, item);
    }
    static std::string body(int n, std::string const& waiting_for) {
        return "{\"n\":" + std::to_string(n) + ",\"states\":{\"main\":\"drafting\"},\"waiting_for\":[" + waiting_for +
               "]}";
    }
    std::vector<DecisionId> ids(ports::DecisionQuery const& query) {
        std::vector<DecisionId> ids;
        for (auto const& each : world_->log().list(name_, query))
            ids.push_back(each.decision);
        return ids;
    }
};

TEST_P(ListContract, DecisionsAreListedInTheOrderOfTheirOpening) {
    for (int n = 9; n > 4; --n)
        open_decision(n, "\"handler\"");
    auto change = make_.item("decision/8", 1, 2);
    change.row = ports::DecisionRow{decision_id(8), body(88, "")};
    appended(world_->log(), name_, change);
    EXPECT_EQ(ids({{}, "", 2}), (std::vector{decision_id(9), decision_id(8)}));
    EXPECT_EQ(ids({decision_id(8), "", 2}), (std::vector{decision_id(7), decision_id(6)}));
    EXPECT_EQ(ids({decision_id(6), "", 2}), (std::vector{decision_id(5)}));
    EXPECT_TRUE(ids({decision_id(5), "", 2}).empty());
    EXPECT_TRUE(ids({decision_id(1), "", 2}).empty());
}

TEST_P(ListContract, ARowIsReplacedWholeAndComesBackByteForByte) {
    open_decision(1, "\"handler\",\"office\"");
    auto const before = world_->log().list(name_, {}).at(0);
    EXPECT_EQ(before.version, 1U);
    EXPECT_EQ(before.row, body(1, "\"handler\",\"office\""));
    EXPECT_EQ(before.title, "title 1");
    auto change = make_.item("decision/1", 1, 2);
    change.row = ports::DecisionRow{decision_id(1), body(2, "")};
    appended(world_->log(), name_, change);
    auto const after = world_->log().list(name_, {});
    ASSERT_EQ(after.size(), 1U);
    EXPECT_EQ(after[0].version, 3U);
    EXPECT_EQ(after[0].row, body(2, ""));
    EXPECT_EQ(after[0].title, "title 1");
}

TEST_P(ListContract, ATitleThatIsNotForEveryGovernmentIsNotShown) {
    auto item = make_.item("decision/1", 0);
    item.row = ports::DecisionRow{decision_id(1), "{}"};
    item.payloads.push_back(make_.payload(0, 0, "confidential"));
    item.payloads[0].seal = procedure::SealClass::restricted;
    appended(world_->log(), name_, item);
    EXPECT_EQ(world_->log().list(name_, {}).at(0).title, "");
}

TEST_P(ListContract, ListsCanAskForWhatAPostIsAwaited) {
    open_decision(1, "\"handler\"");
    open_decision(2, "\"office\",\"handler\"");
    open_decision(3, "");
    EXPECT_EQ(ids({{}, "handler", 50}), (std::vector{decision_id(1), decision_id(2)}));
    EXPECT_EQ(ids({{}, "office", 50}), (std::vector{decision_id(2)}));
    EXPECT_EQ(ids({decision_id(1), "handler", 50}), (std::vector{decision_id(2)}));
    EXPECT_TRUE(ids({{}, "hand", 50}).empty());
    EXPECT_EQ(ids({{}, "", 50}).size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Stores, ReadContract, ::testing::Values("memory", "postgres"), store_kind);
INSTANTIATE_TEST_SUITE_P(Stores, ListContract, ::testing::Values("memory", "postgres"), store_kind);

}  // namespace
}  // namespace juece::test
