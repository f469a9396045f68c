// juece_bench_append: committed events per second through PostgresEventLog::append, beside the floor measured in the
// same minutes.
//
//   JUECE_TEST_ADMIN_DSN="host=… user=postgres" juece_bench_append [SECONDS per figure, default 5]
//
// A closed loop: each answer sends the next event, of another of 2,000 decisions. "full" events bring a decision_row
// and one payload of 200 bytes, as the service's do; "bare" ones a leaf only. Leaves are 1,024 random bytes.
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <random>
#include <stdexcept>

#include <fmt/format.h>

#include "adapters/memory/entropy.hpp"
#include "adapters/postgres/event_log.hpp"
#include "tests/bench/bench_database.hpp"
#include "tests/contract/store_world.hpp"
#include "tools/bench/figure.hpp"
#include "tools/bench/floor.hpp"

namespace juece::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t decisions = 2'000;
constexpr std::size_t leaf_bytes = 1'024;
constexpr std::size_t payload_bytes = 200;

enum class Load { bare, full };

std::string random_bytes(std::mt19937_64& random, std::size_t size) {
    std::string bytes;
    while (bytes.size() < size) {
        auto const word = random();
        bytes.append(reinterpret_cast<char const*>(&word), sizeof word);
    }
    bytes.resize(size);
    return bytes;
}

// What lists show of a decision, about as long as a real one.
std::string const row_body =
    R"({"category":"public_policy","opened_at":"2023-10-12T01:00:00.000000Z","public_comment":)"
    R"({"last_day":"2023-11-11","opened":"2023-10-12"},"recorded_at":"2023-10-12T01:00:00.000000Z",)"
    R"("states":{"main":"drafting","public_comment":"open"},"waiting_for":["handler","office"]})";

class Loop {
public:
    Loop(
        postgres::PostgresEventLog& log,
        LogName const& name,
        Load load,
        std::size_t in_flight,
        std::chrono::seconds length
    )
        : log_{log}, name_{name}, load_{load}, in_flight_{in_flight}, versions_(decisions, 0) {
        for (std::size_t n = 0; n < decisions; ++n)
            streams_.push_back("decision/" + decision(n).text());
        end_ = SteadyClock::now() + length;
    }

    // Events per second.
    double run() {
        auto const start = SteadyClock::now();
        // Answers come while the first events are still being sent: one at a time makes them.
        for (std::size_t n = 0; n < in_flight_; ++n) {
            std::lock_guard const lock{mutex_};
            send();
        }
        std::unique_lock lock{mutex_};
        finished_.wait(lock, [&] { return under_way_ == 0; });
        if (!error_.empty()) throw std::runtime_error{error_};
        return static_cast<double>(appended_) / std::chrono::duration<double>(SteadyClock::now() - start).count();
    }

private:
    DecisionId decision(std::size_t n) const {
        UuidBytes bytes{0x0d, static_cast<std::uint8_t>(in_flight_ / 64), load_ == Load::full};
        bytes[14] = static_cast<std::uint8_t>(n >> 8);
        bytes[15] = static_cast<std::uint8_t>(n);
        return DecisionId{bytes};
    }

    void send() {
        auto const n = next_++ % decisions;
        auto const at = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
        ports::AppendItem item;
        item.stream = streams_[n];
        item.expected_version = versions_[n]++;
        item.leaves.push_back(
            {entropy_.event_id(at), "cn.gov.juece.bench.happened.v1", at, random_bytes(random_, leaf_bytes), {}}
        );
        if (load_ == Load::full) {
            item.payloads.push_back(
                {0, 0, procedure::SealClass::government, entropy_.salt(), random_bytes(random_, payload_bytes)}
            );
            item.row = ports::DecisionRow{decision(n), row_body};
        }
        ++under_way_;
        log_.append(name_, std::move(item), [this](ports::AppendOutcome const& outcome) { answered(outcome); });
    }

    void answered(ports::AppendOutcome const& outcome) {
        std::lock_guard const lock{mutex_};
        --under_way_;
        if (outcome.failure || outcome.what != ports::Appended::appended) {
            error_ = "an event was not appended";
        } else {
            ++appended_;
        }
        if (error_.empty() && SteadyClock::now() < end_) send();
        if (under_way_ == 0) finished_.notify_one();
    }

    postgres::PostgresEventLog& log_;
    LogName name_;
    Load load_;
    std::size_t in_flight_;
    SteadyClock::time_point end_;
    std::vector<std::string> streams_;
    std::vector<std::uint64_t> versions_;
    memory::SeededEntropy entropy_{std::random_device{}()};
    std::mt19937_64 random_{std::random_device{}()};
    std::mutex mutex_;
    std::condition_variable finished_;
    std::size_t next_ = 0;
    std::size_t under_way_ = 0;
    std::uint64_t appended_ = 0;
    std::string error_;
};

int run(std::chrono::seconds length) {
    BenchDatabase const database;
    Floor floor{database.dsn("postgres")};
    std::vector<std::pair<Figure, double>> figures;
    floor.measure(length);
    {
        postgres::PostgresEventLog log{database.log_settings()};
        test::Maker make;
        auto const name = test::log_name("bench");
        log.open(name, false, false, {make.opening()});
        for (auto const load : {Load::bare, Load::full}) {
            for (auto const in_flight : {std::size_t{64}, std::size_t{256}}) {
                auto const rate = Loop{log, name, load, in_flight, length}.run();
                auto const* const what = load == Load::bare ? "bare" : "full";
                figures.emplace_back(Figure{"append", fmt::format("{}, {} in flight", what, in_flight)}, rate);
            }
            floor.measure(length);
        }
    }
    for (auto& [figure, rate] : figures)
        figure.measure("per_second", rate, 0).measure("of_floor", rate / floor.mean(), 2).print();
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace juece::bench

int main(int argc, char** argv) {
    try {
        return juece::bench::run(std::chrono::seconds{argc > 1 ? std::stoi(argv[1]) : 5});
    } catch (std::exception const& error) {
        std::cerr << "juece_bench_append: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
