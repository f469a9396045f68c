// What must be known of a log's topics before its events may be sent: they exist, and which events they hold already.
//
// The producer keeps order and leaves no gap, so everything up to the last record of a partition is there, and a
// relay that takes over skips it instead of sending it again. Threads: one. Blocks; `go_on` is asked several times a
// second.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/kafka/connection.hpp"
#include "adapters/kafka/parked.hpp"
#include "adapters/kafka/topics.hpp"

namespace juece::kafka {

struct LastRecord {
    std::uint64_t sequence = 0;
    std::string id;  // of the event, as its header says
};

struct Prepared {
    std::vector<std::optional<LastRecord>> last;  // per partition
    Parked parked;
    bool created = false;  // the topic was missing

    // The first seq that no topic holds. A position beyond it means that the topic has lost records.
    std::uint64_t end() const;
};

struct NotPrepared {
    std::string reason;
    bool unreachable = false;  // no broker answers; else a broker said no
};

class Preparation {
public:
    explicit Preparation(Connection const& connection);
    ~Preparation();
    Preparation(Preparation const&) = delete;
    Preparation& operator=(Preparation const&) = delete;

    std::variant<Prepared, NotPrepared> prepare(
        LogName const& log, TopicShape const& shape, std::function<bool()> const& go_on
    );
    // Makes the topic for parked events. Nothing: it exists.
    std::optional<NotPrepared> prepare_parking(
        LogName const& log, TopicShape const& shape, std::function<bool()> const& go_on
    );

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::kafka
