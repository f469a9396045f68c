// A log in memory with real leaves (codec, both hashes, chained), for tests of the relay and the subscriber.
//
// Threads: append() from any; the rest from the test's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/kafka/relay.hpp"
#include "adapters/kafka/subscriber/consumer_rule.hpp"
#include "adapters/memory/document_store.hpp"
#include "adapters/memory/event_log.hpp"
#include "workflow/ports/clock.hpp"

namespace juece::kafka {

// A name that no other test of this or an earlier run has.
LogName fresh_log_name();

// Moves as the machine's steady clock does: for leases that end by themselves.
class RunningClock final : public ports::Clock {
public:
    Timestamp now() const override;
};

struct SampleOptions {
    bool rehearsal = true;  // its topic has one partition
    bool kafka = true;
    Timestamp from = Timestamp{std::chrono::sys_days{std::chrono::year{2023} / 10 / 12}};
    std::optional<LogName> name = std::nullopt;  // else one that no other test has
};

class Sample {
public:
    explicit Sample(SampleOptions options = {});

    LogName const& name() const { return name_; }
    memory::MemoryEventLog& log() { return log_; }
    ports::Hasher const& hasher() const { return hasher_; }

    // Appends events to the stream and gives the seq of the first. `padding` bytes make the leaf longer.
    std::uint64_t append(std::string const& stream, std::size_t count = 1, std::size_t padding = 0);
    std::uint64_t size();
    std::vector<ports::StoredEvent> events();
    // As GET …/streams/{stream}/events would answer.
    Fetch fetch();

private:
    ports::NewLeaf make_leaf(std::string const& stream, std::uint64_t version, Digest const& prev, std::size_t padding);

    SampleOptions options_;
    LogName name_;
    memory::MemoryDocumentStore documents_;
    memory::MemoryEventLog log_{documents_};
    codec::LeafCodec codec_;
    crypto::Hashing hasher_;
    std::mutex mutex_;
    std::uint64_t made_ = 0;
};

// Waits until it holds; false after `patience`.
bool eventually(std::function<bool()> const& holds, std::chrono::milliseconds patience = std::chrono::seconds{20});

}  // namespace juece::kafka
