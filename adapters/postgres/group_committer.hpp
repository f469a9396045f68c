// Group commit: whatever waits for a log travels to append_events as one batch, so that one fsync serves many
// callers.
//
// Natural batching: a log has one batch in flight, the next one grows meanwhile, up to `events_max` or `bytes_max`.
// Batches are carried by `lanes`, a fixed number of threads with a connection each; a lane takes the next log that
// has something waiting, logs take turns. So any number of short-lived rehearsals costs no thread, and one busy log
// leaves a lane to the others. A batch never holds a stream twice (asserted: the caller has at most one
// item of a stream in flight), and an item conditioned on a stream that an earlier item of the batch writes waits for
// the next batch, because append_events judges conditions as of before the batch.
//
// When the connection is lost the batch is in doubt: the lane connects anew, with growing pauses, and sends the same
// items again; append_events answers for those that had been stored with the numbers they have. An item that is not
// settled within `patience` of its submission fails: `timeout` if it may have been stored, `unavailable` if it
// certainly was not. A server that neither answers nor closes is cut off after statement_timeout and a grace of two
// seconds. If data of one item is impossible to store (`corrupt`), the batch's items are tried one by one, so that
// only that one fails.
//
// Queues are bounded: with `queue_limit` items waiting or under way, submit() fails the item with `busy`.
// Threads: submit() from any. `done` and the commit hook are called on the answering thread, in the order of commits,
// never inside submit(); they must not block and must not throw.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/postgres/session.hpp"
#include "workflow/core/histogram.hpp"
#include "workflow/ports/event_log.hpp"

namespace juece::postgres {

struct CommitterSettings {
    std::string writer_dsn;
    SessionSettings session{"juece writer"};
    std::size_t lanes = 2;
    std::size_t events_max = 256;
    std::size_t bytes_max = 1 << 20;
    std::size_t queue_limit = 4096;
    std::chrono::milliseconds patience{30'000};
};

// What a monitor wants to know, counted since the start.
struct CommitterFigures {
    CommitterFigures();

    std::size_t waiting = 0;          // items waiting or under way
    std::uint64_t rejected = 0;       // items not taken: too many waited, or the server was stopping
    std::uint64_t appended = 0;       // items
    std::uint64_t events = 0;         // in those
    std::uint64_t stale = 0;          // items that another node had overtaken
    std::uint64_t missing = 0;        // items that name a document which is not there
    std::uint64_t failed = 0;         // items that could not be stored
    std::uint64_t errors = 0;         // of the database, each try counted
    std::uint64_t resubmissions = 0;  // batches sent again after their connection was lost
    Histogram batch_items;
    Histogram batch_seconds;  // from the batch's cut to its settlement, with all tries
};

class GroupCommitter {
public:
    using Done = ports::EventLog::Done;
    using CommitHook = std::function<void(LogName const& log, std::uint64_t next_seq)>;

    explicit GroupCommitter(CommitterSettings settings);
    ~GroupCommitter();  // stop() within ten seconds
    GroupCommitter(GroupCommitter const&) = delete;
    GroupCommitter& operator=(GroupCommitter const&) = delete;

    // Set it before the first submit().
    void on_commit(CommitHook hook);
    void submit(LogName const& log, ports::AppendItem item, Done done);
    // Refuses new items, settles what waits, answers everything. What is not settled within `limit` fails.
    void stop(std::chrono::milliseconds limit);
    CommitterFigures figures() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::postgres
