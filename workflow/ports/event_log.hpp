// Port: the gapless log of a jurisdiction. Leaves are opaque text (UTF-8, no NUL) to it; the service encodes them.
//
// append() is asynchronous because appends of one log are committed in groups: an item is either stored whole, with
// the next numbers and without a gap, and durable when `done` is called with `appended`; or dropped whole (`stale`,
// `missing_document`) and nothing is stored. Within a log, number order is commit order. Requires: a stream has at
// most one item in flight from this node. Threads: append() from any; `done` is called exactly once, on any thread,
// never inside append() of a real log. Reads block; never call them on an I/O thread. They throw WorldError.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/ports/decision_query.hpp"
#include "workflow/procedure/event.hpp"

namespace juece::ports {

struct NewLeaf {
    EventId id;        // its first 48 bits are the millisecond of recorded_at: find() relies on it
    std::string type;  // full: "cn.gov.juece.public_comment.opened.v1"
    Timestamp recorded_at{};
    std::string bytes;  // canonical
    Digest hash;        // leaf hashes
};

struct NewPayload {
    std::size_t leaf = 0;   // index into the item's leaves
    std::size_t index = 0;  // index among that leaf's sealed
    procedure::SealClass seal{};
    Hash256 salt{};
    std::string bytes;
};

struct Condition {
    std::string stream;
    std::uint64_t version = 0;  // 0: the stream does not exist
};

// The list's row of the stream's one decision (docs/adr/0037-rows-in-heads.md): replaced whole, canonical JSON text.
struct DecisionRow {
    DecisionId decision;
    std::string body;
};

struct AppendItem {
    std::string stream;
    std::uint64_t expected_version = 0;
    std::vector<NewLeaf> leaves;
    std::vector<NewPayload> payloads;
    std::vector<Condition> conditions;
    std::vector<Digest> documents;  // every document that the leaves name
    std::optional<DecisionRow> row;
};

enum class Appended : std::uint8_t { appended, stale, missing_document };

struct AppendOutcome {
    Appended what{};
    std::uint64_t first_seq = 0;  // of the first leaf, if appended
    std::exception_ptr failure;   // set if the log could not be reached: nothing is known beyond what a retry will find
};

struct StoredEvent {
    std::uint64_t seq = 0;
    std::string stream;
    std::uint64_t version = 0;
    EventId id;
    std::string type;
    Timestamp recorded_at{};
    std::string leaf;
    Digest hash;
};

struct StreamHead {
    std::uint64_t version = 0;  // 0: no such stream
};

struct StoredPayload {
    procedure::SealClass seal{};
    std::string salted;  // 32 bytes of salt, then the payload
};

struct LogInfo {
    LogName name;
    bool rehearsal = false;
    bool kafka = false;          // whether its events go to a topic
    std::uint64_t next_seq = 0;  // number of events
};

class EventLog {
public:
    virtual ~EventLog() = default;

    using Done = std::function<void(AppendOutcome)>;
    virtual void append(LogName const& log, AppendItem item, Done done) = 0;

    // Opens a log with its first items, all or none. The first of them is the opening of the stream "log" (seq 0);
    // the others are streams of their own, such as the rules of a rehearsal. False if the name is taken: then nothing
    // is stored.
    virtual bool open(LogName const& log, bool rehearsal, bool kafka, std::vector<AppendItem> items) = 0;
    virtual std::optional<LogInfo> info(LogName const& log) = 0;
    virtual std::vector<LogInfo> logs() = 0;

    virtual StreamHead head(LogName const& log, std::string_view stream) = 0;
    virtual std::vector<StoredEvent> read_stream(
        LogName const& log, std::string_view stream, std::uint64_t after_version, std::size_t limit
    ) = 0;
    // As read_stream, for whoever will want that page soon: a log that is far away begins at once, beside the caller.
    // Called once, the answer is the page, or throws; dropped, it waits until nothing is read any more.
    virtual std::function<std::vector<StoredEvent>()> read_stream_ahead(
        LogName const& log, std::string_view stream, std::uint64_t after_version, std::size_t limit
    ) {
        return [this, log, stream = std::string{stream}, after_version, limit] {
            return read_stream(log, stream, after_version, limit);
        };
    }
    virtual std::vector<StoredEvent> read_log(LogName const& log, std::uint64_t from_seq, std::size_t limit) = 0;
    virtual std::vector<std::string> streams(LogName const& log, std::string_view prefix) = 0;
    virtual std::optional<StoredEvent> find(LogName const& log, EventId id) = 0;
    virtual std::optional<StoredPayload> payload(LogName const& log, EventId id, std::size_t index) = 0;
    virtual std::vector<ListedDecision> list(LogName const& log, DecisionQuery const& query) = 0;
    // How many a list without limit would hold.
    virtual std::uint64_t count(LogName const& log, DecisionFilter const& filter) = 0;
};

}  // namespace juece::ports
