// Measures the relay and the subscriber on a real broker: kafka_rates EVENTS RATE SECONDS (JUECE_TEST_KAFKA
// names the broker).
//
// First EVENTS are in the log and the relay catches up; then RATE events a second are appended for SECONDS and each
// is timed from its append (the moment a reply would be sent) to the subscriber's callback. Leaves of about a
// kilobyte, 1,000 decisions. Prints one JSON line per figure (tools/bench/figure.hpp); all else goes to stderr.
#include <atomic>
#include <cstdlib>
#include <thread>

#include <fmt/format.h>

#include "adapters/kafka/subscriber/subscriber.hpp"
#include "adapters/memory/followers.hpp"
#include "tests/integration/kafka/broker.hpp"
#include "tests/integration/kafka/sample.hpp"
#include "tools/bench/figure.hpp"

namespace juece::kafka {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

std::string stream_of(std::uint64_t i) { return fmt::format("decision/{}", i % 1000); }

int measure(Connection const& broker, std::uint64_t events, std::uint64_t rate, std::uint64_t length) {
    Sample sample{{.rehearsal = false}};
    for (std::uint64_t i = 0; i < events; i += 10)
        sample.append(stream_of(i / 10), 10, 250);
    RunningClock clock;
    memory::MemoryFollowers followers{clock};
    Relay relay{sample.log(), followers, {.kafka = broker, .owner = "rates"}, [](Level, std::string const& line) {
                    fmt::print(stderr, "{}\n", line);
                }};
    auto const count = sample.size();
    auto const caught_up = [&](std::string_view figure, Clock::time_point since) {
        bench::Figure{figure, ""}
            .measure("per_second", static_cast<double>(count) / seconds_since(since), 0)
            .count("events", count)
            .count("leaf_bytes", sample.events().back().leaf.size())
            .print();
    };
    auto begun = Clock::now();
    relay.start();
    auto const settled = [&] {
        auto const figures = relay.figures();
        return figures.logs.empty() ? 0 : figures.logs.front().position;
    };
    if (!eventually([&] { return settled() == count; }, 300s)) return 1;
    caught_up("relay_catch_up", begun);  // making the topic included

    std::vector<std::atomic<Clock::time_point>> appended_at(rate * length);
    std::uint64_t arrived = 0;
    bench::Latencies waited;
    Subscriber subscriber{
        {.kafka = broker, .log = sample.name()},
        sample.hasher(),
        sample.fetch(),
        [&](ReceivedEvent const& event) {
            auto const seq = event.attributes.sequence;
            if (seq < count) return;
            waited.add(Clock::now() - appended_at[seq - count].load());
            ++arrived;
        },
        [](Fault const& fault) { fmt::print(stderr, "fault: {}\n", fault.text); },
    };
    begun = Clock::now();
    while (!subscriber.is_caught_up())
        subscriber.step(50ms);
    caught_up("subscriber_catch_up", begun);

    std::thread appender{[&] {
        auto const start = Clock::now();
        for (std::uint64_t i = 0; i < rate * length; ++i) {
            std::this_thread::sleep_until(start + std::chrono::nanoseconds{1'000'000'000 / rate * i});
            appended_at[i] = Clock::now();
            sample.append(stream_of(i), 1, 250);
            relay.wake();
        }
    }};
    while (arrived < rate * length)
        subscriber.step(50ms);
    appender.join();
    bench::Figure figure{"relay_latency", fmt::format("{}/s", rate)};
    waited.add_to(figure);
    figure.print();
    return 0;
}

}  // namespace
}  // namespace juece::kafka

int main(int count, char** words) {
    auto const broker = juece::kafka::given_broker();
    if (!broker || count != 4) {
        fmt::print(stderr, "usage: JUECE_TEST_KAFKA=HOST:PORT kafka_rates EVENTS RATE SECONDS\n");
        return 2;
    }
    auto const number = [&](int i) { return std::strtoull(words[i], nullptr, 10); };
    return juece::kafka::measure(*broker, number(1), number(2), number(3));
}
