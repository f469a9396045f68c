// Group commit: lanes carry batches, one answering thread speaks to callers.
#include "adapters/postgres/group_committer.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "adapters/postgres/append_call.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::postgres {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using ports::AppendOutcome;
using ports::WorldError;
using ports::WorldErrorKind;

constexpr std::chrono::milliseconds pause_min{20};
constexpr std::chrono::milliseconds pause_max{1'000};
constexpr std::chrono::milliseconds answer_grace{2'000};
constexpr std::chrono::milliseconds watch_period{500};
constexpr std::array item_bounds{1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0};
constexpr std::array second_bounds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0};

SteadyTime now() { return std::chrono::steady_clock::now(); }

struct Waiting {
    ports::AppendItem item;
    GroupCommitter::Done done;
    std::size_t bytes = 0;
    SteadyTime deadline;
};

struct Answer {
    GroupCommitter::Done done;
    AppendOutcome outcome;
};

// What a log's commit has to tell: the answers, then the hook.
struct Answers {
    std::vector<Answer> answers;
    std::optional<std::pair<LogName, std::uint64_t>> committed;
};

struct LogQueue {
    std::deque<Waiting> waiting;
    std::set<std::string> streams;  // of items waiting or in flight
    bool in_flight = false;
};

struct Batch {
    LogName log;
    std::vector<Waiting> items;
    SteadyTime deadline;
};

AppendOutcome failed(WorldErrorKind kind, std::string const& what) {
    return {{}, 0, std::make_exception_ptr(WorldError{kind, what})};
}

}  // namespace

struct GroupCommitter::Impl {
    explicit Impl(CommitterSettings settings_in) : settings{std::move(settings_in)}, lanes(settings.lanes) {
        JUECE_ASSERT(!lanes.empty(), "a group committer has a lane");
        answerer = std::thread{[this] { run_answerer(); }};
        for (auto& lane : lanes)
            lane.thread = std::thread{[this, &lane] { run_lane(lane); }};
    }

    // A thread with a connection. `calling_since` is set while a call is under way, for the watch.
    struct Lane {
        std::thread thread;
        std::unique_ptr<Session> session;
        std::mutex mutex;
        std::optional<SteadyTime> calling_since;
    };

    void run_lane(Lane& lane);
    std::optional<Batch> take_batch();
    Batch cut_batch(LogName const& log, LogQueue& queue);
    void release(Batch const& batch, Answers answers);
    void count(Batch const& batch, std::vector<AppendOutcome> const& outcomes, SteadyTime started);
    void add_one(std::uint64_t CommitterFigures::*what);
    std::vector<AppendOutcome> settle(Lane& lane, Batch const& batch);
    std::vector<AppendOutcome> settle_one_by_one(Lane& lane, Batch const& batch);
    std::vector<AppendOutcome> send(Lane& lane, LogName const& log, std::vector<ports::AppendItem const*> const& items);
    void pause(std::chrono::milliseconds length, SteadyTime deadline);
    SteadyTime limit_of(Batch const& batch);
    bool may_try(Batch const& batch, bool tried);
    void answer(Answers answers);
    void run_answerer();
    void watch();

    CommitterSettings const settings;
    CommitHook hook;

    std::mutex mutex;
    std::condition_variable work;  // something is ready, or stopping
    std::map<LogName, LogQueue> queues;
    std::deque<LogName> ready;  // logs with items waiting and no batch in flight
    std::size_t held = 0;       // items waiting or in flight
    CommitterFigures counted;
    std::optional<SteadyTime> stop_by;

    std::mutex answer_mutex;
    std::condition_variable answers_ready;
    std::condition_variable answered;
    std::deque<Answers> pending;
    bool answering = false;
    bool ending = false;

    std::vector<Lane> lanes;
    std::thread answerer;
};

CommitterFigures::CommitterFigures() : batch_items{item_bounds}, batch_seconds{second_bounds} {}

GroupCommitter::GroupCommitter(CommitterSettings settings) : impl_{std::make_unique<Impl>(std::move(settings))} {}

GroupCommitter::~GroupCommitter() {
    stop(std::chrono::seconds{10});
    {
        std::lock_guard const lock{impl_->answer_mutex};
        impl_->ending = true;
    }
    impl_->answers_ready.notify_all();
    impl_->answerer.join();
}

void GroupCommitter::on_commit(CommitHook hook) { impl_->hook = std::move(hook); }

void GroupCommitter::submit(LogName const& log, ports::AppendItem item, Done done) {
    check(item);
    auto const bytes = bytes_of(item);
    auto const deadline = now() + impl_->settings.patience;
    char const* why_not = nullptr;
    auto kind = WorldErrorKind::unavailable;
    {
        std::lock_guard const lock{impl_->mutex};
        if (impl_->stop_by) {
            why_not = "the server is stopping";
        } else if (impl_->held >= impl_->settings.queue_limit) {
            why_not = "too many commands are waiting to be recorded";
            kind = WorldErrorKind::busy;
        } else {
            auto& queue = impl_->queues[log];
            auto const alone = queue.streams.insert(item.stream).second;
            JUECE_ASSERT(alone, "a stream has at most one item in flight");
            queue.waiting.push_back({std::move(item), std::move(done), bytes, deadline});
            ++impl_->held;
            if (!queue.in_flight && queue.waiting.size() == 1) {
                impl_->ready.push_back(log);
                impl_->work.notify_one();
            }
        }
    }
    if (why_not != nullptr) {
        impl_->add_one(&CommitterFigures::rejected);
        // NOLINTNEXTLINE(bugprone-use-after-move): why_not is set only where nothing was moved.
        impl_->answer({{{std::move(done), failed(kind, why_not)}}, std::nullopt});
    }
}

void GroupCommitter::stop(std::chrono::milliseconds limit) {
    {
        std::lock_guard const lock{impl_->mutex};
        if (impl_->stop_by) return;
        impl_->stop_by = now() + limit;
    }
    impl_->work.notify_all();
    for (auto& lane : impl_->lanes)
        lane.thread.join();
    // The answering thread lives on: who submits from now on is owed an answer too.
    std::unique_lock lock{impl_->answer_mutex};
    impl_->answered.wait(lock, [&] { return impl_->pending.empty() && !impl_->answering; });
}

CommitterFigures GroupCommitter::figures() const {
    std::lock_guard const lock{impl_->mutex};
    auto figures = impl_->counted;
    figures.waiting = impl_->held;
    return figures;
}

void GroupCommitter::Impl::run_lane(Lane& lane) {
    while (auto batch = take_batch()) {
        auto const started = now();
        auto outcomes = settle(lane, *batch);
        count(*batch, outcomes, started);
        Answers answers;
        std::uint64_t next_seq = 0;
        for (std::size_t at = 0; at < outcomes.size(); ++at) {
            auto& entry = batch->items[at];
            if (!outcomes[at].failure && outcomes[at].what == ports::Appended::appended) {
                next_seq = std::max(next_seq, outcomes[at].first_seq + entry.item.leaves.size());
            }
            answers.answers.push_back({std::move(entry.done), std::move(outcomes[at])});
        }
        if (next_seq > 0) answers.committed.emplace(batch->log, next_seq);
        release(*batch, std::move(answers));
    }
}

void GroupCommitter::Impl::count(Batch const& batch, std::vector<AppendOutcome> const& outcomes, SteadyTime started) {
    std::lock_guard const lock{mutex};
    counted.batch_items.observe(static_cast<double>(outcomes.size()));
    counted.batch_seconds.observe(std::chrono::duration<double>(now() - started).count());
    for (std::size_t at = 0; at < outcomes.size(); ++at) {
        auto const& outcome = outcomes[at];
        if (outcome.failure) {
            ++counted.failed;
        } else if (outcome.what == ports::Appended::appended) {
            ++counted.appended;
            counted.events += batch.items[at].item.leaves.size();
        } else {
            ++(outcome.what == ports::Appended::stale ? counted.stale : counted.missing);
        }
    }
}

void GroupCommitter::Impl::add_one(std::uint64_t CommitterFigures::*what) {
    std::lock_guard const lock{mutex};
    ++(counted.*what);
}

// Waits for a log that has something to commit. Nothing: everything is settled and no more will come.
std::optional<Batch> GroupCommitter::Impl::take_batch() {
    std::unique_lock lock{mutex};
    work.wait(lock, [&] { return !ready.empty() || (stop_by && held == 0); });
    if (ready.empty()) return std::nullopt;
    auto const log = std::move(ready.front());
    ready.pop_front();
    return cut_batch(log, queues.at(log));
}

Batch GroupCommitter::Impl::cut_batch(LogName const& log, LogQueue& queue) {
    Batch batch{log, {}, queue.waiting.front().deadline};
    std::set<std::string_view> written;
    std::size_t events = 0;
    std::size_t bytes = 0;
    // Views into the items stay good: the vector does not grow beyond what is reserved.
    batch.items.reserve(std::min(queue.waiting.size(), settings.events_max));
    while (!queue.waiting.empty() && batch.items.size() < batch.items.capacity()) {
        auto& next = queue.waiting.front();
        auto const fits =
            events + next.item.leaves.size() <= settings.events_max && bytes + next.bytes <= settings.bytes_max;
        auto const depends = std::ranges::any_of(next.item.conditions, [&](auto const& condition) {
            return written.contains(condition.stream);
        });
        // An item that is too large for any batch travels alone.
        if (!batch.items.empty() && (!fits || depends)) break;
        events += next.item.leaves.size();
        bytes += next.bytes;
        batch.items.push_back(std::move(next));
        queue.waiting.pop_front();
        auto const alone = written.insert(batch.items.back().item.stream).second;
        JUECE_ASSERT(alone, "a batch never holds a stream twice");
    }
    queue.in_flight = true;
    return batch;
}

// The batch is settled: its streams may come again, then its callers may hear of it, then the log's next batch may go.
void GroupCommitter::Impl::release(Batch const& batch, Answers answers) {
    std::lock_guard const lock{mutex};
    auto const queue = queues.find(batch.log);
    for (auto const& entry : batch.items)
        queue->second.streams.erase(entry.item.stream);
    held -= batch.items.size();
    answer(std::move(answers));
    queue->second.in_flight = false;
    if (queue->second.waiting.empty()) {
        queues.erase(queue);
    } else {
        ready.push_back(batch.log);
        work.notify_one();
    }
    if (stop_by && held == 0) work.notify_all();
}

std::vector<AppendOutcome> GroupCommitter::Impl::settle(Lane& lane, Batch const& batch) {
    std::vector<ports::AppendItem const*> items;
    for (auto const& entry : batch.items)
        items.push_back(&entry.item);
    auto length = pause_min;
    bool in_doubt = false;
    std::string last_error = "no time left to try";
    for (bool tried = false; may_try(batch, tried); tried = true) {
        auto const sending = lane.session != nullptr;
        try {
            if (!sending) lane.session = std::make_unique<Session>(settings.writer_dsn, settings.session);
            if (in_doubt) add_one(&CommitterFigures::resubmissions);
            return send(lane, batch.log, items);
        } catch (WorldError const& error) {
            last_error = error.what();
            add_one(&CommitterFigures::errors);
            if (error.kind() == WorldErrorKind::corrupt) {
                if (items.size() > 1) return settle_one_by_one(lane, batch);
                return {{{}, 0, std::current_exception()}};
            }
            if (lane.session && !lane.session->is_usable()) {
                in_doubt = true;
                lane.session.reset();
            }
        }
        // A connection that had been idle is replaced at once; after that, the server is given time.
        if (!sending || lane.session) {
            pause(length, limit_of(batch));
            length = std::min(length * 2, pause_max);
        }
    }
    auto const kind = in_doubt ? WorldErrorKind::timeout : WorldErrorKind::unavailable;
    return std::vector<AppendOutcome>(items.size(), failed(kind, last_error));
}

std::vector<AppendOutcome> GroupCommitter::Impl::settle_one_by_one(Lane& lane, Batch const& batch) {
    std::vector<AppendOutcome> outcomes;
    for (auto const& entry : batch.items) {
        Batch single{batch.log, {}, batch.deadline};
        single.items.push_back({entry.item, nullptr, entry.bytes, entry.deadline});
        outcomes.push_back(settle(lane, single).front());
    }
    return outcomes;
}

std::vector<AppendOutcome> GroupCommitter::Impl::send(
    Lane& lane, LogName const& log, std::vector<ports::AppendItem const*> const& items
) {
    struct Calling {
        explicit Calling(Lane& lane_in) : lane{lane_in} {
            std::lock_guard const lock{lane.mutex};
            lane.calling_since = now();
        }
        ~Calling() {
            std::lock_guard const lock{lane.mutex};
            lane.calling_since.reset();
        }
        Lane& lane;
    };
    auto const parameters = append_parameters(log, items);
    Calling const calling{lane};
    return append_outcomes(lane.session->execute(append_events, parameters), items.size());
}

// Not longer than the batch may wait; ended early when the committer stops.
void GroupCommitter::Impl::pause(std::chrono::milliseconds length, SteadyTime deadline) {
    std::unique_lock lock{mutex};
    auto const was_stopping = stop_by.has_value();
    work.wait_until(lock, std::min(now() + length, deadline), [&] { return stop_by.has_value() && !was_stopping; });
}

SteadyTime GroupCommitter::Impl::limit_of(Batch const& batch) {
    std::lock_guard const lock{mutex};
    return stop_by ? std::min(*stop_by, batch.deadline) : batch.deadline;
}

// What waited long behind an outage is tried once all the same.
bool GroupCommitter::Impl::may_try(Batch const& batch, bool tried) {
    std::lock_guard const lock{mutex};
    if (stop_by && now() >= *stop_by) return false;
    return !tried || now() < batch.deadline;
}

void GroupCommitter::Impl::answer(Answers answers) {
    {
        std::lock_guard const lock{answer_mutex};
        pending.push_back(std::move(answers));
    }
    answers_ready.notify_one();
}

void GroupCommitter::Impl::run_answerer() {
    auto next_watch = now() + watch_period;
    for (;;) {
        std::deque<Answers> taken;
        {
            std::unique_lock lock{answer_mutex};
            answering = false;
            if (pending.empty()) answered.notify_all();
            answers_ready.wait_until(lock, next_watch, [&] { return !pending.empty() || ending; });
            if (pending.empty() && ending) return;
            answering = true;
            taken.swap(pending);
        }
        for (auto& answers : taken) {
            for (auto& [done, outcome] : answers.answers)
                done(std::move(outcome));
            if (answers.committed && hook) hook(answers.committed->first, answers.committed->second);
        }
        if (now() >= next_watch) {
            watch();
            next_watch = now() + watch_period;
        }
    }
}

// statement_timeout is the server's to keep; a server that is frozen keeps nothing.
void GroupCommitter::Impl::watch() {
    if (settings.session.statement_timeout.count() == 0) return;
    auto const longest = settings.session.statement_timeout + answer_grace;
    for (auto& lane : lanes) {
        std::lock_guard const lock{lane.mutex};
        if (lane.calling_since && now() - *lane.calling_since > longest) lane.session->interrupt();
    }
}

}  // namespace juece::postgres
