// A broker that is killed, stopped and suspended under the relay and the subscriber. It is the test's own.
#include <atomic>
#include <map>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/kafka/relay.hpp"
#include "adapters/kafka/subscriber/subscriber.hpp"
#include "adapters/memory/followers.hpp"
#include "tests/integration/kafka/broker.hpp"
#include "tests/integration/kafka/sample.hpp"

namespace juece::kafka {
namespace {

using namespace std::chrono_literals;

TEST(Outage, NothingIsLostAndNothingIsAppliedTwice) {
    if (!OwnBroker::is_possible()) GTEST_SKIP() << "JUECE_KAFKA_LIB names no folder of jars";
    OwnBroker broker;
    Sample sample{{.rehearsal = false}};
    RunningClock clock;
    memory::MemoryFollowers followers{clock};
    Relay relay{
        sample.log(), followers, {.kafka = broker.connection(), .owner = "a"}, [](Level, std::string const& line) {
            fmt::print("{}\n", line);
        }};
    relay.start();
    std::map<std::string, std::uint64_t> effect;
    std::uint64_t applied = 0;
    Subscriber subscriber{
        {.kafka = broker.connection(), .log = sample.name()},
        sample.hasher(),
        sample.fetch(),
        [&](ReceivedEvent const& event) {
            ++applied;
            EXPECT_EQ(++effect[event.attributes.subject], event.attributes.stream_version);
        },
        [](Fault const& fault) { EXPECT_NE(fault.kind, FaultKind::leaf_hash) << fault.text; },
    };

    // Decisions go on all the time, whatever happens to Kafka.
    std::atomic<bool> done{false};
    std::thread decisions{[&] {
        for (int i = 0; !done; ++i) {
            sample.append(fmt::format("decision/{}", i % 50));
            relay.wake();
            std::this_thread::sleep_for(1ms);
        }
    }};
    auto const follow = [&](std::chrono::milliseconds time) {
        auto const until = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < until)
            subscriber.step(20ms);
    };
    auto const back_after = [&] {
        auto const begun = std::chrono::steady_clock::now();
        auto const target = sample.size();
        while (applied < target && std::chrono::steady_clock::now() - begun < 60s)
            subscriber.step(20ms);
        EXPECT_GE(applied, target);
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    };
    back_after();
    broker.kill();
    follow(3s);
    broker.start();
    auto const after_kill = back_after();
    broker.suspend();
    follow(4s);
    broker.resume();
    auto const after_suspension = back_after();
    broker.stop();
    follow(12s);
    EXPECT_FALSE(relay.figures().kafka_reachable);
    broker.start();
    auto const after_stop = back_after();
    done = true;
    decisions.join();
    back_after();
    EXPECT_EQ(applied, sample.size());
    EXPECT_TRUE(relay.figures().kafka_reachable);
    fmt::print(
        "caught up after kill {} ms, suspension {} ms, stop {} ms; rebuilt {}\n", after_kill.count(),
        after_suspension.count(), after_stop.count(), relay.figures().rebuilt
    );
}

}  // namespace
}  // namespace juece::kafka
