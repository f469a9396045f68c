// How to reach Kafka, and where to say what happens: shared by the relay and by subscribers.
//
// `properties` are librdkafka's own names (TLS, SASL, client.id); they are applied last and may override anything but
// the promises of the relay (idempotence, acks). Log lines are called on the thread of the relay or subscriber.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace juece::kafka {

struct Connection {
    std::string brokers;  // "host:port,host:port"
    std::vector<std::pair<std::string, std::string>> properties;
};

enum class Level : std::uint8_t { info, warning, error };
using LogLine = std::function<void(Level, std::string const&)>;

}  // namespace juece::kafka
