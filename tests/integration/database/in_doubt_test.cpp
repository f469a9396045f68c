// Connections are ended in the middle of appends, again and again: every item is answered, stored once, and without a
// gap.
#include <atomic>
#include <future>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "adapters/postgres/event_log.hpp"
#include "adapters/postgres/session.hpp"
#include "tests/contract/store_world.hpp"
#include "tests/contract/test_database.hpp"

namespace juece::test {
namespace {

using namespace std::chrono_literals;
using ports::Appended;

TEST(InDoubt, KilledBackendsLoseNothingAndDoubleNothing) {
    postgres::EventLogSettings settings;
    settings.committer.writer_dsn = dsn_of("writer");
    settings.committer.session.application = "in doubt test";
    settings.reader_dsn = dsn_of("reader");
    postgres::PostgresEventLog log{settings};
    auto const name = fresh_log_name();
    Maker make;
    ASSERT_TRUE(log.open(name, true, false, {make.opening()}));

    std::atomic<int> killed{0};
    std::jthread killer{[&](std::stop_token const& stop) {
        postgres::Session admin{dsn_of("postgres"), {}};
        constexpr postgres::Statement kill{
            "kill", "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'in doubt test'"};
        while (!stop.stop_requested()) {
            killed += static_cast<int>(admin.execute(kill, {}).size());
            // Long enough to connect anew and to commit something, in steps that drift through a batch's life.
            std::this_thread::sleep_for(40ms + std::chrono::milliseconds{killed % 17});
        }
    }};
    constexpr std::size_t streams = 32;
    constexpr std::uint64_t versions = 30;
    std::vector<ports::AppendItem> items;
    for (std::uint64_t version = 0; version < versions; ++version) {
        for (std::size_t stream = 0; stream < streams; ++stream) {
            items.push_back(make.item("decision/" + std::to_string(stream), 2 * version, 2));
        }
    }
    std::vector<std::thread> callers;
    std::vector<std::set<std::uint64_t>> seqs(streams);
    for (std::size_t stream = 0; stream < streams; ++stream) {
        callers.emplace_back([&, stream] {
            for (std::uint64_t version = 0; version < versions; ++version) {
                auto const outcome = append(log, name, items[version * streams + stream]);
                ASSERT_FALSE(outcome.failure);
                ASSERT_EQ(outcome.what, Appended::appended);
                seqs[stream].insert(outcome.first_seq);
            }
        });
    }
    for (auto& caller : callers)
        caller.join();
    killer.request_stop();
    killer.join();
    EXPECT_GT(killed.load(), 3);

    std::set<std::uint64_t> answered;
    for (auto const& each : seqs)
        answered.insert(each.begin(), each.end());
    EXPECT_EQ(answered.size(), streams * versions);
    auto const events = log.read_log(name, 0, 10'000);
    ASSERT_EQ(events.size(), 1 + 2 * streams * versions);
    std::set<EventId> ids;
    for (std::size_t seq = 0; seq < events.size(); ++seq) {
        EXPECT_EQ(events[seq].seq, seq);
        ids.insert(events[seq].id);
        if (events[seq].stream == "log") continue;
        EXPECT_EQ(answered.contains(seq), events[seq].version % 2 == 1);
    }
    EXPECT_EQ(ids.size(), events.size());
    for (std::size_t stream = 0; stream < streams; ++stream) {
        EXPECT_EQ(log.head(name, "decision/" + std::to_string(stream)).version, 2 * versions);
    }
}

}  // namespace
}  // namespace juece::test
