// A whole juece in memory: real service, codec and hashes over the shipped twins, with people who ask things of it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/document_store.hpp"
#include "adapters/memory/entropy.hpp"
#include "adapters/memory/event_log.hpp"
#include "adapters/memory/strand.hpp"
#include "workflow/service/service.hpp"

namespace juece::testing {

// What the log does with the next appends and reads of streams, told by the test; other reads pass through.
class FaultyLog final : public ports::EventLog {
public:
    enum class Mood { well, fails_before, fails_after };  // the failure is told before or after the item is stored

    explicit FaultyLog(ports::EventLog& behind) : behind_{behind} {}

    Mood mood = Mood::well;
    std::size_t moody_from = 0;  // appends before this one go well
    bool hold = false;           // appends wait until release()
    std::size_t appends = 0;
    std::uint64_t unreadable_beyond = ~std::uint64_t{0};  // a version: nobody reads a stream on from there
    std::size_t pages = 0;                                // of streams, read

    void release();

    void append(LogName const& log, ports::AppendItem item, Done done) override;
    bool open(LogName const& log, bool rehearsal, bool kafka, std::vector<ports::AppendItem> items) override;
    std::optional<ports::LogInfo> info(LogName const& log) override { return behind_.info(log); }
    std::vector<ports::LogInfo> logs() override { return behind_.logs(); }
    ports::StreamHead head(LogName const& log, std::string_view s) override { return behind_.head(log, s); }
    std::vector<ports::StoredEvent> read_stream(
        LogName const& log, std::string_view stream, std::uint64_t after, std::size_t limit
    ) override;
    std::vector<ports::StoredEvent> read_log(LogName const& log, std::uint64_t from, std::size_t limit) override {
        return behind_.read_log(log, from, limit);
    }
    std::vector<std::string> streams(LogName const& log, std::string_view p) override {
        return behind_.streams(log, p);
    }
    std::optional<ports::StoredEvent> find(LogName const& log, EventId id) override { return behind_.find(log, id); }
    std::optional<ports::StoredPayload> payload(LogName const& log, EventId id, std::size_t n) override {
        return behind_.payload(log, id, n);
    }
    std::vector<ports::ListedDecision> list(LogName const& log, ports::DecisionQuery const& query) override {
        return behind_.list(log, query);
    }
    std::uint64_t count(LogName const& log, ports::DecisionFilter const& filter) override {
        return behind_.count(log, filter);
    }

private:
    ports::EventLog& behind_;
    std::vector<std::function<void()>> held_;
};

// Randomness that the test may break.
class BrittleEntropy final : public ports::Entropy {
public:
    explicit BrittleEntropy(std::uint64_t seed) : behind_{seed} {}

    bool broken = false;

    EventId event_id(Timestamp at) override { return checked().event_id(at); }
    Hash256 salt() override { return checked().salt(); }

private:
    ports::Entropy& checked();

    memory::SeededEntropy behind_;
};

// One node: its own service over a shared log.
struct Node {
    Node(ports::EventLog& log, ports::DocumentStore& documents, ports::Clock const& clock, std::uint64_t seed);

    codec::LeafCodec codec;
    crypto::Hashing hasher;
    BrittleEntropy entropy;
    memory::InlineStrand strand;
    service::Service service;
};

struct World {
    World();

    service::Identity identity(std::string_view name, procedure::Role role, std::string_view organ) const;
    service::CommandRequest request(service::Identity who, std::string command, Object data = {});
    procedure::Document upload(std::string const& role, std::string const& bytes);

    service::Answer ask(service::CommandRequest request) { return ask(*node, std::move(request)); }
    service::Answer ask(Node& at, service::CommandRequest request);
    service::Accepted accepted(service::CommandRequest request);
    service::Refused refused(service::CommandRequest request);
    service::Failed failed(service::CommandRequest request);
    service::LogView open_rehearsal(std::string_view name = "rehearsal");
    service::MenuView menu(DecisionId decision, std::optional<service::Identity> who = {});

    // 区应急局's proposal, ready to be sent.
    service::CommandRequest proposal();
    // A decision with its first two steps done.
    DecisionId studied();
    std::string new_key();
    std::vector<ports::StoredEvent> stream(std::string const& name);

    LogName log;
    memory::ManualClock clock;
    memory::MemoryDocumentStore documents;
    memory::MemoryEventLog memory_log{documents};
    FaultyLog faulty{memory_log};
    std::unique_ptr<Node> node;
    service::Identity handler;
    service::Identity organ;
    service::Identity office;

private:
    int keys_ = 0;
};

}  // namespace juece::testing
