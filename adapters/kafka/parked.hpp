// Parked events: those that Kafka refuses for what they are, and all later events of the same key.
//
// The parked topic itself is the memory: it is read whole when a relay takes a log over. A parked record has the
// event's key and headers, the reason, and no value, for the bytes were refused once already; the leaf stays in the
// log. A record with the key and the reason "released" ends the parking of that key (docs/formats/kafka.md says how
// an operator writes it).
// Threads: one. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/kafka/cloud_event.hpp"
#include "adapters/kafka/reader.hpp"

namespace juece::kafka {

inline constexpr std::string_view parked_reason_header = "juece_parked_reason";
inline constexpr std::string_view key_is_parked = "key_is_parked";
inline constexpr std::string_view key_is_released = "released";

class Parked {
public:
    // One record of the parked topic, in the topic's order.
    void replay(Record const& record);
    void park(std::string_view key, std::uint64_t sequence);

    // Whether the event must not go to the topic of events.
    bool holds(std::string_view key, std::uint64_t sequence) const;
    // The last event in the parked topic.
    std::optional<std::uint64_t> last() const { return last_; }
    std::size_t keys() const { return since_.size(); }

private:
    std::map<std::string, std::uint64_t, std::less<>> since_;  // the first parked event of each key
    std::optional<std::uint64_t> last_;
};

HeaderList parked_headers(Attributes const& attributes, std::string_view reason);

}  // namespace juece::kafka
