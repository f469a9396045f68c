// How to reach Kafka, and where to say what happens: shared by the relay and by subscribers.
//
// `properties` are librdkafka's own names (TLS, SASL, client.id); they are applied last and may override anything but
// the promises of the relay (idempotence, acks). Log lines are called on the thread of the relay or subscriber.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace juece::kafka {

struct Connection {
    std::string brokers;  // "host:port,host:port"
    std::vector<std::pair<std::string, std::string>> properties;
};

enum class Level : std::uint8_t { info, warning, error };

// What happened, as a sentence and in its parts; whoever wants the sentence alone takes it as a string.
struct Note {
    std::string text;
    std::string log{};                        // empty: it concerns all of them
    std::optional<std::uint64_t> position{};  // the event's seq
    std::string cause{};

    operator std::string const&() const { return text; }
};
using LogLine = std::function<void(Level, Note const&)>;

}  // namespace juece::kafka
