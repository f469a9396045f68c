// Reads partitions from given offsets, without a consumer group: nobody's offsets are kept in Kafka and no member
// joins.
//
// Used by the relay (what is already there?) and by subscribers. Calls block up to the time they are given. Threads:
// one.
// Errors: WorldError corrupt for a property that librdkafka refuses; what a broker says is an answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "adapters/kafka/cloud_event.hpp"
#include "adapters/kafka/connection.hpp"

namespace juece::kafka {

struct Record {
    int partition = 0;
    std::int64_t offset = 0;
    std::string key;
    std::string value;
    HeaderList headers;
};

struct EndOfPartition {
    int partition = 0;
};

struct Trouble {
    std::string reason;
    bool all_brokers_down = false;
};

struct Offsets {
    std::int64_t first = 0;
    std::int64_t end = 0;  // of the next record to come
};

class Reader {
public:
    // `longest_wait`: how long a broker may hold back an answer when nothing is new.
    Reader(Connection const& connection, std::chrono::milliseconds longest_wait);
    ~Reader();
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    // 0: the topic does not exist. Nothing: no answer in time, or partitions without a leader.
    std::optional<int> partitions(std::string const& topic, std::chrono::milliseconds patience);
    std::optional<Offsets> offsets(std::string const& topic, int partition, std::chrono::milliseconds patience);

    static constexpr std::int64_t from_the_beginning = -2;
    void start(std::string const& topic, int partition, std::int64_t offset);
    // Ends reading every started partition; what waited is dropped.
    void stop();
    // Nothing: nothing came in time.
    std::optional<std::variant<Record, EndOfPartition, Trouble>> poll(std::chrono::milliseconds patience);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::kafka
