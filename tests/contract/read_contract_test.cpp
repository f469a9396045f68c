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
    std::string bytes{"\x01 quote ' and \\ and \\x41 and \t and \xe5\x86\xb3\xe7\xad\x96 and \xf0\xa0\x80\x80 "};
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
    auto const ahead = log.read_stream_ahead(name_, "decision/a", 2, 2);
    EXPECT_EQ(versions(ahead()), (std::vector<std::uint64_t>{3, 4}));
    log.read_stream_ahead(name_, "decision/a", 0, 2);  // Nobody asks for the page.
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

TEST_P(ReadContract, AnEventIsFoundToTheEndOfTheLastYearThatAClockShows) {
    using namespace std::chrono;
    auto const last_day = Timestamp{sys_days{year{8999} / December / 31}};
    std::vector<Timestamp> times{last_day + days{1} - microseconds{1}};
    for (auto const part : {microseconds{0}, microseconds{1}, microseconds{999}}) {
        for (int ms = 0; ms < 8; ++ms)
            times.push_back(last_day + milliseconds{ms} + part);
    }
    std::uint64_t version = 0;
    for (auto const at : times) {
        ports::AppendItem const item{"decision/a", version++, {make_.leaf({}, at)}, {}, {}, {}, {}};
        appended(world_->log(), name_, item);
        auto const found = world_->log().find(name_, item.leaves[0].id);
        ASSERT_TRUE(found) << text(at);
        EXPECT_EQ(found->recorded_at, at);
    }
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
    // Decision n with this row.
    void put(int n, std::string row) {
        auto item = make_.item("decision/" + std::to_string(n), 0);
        item.row = ports::DecisionRow{decision_id(n), std::move(row)};
        appended(world_->log(), name_, item);
    }
    static ports::DecisionFilter awaited(
        std::vector<procedure::Role> roles, std::vector<std::string> const& organs = {}
    ) {
        ports::DecisionFilter filter;
        filter.awaited = ports::Awaited{std::move(roles), {}};
        for (auto const& organ : organs)
            filter.awaited->organs.push_back(*OrganCode::parse(organ));
        return filter;
    }
    static std::vector<int> numbers(std::vector<ports::ListedDecision> const& listed) {
        std::vector<int> numbers;
        for (auto const& each : listed) {
            for (int n = 0; n < 10; ++n) {
                if (each.decision == decision_id(n)) numbers.push_back(n);
            }
        }
        return numbers;
    }
    using Pages = std::vector<std::vector<int>>;
    Pages pages_of(ports::DecisionFilter const& filter, ports::DecisionOrder order, std::size_t limit) {
        ports::DecisionQuery query{filter, order, {}, limit};
        Pages pages;
        for (;;) {
            auto const listed = world_->log().list(name_, query);
            if (listed.empty()) return pages;
            pages.push_back(numbers(listed));
            query.after = listed.back().place;
        }
    }
};

TEST_P(ListContract, DecisionsAreListedInTheOrderOfTheirOpening) {
    for (int n = 9; n > 4; --n)
        open_decision(n, "\"handler\"");
    auto change = make_.item("decision/8", 1, 2);
    change.row = ports::DecisionRow{decision_id(8), body(88, "")};
    appended(world_->log(), name_, change);
    auto const pages = pages_of({}, ports::DecisionOrder::opened, 2);
    EXPECT_EQ(pages, (Pages{{9, 8}, {7, 6}, {5}}));
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

TEST_P(ListContract, AnItemWithoutARowLeavesTheTextAndMovesTheVersion) {
    open_decision(1, "\"handler\"");
    open_decision(2, "");
    appended(world_->log(), name_, make_.item("decision/1", 1, 2));
    auto const listed = world_->log().list(name_, {});
    ASSERT_EQ(numbers(listed), (std::vector{1, 2}));
    EXPECT_EQ(listed[0].version, 3U);
    EXPECT_EQ(listed[0].row, body(1, "\"handler\""));
    EXPECT_EQ(pages_of({}, ports::DecisionOrder::changed, 5), (Pages{{2, 1}}));
}

TEST_P(ListContract, AStreamMayGetItsRowLate) {
    appended(world_->log(), name_, make_.item("decision/3", 0));
    open_decision(1, "");
    EXPECT_EQ(numbers(world_->log().list(name_, {})), (std::vector{1}));
    auto late = make_.item("decision/3", 1);
    late.row = ports::DecisionRow{decision_id(3), body(3, "\"handler\"")};
    appended(world_->log(), name_, late);
    EXPECT_EQ(pages_of({}, ports::DecisionOrder::opened, 5), (Pages{{1, 3}}));
    EXPECT_EQ(numbers(world_->log().list(name_, {awaited({procedure::Role::handler}), {}, {}, 5})), (std::vector{3}));
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
    using procedure::Role;
    open_decision(1, "\"handler\"");
    open_decision(2, "\"npc_organ\",\"handler\"");
    open_decision(3, "");
    EXPECT_EQ(pages_of(awaited({Role::handler}), {}, 50), (Pages{{1, 2}}));
    EXPECT_EQ(pages_of(awaited({Role::npc_organ}), {}, 50), (Pages{{2}}));
    EXPECT_EQ(pages_of(awaited({Role::npc_organ, Role::handler}), {}, 1), (Pages{{1}, {2}}));
    EXPECT_EQ(pages_of(awaited({Role::organ}), {}, 50), (Pages{}));
    EXPECT_EQ(pages_of(awaited({}), {}, 50), (Pages{}));
    EXPECT_EQ(pages_of({}, {}, 50), (Pages{{1, 2, 3}}));
    EXPECT_EQ(world_->log().count(name_, {}), 3U);
    EXPECT_EQ(world_->log().count(name_, awaited({Role::handler})), 2U);
}

TEST_P(ListContract, AHandlerIsAwaitedWhereHisOrganIsNamedOrNobodyIs) {
    using procedure::Role;
    put(1, R"({"handlers":["bureau"],"waiting_for":["handler","organ"]})");
    put(2, R"({"handlers":["other","third"],"waiting_for":["handler"]})");
    put(3, R"({"waiting_for":["handler"]})");
    EXPECT_EQ(pages_of(awaited({Role::handler}, {"third"}), {}, 50), (Pages{{2, 3}}));
    EXPECT_EQ(pages_of(awaited({Role::handler, Role::organ}, {"third"}), {}, 50), (Pages{{1, 2, 3}}));
    EXPECT_EQ(pages_of(awaited({Role::handler}), {}, 50), (Pages{{1, 2, 3}}));
}

TEST_P(ListContract, FiltersAddUp) {
    using procedure::Region;
    using procedure::State;
    put(1,
        R"({"category":"plan","opened_at":"2023-10-12T01:00:00.000000Z","recorded_at":"2023-10-12T01:00:00.000000Z",)"
        R"("states":{"hearing":"due","main":"drafting"},"waiting_for":[]})");
    put(2,
        R"({"category":"plan","handlers":["bureau","x\"y"],"opened_at":"2023-10-13T01:00:00.000000Z",)"
        R"("recorded_at":"2023-12-01T01:00:00.000000Z","states":{"hearing":"held","main":"drafting"},"waiting_for":[]})"
    );
    put(3,
        R"({"category":"public_policy","opened_at":"2023-10-14T01:00:00.000000Z",)"
        R"("recorded_at":"2023-10-14T01:00:00.000000Z","states":{"main":"drafted"},"waiting_for":[]})");
    auto const found = [&](auto set) {
        ports::DecisionFilter filter;
        set(filter);
        return pages_of(filter, {}, 50);
    };
    auto const at = [](char const* text) { return *parse_timestamp(text); };
    EXPECT_EQ(found([](auto& f) { f.state = std::pair{Region::main, State::drafting}; }), (Pages{{1, 2}}));
    EXPECT_EQ(found([](auto& f) { f.state = std::pair{Region::hearing, State::held}; }), (Pages{{2}}));
    EXPECT_EQ(found([](auto& f) { f.state = std::pair{Region::npc, State::due}; }), (Pages{}));
    EXPECT_EQ(found([](auto& f) { f.category = "plan"; }), (Pages{{1, 2}}));
    EXPECT_EQ(found([](auto& f) { f.handler = OrganCode::parse("bureau"); }), (Pages{{2}}));
    EXPECT_EQ(found([&](auto& f) { f.opened_from = at("2023-10-13T01:00:00.000000Z"); }), (Pages{{2, 3}}));
    EXPECT_EQ(found([&](auto& f) { f.opened_before = at("2023-10-13T01:00:00.000000Z"); }), (Pages{{1}}));
    EXPECT_EQ(found([&](auto& f) { f.changed_since = at("2023-10-14T01:00:00.000000Z"); }), (Pages{{2, 3}}));
    EXPECT_EQ(
        found([&](auto& f) {
            f.category = "plan";
            f.changed_since = at("2023-10-14T01:00:00.000000Z");
        }),
        (Pages{{2}})
    );
}

TEST_P(ListContract, TheNearestDateComesFirstAndNoneLast) {
    using procedure::Role;
    put(1, R"({"waiting_for":["organ"]})");
    put(2, R"({"next_date":"2023-12-01","waiting_for":["organ"]})");
    put(3, R"({"next_date":"2023-11-11","waiting_for":["organ"]})");
    put(4, R"({"next_date":"2023-11-11","waiting_for":["handler"]})");
    put(5, R"({"waiting_for":[]})");
    EXPECT_EQ(pages_of({}, ports::DecisionOrder::next_date, 2), (Pages{{3, 4}, {2, 1}, {5}}));
    EXPECT_EQ(pages_of(awaited({Role::organ}), ports::DecisionOrder::next_date, 2), (Pages{{3, 2}, {1}}));
}

TEST_P(ListContract, WhatChangesComesAgainInTheOrderOfChanges) {
    for (int n = 1; n <= 3; ++n)
        open_decision(n, "");
    ports::DecisionQuery query{{}, ports::DecisionOrder::changed, {}, 2};
    auto const first = world_->log().list(name_, query);
    ASSERT_EQ(first.size(), 2U);
    auto change = make_.item("decision/1", 1, 2);
    change.row = ports::DecisionRow{decision_id(1), body(1, "")};
    appended(world_->log(), name_, change);
    query.after = first.back().place;
    EXPECT_EQ(numbers(world_->log().list(name_, query)), (std::vector{3, 1}));
}

INSTANTIATE_TEST_SUITE_P(Stores, ReadContract, ::testing::Values("memory", "postgres"), store_kind);
INSTANTIATE_TEST_SUITE_P(Stores, ListContract, ::testing::Values("memory", "postgres"), store_kind);

}  // namespace
}  // namespace juece::test
