// The relay: carries every event of every log that wants it to Kafka, each at least once, each key in order, none
// left out.
//
// A follower of the log (docs/ARCHITECTURE.md) under a lease of the name "relay", so that of several servers one sends.
// Its position advances only over events that all replicas have stored, or that were there already, or that are
// durably parked. Any other failure drops the producer and begins again at the position: repeats are possible, gaps
// are not. Kafka away is waited for without end and never touches a decision. Kafka's transactions are not used: the
// log is the truth.
//
// Threads: one of its own for all logs; wake() from any thread, it never blocks (the hook after a commit calls it).
// Lifetime: ports outlive the relay. Errors: what fails is retried and said once per change through the log line.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/kafka/connection.hpp"
#include "adapters/kafka/topics.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/ports/follower.hpp"

namespace juece::kafka {

struct RelayOptions {
    Connection kafka{};
    std::string owner{};  // server name and process id: unique among those that share the log
    TopicShape shape{};   // of a production log's topic; a rehearsal's has one partition

    std::chrono::milliseconds lease{2500};  // with the retry a crashed owner is followed within three seconds
    std::chrono::milliseconds renew_every{800};
    std::chrono::milliseconds try_every{200};     // how often a log that another owns is asked for
    std::chrono::milliseconds poll_min{2};        // the log is looked at this often at least while there is work …
    std::chrono::milliseconds poll_max{50};       // … and this often when nothing happens
    std::chrono::milliseconds advance_every{50};  // position writes per log; a crash repeats nothing for it
    std::chrono::milliseconds stalled_after{30'000};  // no report for so long: a new producer
    std::chrono::milliseconds linger{1};
    std::size_t batch = 500;    // events per read
    std::size_t window = 5000;  // events per log that are owed a report
};

struct RelayedLogFigures {
    LogName log{};
    bool rehearsal = false;
    bool leading = false;        // this process holds the lease
    std::uint64_t position = 0;  // first event not settled, as far as this process knows
    std::uint64_t next_seq = 0;  // events in the log
    std::uint64_t lag = 0;       // events; 0 unless leading
    std::size_t parked_keys = 0;
    // When the first event that is not settled was recorded, as it was at most a second ago; only of logs that we lead
    // and that are no rehearsals, whose clocks are not real.
    std::optional<Timestamp> oldest{};
    std::string trouble;  // what stands in the way, empty if nothing
};

struct RelayFigures {
    std::uint64_t stored = 0;   // events reported as stored, since the start
    std::uint64_t skipped = 0;  // were there already
    std::uint64_t parked = 0;   // parked durably
    std::uint64_t rebuilt = 0;  // producers dropped
    std::uint64_t errors = 0;   // notes of that level
    bool kafka_reachable = true;
    bool log_reachable = true;
    std::vector<RelayedLogFigures> logs;
};

class Relay {
public:
    Relay(ports::EventLog& log, ports::Followers& followers, RelayOptions options, LogLine say);
    // As stop().
    ~Relay();
    Relay(Relay const&) = delete;
    Relay& operator=(Relay const&) = delete;

    void start();
    // Waits up to two seconds for reports that are owed, writes the positions and gives the leases back.
    void stop();
    void wake() noexcept;
    RelayFigures figures() const;  // at most 100 ms old

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::kafka
