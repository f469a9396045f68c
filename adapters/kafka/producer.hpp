// The idempotent producer: what is sent is reported exactly once, as stored or as not.
//
// acks=all, order kept per key, retried without end while the broker is away (message.timeout.ms=0). A gap is a fatal
// error (enable.gapless.guarantee), so within the life of one Producer a partition never holds an event without the
// ones sent to it before. After `broken()` nothing more is stored: destroy it and make a new one. The destructor
// drops what is unsent.
// Threads: one. Errors: WorldError corrupt for a property that librdkafka refuses; all else is a report.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/kafka/cloud_event.hpp"
#include "adapters/kafka/connection.hpp"

namespace juece::kafka {

struct OutgoingRecord {
    std::string const& topic;
    std::string_view key;
    std::string_view value;  // empty: a record without a value
    HeaderList headers;
    std::chrono::milliseconds timestamp;  // since 1970
    std::uint64_t token;                  // comes back in the report
};

enum class Sent : std::uint8_t {
    queued,   // a report will come
    full,     // nothing happened; poll, then try again
    refused,  // this record can never be sent (too large); no report comes
    failed,   // the producer is broken; no report comes
};

enum class Delivered : std::uint8_t {
    stored,   // on all replicas in sync
    refused,  // Kafka refuses this record, or a batch that holds it, for what it is: MSG_SIZE_TOO_LARGE, INVALID_RECORD
    failed,   // may or may not be stored
};

struct Report {
    std::uint64_t token = 0;
    Delivered what{};
    std::string reason;  // librdkafka's name of the error, empty if stored
};

class Producer {
public:
    // `wake_fd`: an eventfd (non-blocking) that is signalled when reports wait. It must outlive the producer.
    Producer(Connection const& connection, std::chrono::milliseconds linger, int wake_fd);
    ~Producer();
    Producer(Producer const&) = delete;
    Producer& operator=(Producer const&) = delete;

    Sent send(OutgoingRecord const& record);
    // Appends every report that waits. Never blocks.
    void poll(std::vector<Report>& reports);
    // Why nothing more will be stored, if so.
    std::optional<std::string> const& broken() const;
    // Whether since the last call no broker could be reached.
    bool take_all_brokers_down();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// The partition that the producer chooses for a key, as Java's default partitioner does (murmur2).
int partition_of(std::string_view key, int partitions);

}  // namespace juece::kafka
