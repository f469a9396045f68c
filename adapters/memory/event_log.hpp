// The log in memory: the twin of adapters/postgres/event_log.hpp.
//
// append() answers inside the call, which the real one never does; everything else is the same, also for what is
// appended twice (a first leaf that is stored already answers as it did then). Payload 0 of a decision's first event,
// if its class is `government`, is the title that lists show. Requires: a leaf's id begins with the millisecond of
// its recorded_at. Threads: any; `done` and the commit hook run on the caller's thread, outside the lock.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "workflow/ports/document_store.hpp"
#include "workflow/ports/event_log.hpp"

namespace juece::memory {

class MemoryEventLog final : public ports::EventLog {
public:
    using CommitHook = std::function<void(LogName const& log, std::uint64_t next_seq)>;

    // Documents that leaves name must be in `documents`.
    explicit MemoryEventLog(ports::DocumentStore& documents) : documents_{documents} {}

    // Called after every commit. Set it before the first append.
    void on_commit(CommitHook hook) { committed_ = std::move(hook); }

    void append(LogName const& log, ports::AppendItem item, Done done) override;
    bool open(LogName const& log, bool rehearsal, bool kafka, std::vector<ports::AppendItem> items) override;
    std::optional<ports::LogInfo> info(LogName const& log) override;
    std::vector<ports::LogInfo> logs() override;
    ports::StreamHead head(LogName const& log, std::string_view stream) override;
    std::vector<ports::StoredEvent> read_stream(
        LogName const& log, std::string_view stream, std::uint64_t after_version, std::size_t limit
    ) override;
    std::vector<ports::StoredEvent> read_log(LogName const& log, std::uint64_t from_seq, std::size_t limit) override;
    std::vector<std::string> streams(LogName const& log, std::string_view prefix) override;
    std::optional<ports::StoredEvent> find(LogName const& log, EventId id) override;
    std::optional<ports::StoredPayload> payload(LogName const& log, EventId id, std::size_t index) override;
    std::vector<ports::ListedDecision> list(LogName const& log, ports::DecisionQuery const& query) override;
    std::uint64_t count(LogName const& log, ports::DecisionFilter const& filter) override;

private:
    struct Row {
        std::uint64_t version = 0;
        std::uint64_t opened_seq = 0;
        std::uint64_t changed_seq = 0;
        std::string body;
    };
    struct Log {
        bool rehearsal = false;
        bool kafka = false;
        std::vector<ports::StoredEvent> events;                                // by seq
        std::map<std::string, std::vector<std::size_t>, std::less<>> streams;  // seqs by version
        std::map<std::pair<EventId, std::size_t>, ports::StoredPayload> payloads;
        std::map<EventId, std::size_t> ids;
        std::map<DecisionId, Row> rows;
        std::map<std::string, DecisionId> decisions;  // by stream, of those that have a row
    };

    static ports::LogInfo describe(LogName const& name, Log const& log);
    static std::uint64_t version_of(Log const& log, std::string_view stream);
    static ports::AppendOutcome store(Log& log, ports::AppendItem item);
    ports::AppendOutcome judge_and_store(LogName const& name, Log& log, ports::AppendItem item);
    Log const* find_log(LogName const& name) const;

    ports::DocumentStore& documents_;
    CommitHook committed_;
    mutable std::mutex mutex_;
    std::map<LogName, Log> logs_;
};

}  // namespace juece::memory
