// Topics of a log: their names, their shape, and making them where they are missing.
//
// `juece.<log>.events.v1` holds every event, `juece.<log>.parked.v1` names those that Kafka refused. Neither is ever
// compacted or expires: records carry the time of their event, even 2023's, so retention.ms=-1. A rehearsal's clock
// may stand in the future, and Kafka ≥ 4.0 refuses records more than an hour ahead unless the topic says otherwise. A
// topic that exists is left as it is: whoever made it may have had reasons. Threads: one per object. Never throws but
// WorldError corrupt for a property that librdkafka refuses.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/kafka/connection.hpp"
#include "workflow/core/id.hpp"

namespace juece::kafka {

// Nothing if Kafka has no name for that log: topics know no ':' and no '/'.
std::optional<std::string> events_topic(LogName const& log);
std::optional<std::string> parked_topic(LogName const& log);

// How topics are made. The number of partitions must never change afterwards: a key's order lives in one partition.
struct TopicShape {
    int partitions = 12;
    int replication = 1;  // 3 where there are three brokers
    int min_in_sync = 1;  // 2 where there are three brokers
};

enum class Ensured : std::uint8_t {
    exists,
    created,
    unreachable,  // no broker answered in time: try again
    refused,      // a broker said no; `why` says what
};

class Topics {
public:
    explicit Topics(Connection const& connection);
    ~Topics();
    Topics(Topics const&) = delete;
    Topics& operator=(Topics const&) = delete;

    // Waits one second for a first answer and ten for a new topic; `go_on` is asked several times a second and ends
    // the wait by answering false. `why` is set unless all is well.
    Ensured ensure(
        std::string const& topic, TopicShape const& shape, std::function<bool()> const& go_on, std::string& why
    );

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::kafka
