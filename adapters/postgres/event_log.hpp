// The log in PostgreSQL: appends through the group committer, reads through a few reader connections.
//
// An item whose first leaf is stored already (a repeat after an answer was lost) is `appended` with the numbers it
// has. Payload 0 of a decision's first event, if its class is `government`, is the title that lists show. Requires: a
// leaf's id begins with the millisecond of its recorded_at, for find() has no other index. Lifetime: outlives
// nobody's callbacks: the destructor settles and answers everything first. Threads: any; reads and open() block.
// Throws WorldError; one that is `corrupt` for a leaf's sake names the leaf.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "adapters/postgres/group_committer.hpp"
#include "adapters/postgres/session_pool.hpp"
#include "workflow/ports/event_log.hpp"

namespace juece::postgres {

// Pages follow the index that has their order, from where they begin. Before a table has statistics, and under a plan
// that was kept from when it was small, the planner would rather read all that is left and sort it. What has no such
// index is sorted all the same.
SessionSettings reader_settings();

struct EventLogSettings {
    CommitterSettings committer;  // with the DSN of juece_writer
    std::string reader_dsn;       // juece_reader
    std::string owner_dsn;        // juece_owner; empty in a server, which opens rehearsals only
    std::size_t readers = 4;      // connections
    SessionSettings reader_session = reader_settings();
    std::chrono::milliseconds reader_patience{5'000};  // how long a read waits for a free connection
};

class PostgresEventLog final : public ports::EventLog {
public:
    explicit PostgresEventLog(EventLogSettings settings);
    ~PostgresEventLog() override;

    // Called on the answering thread after each commit from this process, also after open(). Set it before the first
    // append.
    void on_commit(GroupCommitter::CommitHook hook);
    // Refuses new items and answers all that wait, within `limit`. Reads go on.
    void stop(std::chrono::milliseconds limit);
    CommitterFigures figures() const { return committer_.figures(); }
    // Throws WorldError if the database does not answer.
    void ping();

    void append(LogName const& log, ports::AppendItem item, Done done) override;
    // A production log needs owner_dsn (docs/adr/0004-gapless-log.md): without it, WorldError unavailable.
    bool open(LogName const& log, bool rehearsal, bool kafka, std::vector<ports::AppendItem> items) override;
    std::optional<ports::LogInfo> info(LogName const& log) override;
    std::vector<ports::LogInfo> logs() override;
    ports::StreamHead head(LogName const& log, std::string_view stream) override;
    std::vector<ports::StoredEvent> read_stream(
        LogName const& log, std::string_view stream, std::uint64_t after_version, std::size_t limit
    ) override;
    std::function<std::vector<ports::StoredEvent>()> read_stream_ahead(
        LogName const& log, std::string_view stream, std::uint64_t after_version, std::size_t limit
    ) override;
    std::vector<ports::StoredEvent> read_log(LogName const& log, std::uint64_t from_seq, std::size_t limit) override;
    std::vector<std::string> streams(LogName const& log, std::string_view prefix) override;
    std::optional<ports::StoredEvent> find(LogName const& log, EventId id) override;
    std::optional<ports::StoredPayload> payload(LogName const& log, EventId id, std::size_t index) override;
    std::vector<ports::ListedDecision> list(LogName const& log, ports::DecisionQuery const& query) override;
    std::uint64_t count(LogName const& log, ports::DecisionFilter const& filter) override;

private:
    EventLogSettings const settings_;
    GroupCommitter::CommitHook hook_;
    SessionPool readers_;
    GroupCommitter committer_;
};

}  // namespace juece::postgres
