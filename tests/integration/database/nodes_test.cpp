// Two nodes on one database: staleness arises between them, and is answered; nothing is stored twice.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "tests/contract/store_world.hpp"

namespace juece::test {
namespace {

using ports::Appended;

TEST(Nodes, RaceForTheSameVersionsAndEachIsWonOnce) {
    auto const a = postgres_world();
    auto const b = postgres_world();
    auto const name = fresh_log_name();
    Maker make;
    ASSERT_TRUE(a->log().open(name, true, false, {make.opening()}));
    constexpr std::size_t streams = 4;
    constexpr std::uint64_t versions = 40;

    std::atomic<std::uint64_t> won{0};
    std::vector<std::thread> threads;
    int seed = 0;
    for (auto* world : {a.get(), b.get()}) {
        for (std::size_t stream = 0; stream < streams; ++stream) {
            threads.emplace_back([&, world, stream, first = 1 + seed++] {
                Maker maker;
                // Another thread's maker would give the same ids; these are told apart by their time.
                auto const at = noon + std::chrono::hours{first};
                auto const text = "decision/" + std::to_string(stream);
                for (std::uint64_t version = 0; version < versions;) {
                    ports::AppendItem item{text, version, {maker.leaf("x", at)}, {}, {}, {}, {}};
                    auto const outcome = append(world->log(), name, item);
                    ASSERT_FALSE(outcome.failure);
                    if (outcome.what == Appended::appended) ++won;
                    version = world->log().head(name, text).version;
                }
            });
        }
    }
    for (auto& thread : threads)
        thread.join();
    auto const events = a->log().read_log(name, 0, 10'000);
    EXPECT_EQ(won.load(), streams * versions);
    ASSERT_EQ(events.size(), 1 + won.load());
    for (std::size_t seq = 0; seq < events.size(); ++seq)
        EXPECT_EQ(events[seq].seq, seq);
}

TEST(Nodes, AStaleCacheElsewhereCannotRefuseWrongly) {
    auto const a = postgres_world();
    auto const b = postgres_world();
    auto const name = fresh_log_name();
    Maker make;
    ASSERT_TRUE(a->log().open(name, true, false, {make.opening()}));
    appended(a->log(), name, make.item("decision/a", 0));
    appended(b->log(), name, make.item("decision/a", 1));
    auto refusal = make.item("attempts/a", 0);
    refusal.conditions.push_back({"decision/a", 1});
    EXPECT_EQ(append(a->log(), name, refusal).what, Appended::stale);
}

TEST(Nodes, OpenTheSameLogAndOneSucceeds) {
    auto const a = postgres_world();
    auto const b = postgres_world();
    for (int round = 0; round < 10; ++round) {
        auto const name = fresh_log_name();
        std::atomic<int> opened{0};
        Maker make;
        auto const first = make.opening();
        auto const second = make.opening();
        std::thread other{[&] { opened += b->log().open(name, true, false, {second}) ? 1 : 0; }};
        opened += a->log().open(name, true, false, {first}) ? 1 : 0;
        other.join();
        EXPECT_EQ(opened.load(), 1);
        EXPECT_EQ(a->log().info(name)->next_seq, 1U);
    }
}

TEST(Nodes, AnOpeningWhoseAnswerWasLostIsRecognised) {
    auto const world = postgres_world();
    auto const name = fresh_log_name();
    Maker make;
    auto const opening = make.opening();
    EXPECT_TRUE(world->log().open(name, true, false, {opening}));
    EXPECT_TRUE(world->log().open(name, true, false, {opening}));
    EXPECT_EQ(world->log().info(name)->next_seq, 1U);
}

}  // namespace
}  // namespace juece::test
