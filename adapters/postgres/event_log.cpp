// The log in PostgreSQL.
#include "adapters/postgres/event_log.hpp"

#include <algorithm>
#include <future>
#include <span>

#include <fmt/format.h>

#include "adapters/codec/text.hpp"
#include "adapters/postgres/append_call.hpp"
#include "adapters/postgres/list_call.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::postgres {

namespace {

using ports::WorldError;
using ports::WorldErrorKind;

#define JUECE_LOG_NO "(select l.no from juece.log l where l.name = $1::text)"
#define JUECE_EVENT_COLUMNS "select e.seq, e.version, e.id, e.type, e.recorded_at, e.leaf, e.hash_sha256, e.hash_sm3"
// Not a join, whose plan, kept from when the log had few streams, goes through all of them for each event.
#define JUECE_EVENTS_WITH_STREAM \
    JUECE_EVENT_COLUMNS          \
    ", (select h.stream from juece.stream_head h where h.log = e.log and h.no = e.stream_no) from juece.event e"

constexpr Statement ping_statement{"ping", "select 1"};

constexpr Statement open_rehearsal{"open_rehearsal", "select juece.open_rehearsal($1::text, $2::boolean)"};

constexpr Statement open_production{"open_production", "select juece.open_log($1::text, false, $2::boolean)"};

constexpr Statement log_info{
    "log_info", "select name, rehearsal, kafka, next_seq from juece.log where name = $1::text"};

constexpr Statement all_logs{"all_logs", "select name, rehearsal, kafka, next_seq from juece.log order by name"};

constexpr Statement stream_version{
    "stream_version", "select version from juece.stream_head where log = " JUECE_LOG_NO " and stream = $2::text"};

// Not a join with stream_head: its rows could be several for all that the planner knows, so it would read all that is
// left of a stream and sort it for every page, instead of following the index from the version on.
constexpr Statement events_of_stream{
    "events_of_stream",
    JUECE_EVENT_COLUMNS
    " from juece.event e "
    "where e.log = " JUECE_LOG_NO " and e.stream_no = (select no from juece.stream_head where log = " JUECE_LOG_NO
    " and stream = $2::text) and e.version > $3::bigint order by e.version limit $4::bigint"};

constexpr Statement events_of_log{
    "events_of_log",
    JUECE_EVENTS_WITH_STREAM " where e.log = " JUECE_LOG_NO " and e.seq >= $2::bigint order by e.seq limit $3::bigint"};

// $3: the first name after all that begin with the prefix, or empty.
constexpr Statement stream_names{
    "stream_names",
    "select stream from juece.stream_head where log = " JUECE_LOG_NO
    " and stream >= $2::text and ($3::text = '' or stream < $3::text) order by stream"};

// $3 and $4: the millisecond that the id tells, and the next one.
constexpr Statement event_by_id{
    "event_by_id",
    JUECE_EVENTS_WITH_STREAM " where e.log = " JUECE_LOG_NO
                             " and e.recorded_at >= $3::timestamptz and e.recorded_at < $4::timestamptz"
                             " and e.id = $2::uuid"};

constexpr Statement payload_at{
    "payload_at",
    "select class, salt || bytes from juece.payload where log = " JUECE_LOG_NO
    " and event_id = $2::uuid and idx = $3::int"};

ports::StoredEvent event_at(LogName const& log, std::string_view stream, Rows const& rows, std::size_t row) {
    ports::StoredEvent event;
    event.stream = stream;
    event.seq = rows.number(row, 0);
    event.version = rows.number(row, 1);
    event.id = EventId{rows.uuid(row, 2)};
    event.type = rows.text(row, 3);
    event.recorded_at = rows.timestamp(row, 4);
    event.leaf = rows.bytes(row, 5);
    event.hash = {rows.hash(row, 6), rows.hash(row, 7)};
    // Whoever reads a leaf may rely on text, although the table would hold any bytes.
    if (event.leaf.find('\0') != std::string::npos || codec::invalid_utf8_at(event.leaf)) {
        throw WorldError{
            WorldErrorKind::corrupt,
            fmt::format(
                "event {} of log {}, version {} of {}: its leaf is not UTF-8, so it was changed in the database",
                event.seq,
                log.text(),
                event.version,
                event.stream
            )};
    }
    return event;
}

// A row of JUECE_EVENTS_WITH_STREAM.
ports::StoredEvent event_with_stream(LogName const& log, Rows const& rows, std::size_t row) {
    constexpr int stream = 8;
    if (rows.is_null(row, stream)) {
        throw WorldError{
            WorldErrorKind::corrupt,
            fmt::format("event {} of log {} is of no stream: a head is missing", rows.number(row, 0), log.text())};
    }
    return event_at(log, rows.text(row, stream), rows, row);
}

ports::LogInfo info_at(Rows const& rows, std::size_t row) {
    auto const name = LogName::parse(rows.text(row, 0));
    if (!name) throw WorldError{WorldErrorKind::corrupt, "a log has a name that is no code"};
    return {*name, rows.boolean(row, 1), rows.boolean(row, 2), rows.number(row, 3)};
}

// The smallest text that is greater than every text that begins with `prefix`; empty if there is none.
std::string after_all(std::string_view prefix) {
    std::string next{prefix};
    while (!next.empty() && static_cast<unsigned char>(next.back()) >= 0x7f)
        next.pop_back();
    if (!next.empty()) ++next.back();
    return next;
}

}  // namespace

SessionSettings reader_settings() {
    SessionSettings settings{"juece reader"};
    settings.options += " -c enable_sort=off";
    return settings;
}

PostgresEventLog::PostgresEventLog(EventLogSettings settings)
    : settings_{std::move(settings)},
      readers_{settings_.reader_dsn, settings_.reader_session, settings_.readers, settings_.reader_patience},
      committer_{settings_.committer} {}

PostgresEventLog::~PostgresEventLog() = default;

void PostgresEventLog::on_commit(GroupCommitter::CommitHook hook) {
    hook_ = hook;
    committer_.on_commit(std::move(hook));
}

void PostgresEventLog::stop(std::chrono::milliseconds limit) { committer_.stop(limit); }

void PostgresEventLog::ping() { readers_.execute(ping_statement, {}); }

void PostgresEventLog::append(LogName const& log, ports::AppendItem item, Done done) {
    committer_.submit(log, std::move(item), std::move(done));
}

bool PostgresEventLog::open(LogName const& log, bool rehearsal, bool kafka, std::vector<ports::AppendItem> items) {
    std::ranges::for_each(items, check);
    JUECE_ASSERT(
        !items.empty() && items.front().stream == "log" && items.front().expected_version == 0,
        "a log is opened by the first event of its stream log"
    );
    if (!rehearsal && settings_.owner_dsn.empty()) {
        throw WorldError{WorldErrorKind::unavailable, "production logs are opened as owner (juecectl log open)"};
    }
    auto const& committer = settings_.committer;
    Session session{rehearsal ? committer.writer_dsn : settings_.owner_dsn, committer.session};
    std::vector<ports::AppendItem const*> rest;
    for (auto const& item : std::span{items}.subspan(1))
        rest.push_back(&item);
    ports::AppendItem const* const first = &items.front();
    std::uint64_t leaves = 0;
    for (auto const& item : items)
        leaves += item.leaves.size();
    std::optional<ports::AppendOutcome> outcome;
    session.transaction([&](Session::Transaction& transaction) {
        auto const opened = transaction.execute(
            rehearsal ? open_rehearsal : open_production, {Parameter::text(log.text()), Parameter::boolean(kafka)}
        );
        // If the name is taken this still finds out whether it was taken by this very item, in a call that lost its
        // answer.
        auto const rows = transaction.execute(append_events, append_parameters(log, {&first, 1}));
        outcome = append_outcomes(rows, 1).front();
        JUECE_ASSERT(
            !opened.boolean(0, 0) || outcome->what == ports::Appended::appended,
            "a log's first item is conditioned on nothing"
        );
        // The others only into a log that is ours: another's may lack their streams.
        if (outcome->what == ports::Appended::appended && !rest.empty()) {
            transaction.execute(append_events, append_parameters(log, rest));
        }
    });
    if (outcome->what != ports::Appended::appended) return false;
    if (hook_) hook_(log, outcome->first_seq + leaves);
    return true;
}

std::optional<ports::LogInfo> PostgresEventLog::info(LogName const& log) {
    auto const rows = readers_.execute(log_info, {Parameter::text(log.text())});
    return rows.empty() ? std::nullopt : std::optional{info_at(rows, 0)};
}

std::vector<ports::LogInfo> PostgresEventLog::logs() {
    auto const rows = readers_.execute(all_logs, {});
    std::vector<ports::LogInfo> infos;
    for (std::size_t row = 0; row < rows.size(); ++row)
        infos.push_back(info_at(rows, row));
    return infos;
}

ports::StreamHead PostgresEventLog::head(LogName const& log, std::string_view stream) {
    auto const rows =
        readers_.execute(stream_version, {Parameter::text(log.text()), Parameter::text(std::string{stream})});
    return {rows.empty() ? 0 : rows.number(0, 0)};
}

std::vector<ports::StoredEvent> PostgresEventLog::read_stream(
    LogName const& log, std::string_view stream, std::uint64_t after_version, std::size_t limit
) {
    auto const rows = readers_.execute(
        events_of_stream,
        {Parameter::text(log.text()),
         Parameter::text(std::string{stream}),
         Parameter::bigint(after_version),
         Parameter::bigint(limit)}
    );
    std::vector<ports::StoredEvent> events;
    events.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row)
        events.push_back(event_at(log, stream, rows, row));
    return events;
}

std::function<std::vector<ports::StoredEvent>()> PostgresEventLog::read_stream_ahead(
    LogName const& log, std::string_view stream, std::uint64_t after_version, std::size_t limit
) {
    // Without launch::async it is read when asked for, should the system have no thread to spare. The last who knows of
    // such a future waits for it.
    auto const page = std::make_shared<std::future<std::vector<ports::StoredEvent>>>(
        std::async([this, log, stream = std::string{stream}, after_version, limit] {
            return read_stream(log, stream, after_version, limit);
        })
    );
    return [page] { return page->get(); };
}

std::vector<ports::StoredEvent> PostgresEventLog::read_log(
    LogName const& log, std::uint64_t from_seq, std::size_t limit
) {
    auto const rows = readers_.execute(
        events_of_log, {Parameter::text(log.text()), Parameter::bigint(from_seq), Parameter::bigint(limit)}
    );
    std::vector<ports::StoredEvent> events;
    events.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row)
        events.push_back(event_with_stream(log, rows, row));
    return events;
}

std::vector<std::string> PostgresEventLog::streams(LogName const& log, std::string_view prefix) {
    auto const rows = readers_.execute(
        stream_names,
        {Parameter::text(log.text()), Parameter::text(std::string{prefix}), Parameter::text(after_all(prefix))}
    );
    std::vector<std::string> names;
    for (std::size_t row = 0; row < rows.size(); ++row)
        names.emplace_back(rows.text(row, 0));
    return names;
}

std::optional<ports::StoredEvent> PostgresEventLog::find(LogName const& log, EventId id) {
    std::chrono::milliseconds told{0};
    for (std::size_t at = 0; at < 6; ++at)
        told = told * 256 + std::chrono::milliseconds{id.bytes()[at]};
    Timestamp const from{told};
    auto const rows = readers_.execute(
        event_by_id,
        {Parameter::text(log.text()),
         Parameter::uuid(id.bytes()),
         Parameter::timestamp(from),
         Parameter::timestamp(from + std::chrono::milliseconds{1})}
    );
    return rows.empty() ? std::nullopt : std::optional{event_with_stream(log, rows, 0)};
}

std::optional<ports::StoredPayload> PostgresEventLog::payload(LogName const& log, EventId id, std::size_t index) {
    if (index > 0x7fffffff) return std::nullopt;
    auto const rows = readers_.execute(
        payload_at,
        {Parameter::text(log.text()),
         Parameter::uuid(id.bytes()),
         Parameter::integer(static_cast<std::uint32_t>(index))}
    );
    if (rows.empty()) return std::nullopt;
    auto const seal = procedure::parse_seal_class(rows.text(0, 0));
    if (!seal) throw WorldError{WorldErrorKind::corrupt, "a payload has a class that is not known"};
    return ports::StoredPayload{*seal, rows.bytes(0, 1)};
}

std::vector<ports::ListedDecision> PostgresEventLog::list(LogName const& log, ports::DecisionQuery const& query) {
    auto const rows = readers_.execute(list_statement(query), list_parameters(log, query));
    std::vector<ports::ListedDecision> listed;
    for (std::size_t row = 0; row < rows.size(); ++row)
        listed.push_back(listed_at(rows, row));
    return listed;
}

std::uint64_t PostgresEventLog::count(LogName const& log, ports::DecisionFilter const& filter) {
    return readers_.execute(count_statement(filter), count_parameters(log, filter)).number(0, 0);
}

}  // namespace juece::postgres
