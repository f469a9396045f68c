// The relay's thread: discover logs, keep leases, prepare, send, take reports, advance.
#include "adapters/kafka/relay.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "adapters/kafka/kept_lease.hpp"
#include "adapters/kafka/preparation.hpp"
#include "adapters/kafka/producer.hpp"
#include "adapters/kafka/relayed_log.hpp"
#include "adapters/kafka/signal.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::kafka {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A token names a log (its number in this process) and a seq; the highest bit of the seq's part marks a parked
// record.
constexpr unsigned sequence_bits = 47;
constexpr std::uint64_t parking_bit = std::uint64_t{1} << sequence_bits;
constexpr std::uint64_t sequence_mask = parking_bit - 1;
constexpr std::size_t logs_at_most = 1U << 16U;

// One log with what its sending needs around the pure RelayedLog.
struct Course {
    Course(ports::LogInfo const& info, std::uint64_t number, KeptLease kept, std::size_t window)
        : log{info.name, window},
          rehearsal{info.rehearsal},
          token{number << (sequence_bits + 1)},
          lease{std::move(kept)} {}

    RelayedLog log;
    bool rehearsal;
    std::uint64_t token;
    KeptLease lease;
    std::string topic{events_topic(log.name()).value_or("")};
    std::string parked{parked_topic(log.name()).value_or("")};
    bool parking_ready = false;
    std::uint64_t next_seq = 0;
    bool leading = false;
    unsigned failures = 0;  // in a row, without anything stored between
    Clock::time_point retry_at{};
    Clock::time_point reported_at{};  // or the first event sent after all were reported
    Clock::time_point advanced_at{};
    Clock::time_point oldest_asked_at{};
    std::optional<Timestamp> oldest;  // when the first event that is not settled was recorded
    std::string trouble;
};

}  // namespace

struct Relay::Impl {
    Impl(ports::EventLog& log, ports::Followers& positions, RelayOptions given, LogLine line)
        : event_log{log},
          followers{positions},
          options{std::move(given)},
          log_line{std::move(line)},
          terms{"relay", options.owner, options.lease, options.renew_every, options.try_every} {}

    ports::EventLog& event_log;
    ports::Followers& followers;
    RelayOptions const options;
    LogLine log_line;
    KeptLease::Terms const terms;
    Signal signal;  // outlives the producer, which signals it
    std::atomic<bool> stopping{false};
    std::thread thread;

    std::map<LogName, std::unique_ptr<Course>> courses;
    std::vector<Course*> by_number;
    std::optional<Producer> producer;
    std::optional<Preparation> preparation;
    std::vector<Report> reports;
    Clock::time_point kafka_retry_at{};
    Clock::time_point published_at{};
    RelayFigures counted;

    mutable std::mutex publishing;
    RelayFigures published;

    void run();
    bool run_round();
    void discover();
    void keep_leases();
    void apply(Course& course, KeptLease::Change change);
    void prepare_all();
    void prepare(Course& course);
    std::string contradiction(LogName const& log, Prepared const& prepared);
    bool send_all();
    bool send_from(Course& course);
    bool send_event(Course& course, ports::StoredEvent const& event);
    Sent park_event(Course& course, std::string_view key, Attributes const& attributes, milliseconds timestamp);
    bool make_parking(Course& course);
    void take_reports();
    void take_report(Course& course, Report const& report);
    void drop_producer(std::string const& reason);
    void advance_all(bool now);
    void wind_down();
    void look_at_oldest();
    void publish();
    void say(Level level, Note const& note);
    void note_kafka(bool reachable, std::string const& reason);
    void note_log(bool reachable, std::string const& reason);
    void note_trouble(Course& course, std::string const& trouble);
    void back_off(Course& course);
};

void Relay::Impl::run() {
    auto patience = options.poll_min;
    while (!stopping) {
        bool more = false;
        auto const before = counted.stored + counted.skipped;
        try {
            more = run_round();
            note_log(true, {});
        } catch (ports::WorldError const& error) {
            note_log(false, error.what());
            for (auto* course : by_number)
                apply(*course, course->lease.check());
        }
        publish();
        bool const busy = more || counted.stored + counted.skipped != before;
        patience = busy ? options.poll_min : std::min(patience * 2, options.poll_max);
        if (signal.wait(more ? milliseconds{0} : patience)) patience = options.poll_min;
    }
    wind_down();
}

// True: more could be sent at once.
bool Relay::Impl::run_round() {
    discover();
    keep_leases();
    take_reports();
    prepare_all();
    bool const more = send_all();
    take_reports();
    advance_all(false);
    look_at_oldest();
    return more;
}

void Relay::Impl::discover() {
    for (auto const& info : event_log.logs()) {
        if (!info.kafka) continue;
        auto& course = courses[info.name];
        if (!course) {
            JUECE_ASSERT(by_number.size() < logs_at_most, "a token has room for 65,536 logs");
            course = std::make_unique<Course>(
                info, by_number.size(), KeptLease{followers, info.name, terms}, options.window
            );
            by_number.push_back(course.get());
        }
        course->next_seq = info.next_seq;
    }
}

void Relay::Impl::keep_leases() {
    for (auto* course : by_number)
        apply(*course, course->lease.keep());
}

void Relay::Impl::apply(Course& course, KeptLease::Change change) {
    if (change == KeptLease::Change::none) return;
    course.leading = change == KeptLease::Change::won;
    course.retry_at = {};
    course.failures = 0;
    if (course.leading) {
        course.log.restart(course.lease.position());
        auto const& name = course.log.name().text();
        say(Level::info,
            {fmt::format("relay: {} is ours from event {}", name, course.log.next()), name, course.log.next()});
        return;
    }
    auto const& name = course.log.name().text();
    say(Level::warning, {fmt::format("relay: the lease on {} is lost", name), name});
    note_trouble(course, {});
    // What still waits in the producer must not be sent: the next owner sends it.
    bool const owes = course.log.owes_reports();
    course.log.restart(0);
    if (owes) drop_producer("a lease was lost");
}

void Relay::Impl::prepare_all() {
    bool waiting = false;
    for (auto* course : by_number) {
        if (!course->leading || course->log.is_prepared()) continue;
        waiting = true;
        if (Clock::now() >= std::max(course->retry_at, kafka_retry_at)) prepare(*course);
    }
    // Its connections are only needed while something is prepared.
    if (!waiting) preparation.reset();
}

void Relay::Impl::prepare(Course& course) {
    if (!preparation) preparation.emplace(options.kafka);
    auto const epoch_holds = [&] {
        keep_leases();
        return course.leading && !stopping;
    };
    TopicShape const shape{
        course.rehearsal ? 1 : options.shape.partitions, options.shape.replication, options.shape.min_in_sync};
    auto outcome = preparation->prepare(course.log.name(), shape, epoch_holds);
    if (!course.leading || stopping) return;
    if (auto const* not_yet = std::get_if<NotPrepared>(&outcome)) {
        if (not_yet->unreachable) {
            note_kafka(false, not_yet->reason);
            kafka_retry_at = Clock::now() + options.try_every;
        } else {
            note_trouble(course, not_yet->reason);
            back_off(course);
        }
        return;
    }
    auto& prepared = std::get<Prepared>(outcome);
    note_kafka(true, {});
    std::string wrong;
    try {
        wrong = contradiction(course.log.name(), prepared);
    } catch (ports::WorldError const& error) {
        if (error.is_retryable()) throw;
        wrong = error.what();  // this log's trouble, and no other's
    }
    note_trouble(course, wrong);
    if (!wrong.empty()) return back_off(course);
    auto const position = course.log.settled();
    bool const made = prepared.created;
    if (!course.log.prepare(std::move(prepared)) && position > 0) {
        auto const what = made ? "the topic was missing and has been made" : "the topic has lost records";
        say(Level::error,
            {fmt::format("relay: {}: {}; sending again from event {}", course.topic, what, course.log.next()),
             course.log.name().text(),
             course.log.next(),
             what});
    }
}

// What the topic holds must be this log's: after a restore that has lost events, or with another log's topic, sending
// would mix two histories under the same numbers. Only a person can decide then (docs/operating/backup.md).
std::string Relay::Impl::contradiction(LogName const& log, Prepared const& prepared) {
    auto const unknown = [](std::uint64_t sequence) {
        return fmt::format("Kafka holds event {}, which this log does not have: has the log been restored?", sequence);
    };
    for (auto const& record : prepared.last) {
        if (!record) continue;
        auto const events = event_log.read_log(log, record->sequence, 1);
        if (events.empty() || events.front().seq != record->sequence) return unknown(record->sequence);
        if (events.front().id.text() != record->id) {
            return fmt::format(
                "event {} is {} in Kafka and {} in the log", record->sequence, record->id, events.front().id.text()
            );
        }
    }
    auto const parked = prepared.parked.last();
    if (parked && event_log.read_log(log, *parked, 1).empty()) return unknown(*parked);
    return {};
}

bool Relay::Impl::send_all() {
    bool more = false;
    for (auto* course : by_number) {
        auto const open = [course] { return course->log.room() > 0 && course->log.next() < course->next_seq; };
        if (!course->leading || !open() || !course->lease.is_valid() || Clock::now() < course->retry_at) continue;
        try {
            // One batch each, so that a log that catches up does not hold up the others.
            more |= send_from(*course) && open();
        } catch (ports::WorldError const& error) {
            if (error.is_retryable()) throw;
            note_trouble(*course, error.what());
            back_off(*course);
        }
    }
    return more;
}

// False: no more can be sent now.
bool Relay::Impl::send_from(Course& course) {
    auto const limit = std::min(options.batch, course.log.room());
    auto const events = event_log.read_log(course.log.name(), course.log.next(), limit);
    // Reading may have taken longer than the lease.
    if (!course.lease.is_valid()) return false;
    for (auto const& event : events) {
        if (event.seq != course.log.next())
            throw ports::WorldError{
                ports::WorldErrorKind::corrupt,
                fmt::format("{}: event {} follows {}", course.log.name().text(), event.seq, course.log.next())};
        if (!send_event(course, event)) return false;
    }
    return !events.empty();
}

bool Relay::Impl::send_event(Course& course, ports::StoredEvent const& event) {
    auto const attributes = attributes_of(course.log.name(), event);
    if (!attributes)
        throw ports::WorldError{
            ports::WorldErrorKind::corrupt,
            fmt::format("{}: event {} is no leaf", course.log.name().text(), event.seq)};
    auto const key = partition_key(event.stream);
    auto const timestamp = std::chrono::floor<milliseconds>(event.recorded_at.time_since_epoch());
    auto const treatment = course.log.treat(key, event.seq);
    if (treatment == RelayedLog::Treatment::skip) {
        course.log.skipped();
        ++counted.skipped;
        return true;
    }
    if (!producer) producer.emplace(options.kafka, options.linger, signal.fd());
    if (!course.log.owes_reports()) course.reported_at = Clock::now();
    auto sent = Sent::refused;
    if (treatment == RelayedLog::Treatment::send) {
        sent =
            producer->send({course.topic, key, event.leaf, headers_of(*attributes), timestamp, course.token | event.seq}
            );
        if (sent == Sent::refused) course.log.refused_before_sending(event.seq, "MSG_SIZE_TOO_LARGE");
        if (sent == Sent::queued) course.log.sent();
    }
    if (sent == Sent::refused) sent = park_event(course, key, *attributes, timestamp);
    if (sent == Sent::failed || sent == Sent::refused) {
        drop_producer(producer->broken().value_or("an event cannot be parked"));
        back_off(course);
    }
    return sent == Sent::queued;
}

Sent Relay::Impl::park_event(
    Course& course, std::string_view key, Attributes const& attributes, milliseconds timestamp
) {
    auto const sequence = attributes.sequence;
    auto const reason = course.log.parking_reason(sequence);
    if (!make_parking(course)) return Sent::failed;
    auto const sent = producer->send(
        {course.parked, key, {}, parked_headers(attributes, reason), timestamp, course.token | parking_bit | sequence}
    );
    if (sent != Sent::queued) return sent;
    say(Level::error,
        {fmt::format(
             "relay: {}: event {} ({} version {}) is parked: {}",
             course.topic,
             sequence,
             attributes.subject,
             attributes.stream_version,
             reason
         ),
         course.log.name().text(),
         sequence,
         std::string{reason}});
    course.log.parking(key);
    return sent;
}

bool Relay::Impl::make_parking(Course& course) {
    if (course.parking_ready) return true;
    if (!preparation) preparation.emplace(options.kafka);
    auto const problem =
        preparation->prepare_parking(course.log.name(), options.shape, [&] { return !stopping.load(); });
    if (problem) note_trouble(course, problem->reason);
    course.parking_ready = !problem;
    return course.parking_ready;
}

void Relay::Impl::take_reports() {
    if (!producer) return;
    reports.clear();
    producer->poll(reports);
    std::string failure = producer->broken().value_or("");
    std::set<Course*> failed;
    for (auto const& report : reports) {
        auto& course = *by_number.at(report.token >> (sequence_bits + 1));
        take_report(course, report);
        if (report.what == Delivered::stored) continue;
        failed.insert(&course);
        if (failure.empty()) failure = report.reason;
    }
    for (auto* course : by_number) {
        bool const stalled = course->log.owes_reports() && Clock::now() - course->reported_at > options.stalled_after;
        if (stalled && failure.empty()) failure = "no report for too long";
    }
    for (auto* course : failed)
        back_off(*course);
    if (producer->take_all_brokers_down()) note_kafka(false, "no broker can be reached");
    if (!failure.empty()) drop_producer(failure);
}

void Relay::Impl::take_report(Course& course, Report const& report) {
    bool const parked = (report.token & parking_bit) != 0;
    course.log.report(report.token & sequence_mask, report.what, report.reason, parked);
    if (report.what != Delivered::stored) return;
    course.reported_at = Clock::now();
    course.failures = 0;
    ++(parked ? counted.parked : counted.stored);
    note_kafka(true, {});
}

// Every log begins again at its first event that is not settled.
void Relay::Impl::drop_producer(std::string const& reason) {
    if (producer) {
        ++counted.rebuilt;
        say(Level::warning, {fmt::format("relay: the producer is made anew: {}", reason), {}, {}, reason});
    }
    producer.reset();
    for (auto* course : by_number) {
        course->parking_ready = false;
        if (course->leading) course->log.restart(course->log.settled());
    }
}

void Relay::Impl::back_off(Course& course) {
    course.failures = std::min(course.failures + 1, 7U);
    course.retry_at = Clock::now() + milliseconds{25} * (1U << course.failures);
}

void Relay::Impl::advance_all(bool now) {
    for (auto* course : by_number) {
        if (!course->leading || course->log.settled() <= course->lease.position()) continue;
        if (!now && Clock::now() - course->advanced_at < options.advance_every) continue;
        course->advanced_at = Clock::now();
        apply(*course, course->lease.advance(course->log.settled()));
    }
}

void Relay::Impl::wind_down() {
    auto const until = Clock::now() + std::chrono::seconds{2};
    auto const owed = [&] {
        return std::any_of(by_number.begin(), by_number.end(), [](auto* course) { return course->log.owes_reports(); });
    };
    try {
        while (producer && owed() && Clock::now() < until) {
            signal.wait(options.poll_min);
            take_reports();
            keep_leases();
        }
        advance_all(true);
        producer.reset();
        for (auto* course : by_number)
            course->lease.release();
    } catch (ports::WorldError const& error) {
        note_log(false, error.what());
    }
    producer.reset();
    preparation.reset();
}

// A read a second while events wait, and none when nothing does.
void Relay::Impl::look_at_oldest() {
    for (auto* course : by_number) {
        auto const waits = course->leading && !course->rehearsal && course->log.settled() < course->next_seq;
        if (!waits) course->oldest.reset();
        if (!waits || Clock::now() - course->oldest_asked_at < std::chrono::seconds{1}) continue;
        course->oldest_asked_at = Clock::now();
        try {
            auto const events = event_log.read_log(course->log.name(), course->log.settled(), 1);
            if (!events.empty()) course->oldest = events.front().recorded_at;
        } catch (ports::WorldError const&) {
            // A figure only: what sends will meet the same and say so.
        }
    }
}

void Relay::Impl::say(Level level, Note const& note) {
    if (level == Level::error) ++counted.errors;
    log_line(level, note);
}

void Relay::Impl::publish() {
    auto const now = Clock::now();
    if (now - published_at < milliseconds{100}) return;
    published_at = now;
    counted.logs.clear();
    for (auto const* course : by_number) {
        auto const position = course->leading ? course->log.settled() : 0;
        counted.logs.push_back({
            course->log.name(),
            course->rehearsal,
            course->leading,
            position,
            course->next_seq,
            course->leading && course->next_seq > position ? course->next_seq - position : 0,
            course->log.parked_keys(),
            course->oldest,
            course->trouble,
        });
    }
    std::lock_guard const guard{publishing};
    published = counted;
}

void Relay::Impl::note_kafka(bool reachable, std::string const& reason) {
    if (std::exchange(counted.kafka_reachable, reachable) == reachable) return;
    if (reachable) {
        say(Level::info, {"relay: Kafka answers again"});
    } else {
        say(Level::warning,
            {fmt::format("relay: Kafka cannot be reached, events wait in the log: {}", reason), {}, {}, reason});
    }
}

void Relay::Impl::note_log(bool reachable, std::string const& reason) {
    if (std::exchange(counted.log_reachable, reachable) == reachable) return;
    if (reachable) {
        say(Level::info, {"relay: the log can be read again"});
    } else {
        say(Level::error, {fmt::format("relay: the log cannot be read: {}", reason), {}, {}, reason});
    }
}

void Relay::Impl::note_trouble(Course& course, std::string const& trouble) {
    if (std::exchange(course.trouble, trouble) == trouble) return;
    auto const name = course.log.name().text();
    if (trouble.empty()) {
        say(Level::info, {fmt::format("relay: {} goes on", name), name});
    } else {
        say(Level::error, {fmt::format("relay: {} is not sent: {}", name, trouble), name, {}, trouble});
    }
}

Relay::Relay(ports::EventLog& log, ports::Followers& followers, RelayOptions options, LogLine say)
    : impl_{std::make_unique<Impl>(log, followers, std::move(options), std::move(say))} {}

Relay::~Relay() { stop(); }

void Relay::start() {
    JUECE_ASSERT(!impl_->thread.joinable(), "a relay is started once");
    impl_->thread = std::thread{[this] { impl_->run(); }};
}

void Relay::stop() {
    impl_->stopping = true;
    wake();
    if (impl_->thread.joinable()) impl_->thread.join();
}

void Relay::wake() noexcept { impl_->signal.raise(); }

RelayFigures Relay::figures() const {
    std::lock_guard const guard{impl_->publishing};
    return impl_->published;
}

}  // namespace juece::kafka
