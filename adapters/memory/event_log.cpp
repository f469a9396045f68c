// The log in memory.
#include "adapters/memory/event_log.hpp"

#include <algorithm>
#include <tuple>

#include "adapters/codec/json.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::memory {

namespace {

bool id_tells_time(ports::NewLeaf const& leaf) {
    std::int64_t milliseconds = 0;
    for (std::size_t at = 0; at < 6; ++at) {
        milliseconds = milliseconds * 256 + leaf.id.bytes()[at];
    }
    return std::chrono::floor<std::chrono::milliseconds>(leaf.recorded_at).time_since_epoch().count() == milliseconds;
}

void check(ports::AppendItem const& item) {
    JUECE_ASSERT(!item.stream.empty() && !item.leaves.empty(), "an item has a stream and at least one leaf");
    for (auto const& leaf : item.leaves) {
        JUECE_ASSERT(id_tells_time(leaf), "an event id begins with the millisecond of its recorded_at");
    }
    for (auto const& payload : item.payloads) {
        JUECE_ASSERT(payload.leaf < item.leaves.size(), "a payload belongs to a leaf of its item");
    }
}

// The row as a tree; empty if it is none.
Object row_of(std::string const& body) {
    auto parsed = codec::parse(body);
    auto* const object = parsed ? parsed.value().object() : nullptr;
    return object == nullptr ? Object{} : std::move(*object);
}

ports::DecisionPlace place_in(
    ports::DecisionOrder order, Object const& row, std::uint64_t opened_seq, std::uint64_t changed_seq
) {
    switch (order) {
        case ports::DecisionOrder::opened:
            return {{}, opened_seq};
        case ports::DecisionOrder::changed:
            return {{}, changed_seq};
        case ports::DecisionOrder::next_date:
            break;
    }
    auto const next_date = row.text("next_date");
    return {std::string{next_date.empty() ? "none" : next_date}, opened_seq};
}

auto key_of(ports::DecisionPlace const& place) { return std::tie(place.next_date, place.seq); }

std::string salted(ports::NewPayload const& payload) {
    std::string bytes(payload.salt.begin(), payload.salt.end());
    return bytes + payload.bytes;
}

}  // namespace

void MemoryEventLog::append(LogName const& log, ports::AppendItem item, Done done) {
    check(item);
    ports::AppendOutcome outcome;
    std::uint64_t next_seq = 0;
    {
        std::lock_guard const lock{mutex_};
        auto const found = logs_.find(log);
        if (found == logs_.end()) {
            outcome.failure = std::make_exception_ptr(ports::WorldError{
                ports::WorldErrorKind::corrupt, "there is no log " + log.text()});
        } else {
            outcome = judge_and_store(log, found->second, std::move(item));
            next_seq = found->second.events.size();
        }
    }
    auto const appended = !outcome.failure && outcome.what == ports::Appended::appended;
    done(std::move(outcome));
    if (appended && committed_) committed_(log, next_seq);
}

bool MemoryEventLog::open(LogName const& log, bool rehearsal, bool kafka, std::vector<ports::AppendItem> items) {
    std::ranges::for_each(items, check);
    JUECE_ASSERT(
        !items.empty() && items.front().stream == "log" && items.front().expected_version == 0,
        "a log is opened by the first event of its stream log"
    );
    std::uint64_t next_seq = 0;
    {
        std::lock_guard const lock{mutex_};
        auto const [place, is_new] = logs_.try_emplace(log);
        if (!is_new) return false;
        place->second.rehearsal = rehearsal;
        place->second.kafka = kafka;
        for (auto& item : items) {
            auto const outcome = judge_and_store(log, place->second, std::move(item));
            JUECE_ASSERT(outcome.what == ports::Appended::appended, "a log's first items are conditioned on nothing");
        }
        next_seq = place->second.events.size();
    }
    if (committed_) committed_(log, next_seq);
    return true;
}

ports::AppendOutcome MemoryEventLog::judge_and_store(LogName const& name, Log& log, ports::AppendItem item) {
    using ports::Appended;
    if (version_of(log, item.stream) != item.expected_version) {
        auto const stream = log.streams.find(item.stream);
        if (stream != log.streams.end() && item.expected_version < stream->second.size()) {
            auto const& stored = log.events[stream->second[item.expected_version]];
            if (stored.id == item.leaves.front().id) return {Appended::appended, stored.seq, nullptr};
        }
        return {Appended::stale, 0, nullptr};
    }
    auto const unmet = std::ranges::any_of(item.conditions, [&](auto const& condition) {
        return version_of(log, condition.stream) != condition.version;
    });
    if (unmet) return {Appended::stale, 0, nullptr};
    auto const missing = std::ranges::any_of(item.documents, [&](auto const& digest) {
        auto const info = documents_.info(name, digest.sha256);
        return !info || info->digest != digest;
    });
    if (missing) return {Appended::missing_document, 0, nullptr};
    return store(log, std::move(item));
}

ports::AppendOutcome MemoryEventLog::store(Log& log, ports::AppendItem item) {
    auto const first_seq = log.events.size();
    auto& stream = log.streams[item.stream];
    for (auto const& payload : item.payloads) {
        log.payloads[{item.leaves[payload.leaf].id, payload.index}] = {payload.seal, salted(payload)};
    }
    for (auto& leaf : item.leaves) {
        auto const seq = log.events.size();
        stream.push_back(seq);
        log.ids.emplace(leaf.id, seq);
        log.events.push_back(
            {seq,
             item.stream,
             stream.size(),
             leaf.id,
             std::move(leaf.type),
             leaf.recorded_at,
             std::move(leaf.bytes),
             leaf.hash}
        );
    }
    if (item.row && log.decisions.emplace(item.stream, item.row->decision).second) {
        log.rows[item.row->decision].opened_seq = first_seq;
    }
    if (auto const decision = log.decisions.find(item.stream); decision != log.decisions.end()) {
        auto& row = log.rows.at(decision->second);
        row.changed_seq = log.events.size() - 1;
        row.version = stream.size();
        if (item.row) row.body = std::move(item.row->body);
    }
    return {ports::Appended::appended, first_seq, nullptr};
}

std::uint64_t MemoryEventLog::version_of(Log const& log, std::string_view stream) {
    auto const found = log.streams.find(stream);
    return found == log.streams.end() ? 0 : found->second.size();
}

MemoryEventLog::Log const* MemoryEventLog::find_log(LogName const& name) const {
    auto const found = logs_.find(name);
    return found == logs_.end() ? nullptr : &found->second;
}

ports::LogInfo MemoryEventLog::describe(LogName const& name, Log const& log) {
    return {name, log.rehearsal, log.kafka, log.events.size()};
}

std::optional<ports::LogInfo> MemoryEventLog::info(LogName const& log) {
    std::lock_guard const lock{mutex_};
    auto const* const found = find_log(log);
    return found == nullptr ? std::nullopt : std::optional{describe(log, *found)};
}

std::vector<ports::LogInfo> MemoryEventLog::logs() {
    std::lock_guard const lock{mutex_};
    std::vector<ports::LogInfo> infos;
    for (auto const& [name, log] : logs_) {
        infos.push_back(describe(name, log));
    }
    return infos;
}

ports::StreamHead MemoryEventLog::head(LogName const& log, std::string_view stream) {
    std::lock_guard const lock{mutex_};
    auto const* const found = find_log(log);
    return {found == nullptr ? 0 : version_of(*found, stream)};
}

std::vector<ports::StoredEvent> MemoryEventLog::read_stream(
    LogName const& log, std::string_view stream, std::uint64_t after_version, std::size_t limit
) {
    std::lock_guard const lock{mutex_};
    std::vector<ports::StoredEvent> events;
    auto const* const found = find_log(log);
    if (found == nullptr) return events;
    auto const seqs = found->streams.find(stream);
    if (seqs == found->streams.end()) return events;
    for (auto at = after_version; at < seqs->second.size() && events.size() < limit; ++at) {
        events.push_back(found->events[seqs->second[at]]);
    }
    return events;
}

std::vector<ports::StoredEvent> MemoryEventLog::read_log(
    LogName const& log, std::uint64_t from_seq, std::size_t limit
) {
    std::lock_guard const lock{mutex_};
    std::vector<ports::StoredEvent> events;
    auto const* const found = find_log(log);
    if (found == nullptr) return events;
    for (auto seq = from_seq; seq < found->events.size() && events.size() < limit; ++seq) {
        events.push_back(found->events[seq]);
    }
    return events;
}

std::vector<std::string> MemoryEventLog::streams(LogName const& log, std::string_view prefix) {
    std::lock_guard const lock{mutex_};
    std::vector<std::string> names;
    auto const* const found = find_log(log);
    if (found == nullptr) return names;
    for (auto at = found->streams.lower_bound(prefix); at != found->streams.end() && at->first.starts_with(prefix);
         ++at) {
        names.push_back(at->first);
    }
    return names;
}

std::optional<ports::StoredEvent> MemoryEventLog::find(LogName const& log, EventId id) {
    std::lock_guard const lock{mutex_};
    auto const* const found = find_log(log);
    if (found == nullptr) return std::nullopt;
    auto const seq = found->ids.find(id);
    return seq == found->ids.end() ? std::nullopt : std::optional{found->events[seq->second]};
}

std::optional<ports::StoredPayload> MemoryEventLog::payload(LogName const& log, EventId id, std::size_t index) {
    std::lock_guard const lock{mutex_};
    auto const* const found = find_log(log);
    if (found == nullptr) return std::nullopt;
    auto const payload = found->payloads.find({id, index});
    return payload == found->payloads.end() ? std::nullopt : std::optional{payload->second};
}

std::vector<ports::ListedDecision> MemoryEventLog::list(LogName const& log, ports::DecisionQuery const& query) {
    std::lock_guard const lock{mutex_};
    std::vector<ports::ListedDecision> listed;
    auto const* const found = find_log(log);
    if (found == nullptr) return listed;
    for (auto const& [decision, row] : found->rows) {
        auto const object = row_of(row.body);
        auto place = place_in(query.order, object, row.opened_seq, row.changed_seq);
        if (query.after && key_of(place) <= key_of(*query.after)) continue;
        if (!ports::matches(query.filter, object)) continue;
        auto& entry = listed.emplace_back(ports::ListedDecision{decision, row.version, row.body, {}, std::move(place)});
        auto const title = found->payloads.find({found->events[row.opened_seq].id, 0});
        if (title != found->payloads.end() && title->second.seal == procedure::SealClass::government) {
            entry.title = title->second.salted.substr(sizeof(Hash256));
        }
    }
    std::ranges::sort(listed, {}, [](auto const& each) { return key_of(each.place); });
    if (listed.size() > query.limit) listed.resize(query.limit);
    return listed;
}

std::uint64_t MemoryEventLog::count(LogName const& log, ports::DecisionFilter const& filter) {
    std::lock_guard const lock{mutex_};
    auto const* const found = find_log(log);
    if (found == nullptr) return 0;
    return static_cast<std::uint64_t>(std::ranges::count_if(found->rows, [&](auto const& each) {
        return ports::matches(filter, row_of(each.second.body));
    }));
}

}  // namespace juece::memory
