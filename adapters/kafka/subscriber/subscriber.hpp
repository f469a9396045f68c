// The client for those who listen: a log's events from Kafka, each exactly once in effect, each subject in order, all
// proven.
//
//     Subscriber subscriber{{.kafka = {"127.0.0.1:9092", {}}, .log = log}, hasher, fetch, on_event, on_fault};
//     while (!stopped) subscriber.step(std::chrono::milliseconds{500});
//
// Reads all partitions of juece.<log>.events.v1 without a consumer group and applies the consumer rule
// (consumer_rule.hpp). Between subjects there is no order, except in a rehearsal's topic, which has one partition.
// With `state` the subscriber goes on where it was; an effect that is stored together with (subject, version) happens
// exactly once even through a crash. A topic that does not exist yet and brokers that do not answer are reported once
// and waited for.
// Threads: one; callbacks run on it. Errors: WorldError corrupt for a property that librdkafka refuses, a log that
// Kafka has no name for, or a state file of another topic; what callbacks throw passes through and leaves the event
// not applied.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "adapters/kafka/connection.hpp"
#include "adapters/kafka/subscriber/consumer_rule.hpp"
#include "workflow/ports/hasher.hpp"

namespace juece::kafka {

struct SubscriberOptions {
    Connection kafka{};
    LogName log{};
    std::uint64_t from_seq = 0;                    // 0: everything
    std::optional<std::filesystem::path> state{};  // none: in memory only
    std::chrono::milliseconds retry{500};          // after a fetch that failed
};

struct SubscriberFigures {
    std::uint64_t applied = 0;  // from the topic or over HTTP
    std::uint64_t fetched = 0;  // of these, over HTTP
    std::uint64_t repeats = 0;
    std::uint64_t set_aside = 0;
};

class Subscriber {
public:
    Subscriber(SubscriberOptions options, ports::Hasher const& hasher, Fetch fetch, OnEvent on_event, OnFault on_fault);
    ~Subscriber();
    Subscriber(Subscriber const&) = delete;
    Subscriber& operator=(Subscriber const&) = delete;

    // Deals with what arrives next, waiting for it at most so long (a little longer while brokers do not answer).
    // False: nothing arrived.
    bool step(std::chrono::milliseconds patience);
    // Whether every partition has been read to its present end.
    bool is_caught_up() const;
    SubscriberFigures const& figures() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::kafka
