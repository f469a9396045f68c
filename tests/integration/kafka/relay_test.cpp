// The relay against a real broker (JUECE_TEST_KAFKA).
#include "adapters/kafka/relay.hpp"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/kafka/parked.hpp"
#include "adapters/kafka/producer.hpp"
#include "adapters/memory/followers.hpp"
#include "tests/integration/kafka/broker.hpp"
#include "tests/integration/kafka/sample.hpp"

namespace juece::kafka {
namespace {

using namespace std::chrono_literals;

// The log of a sample, whose reads can be made to hang: a process that is paused in the middle.
class GatedLog final : public ports::EventLog {
public:
    explicit GatedLog(ports::EventLog& log) : log_{log} {}

    void close() { closed_ = true; }
    void open_gate() {
        std::lock_guard const guard{mutex_};
        closed_ = false;
        opened_.notify_all();
    }
    bool is_waited_at() const { return waiting_; }

    void append(LogName const& log, ports::AppendItem item, Done done) override {
        log_.append(log, std::move(item), std::move(done));
    }
    bool open(LogName const& log, bool rehearsal, bool kafka, std::vector<ports::AppendItem> items) override {
        return log_.open(log, rehearsal, kafka, std::move(items));
    }
    std::optional<ports::LogInfo> info(LogName const& log) override { return log_.info(log); }
    std::vector<ports::LogInfo> logs() override { return log_.logs(); }
    ports::StreamHead head(LogName const& log, std::string_view stream) override { return log_.head(log, stream); }
    std::vector<ports::StoredEvent> read_stream(
        LogName const& log, std::string_view stream, std::uint64_t after, std::size_t limit
    ) override {
        return log_.read_stream(log, stream, after, limit);
    }
    std::vector<ports::StoredEvent> read_log(LogName const& log, std::uint64_t from, std::size_t limit) override {
        auto events = log_.read_log(log, from, limit);
        std::unique_lock lock{mutex_};
        waiting_ = closed_.load();
        opened_.wait(lock, [this] { return !closed_; });
        waiting_ = false;
        return events;
    }
    std::vector<std::string> streams(LogName const& log, std::string_view prefix) override {
        return log_.streams(log, prefix);
    }
    std::optional<ports::StoredEvent> find(LogName const& log, EventId id) override { return log_.find(log, id); }
    std::optional<ports::StoredPayload> payload(LogName const& log, EventId id, std::size_t index) override {
        return log_.payload(log, id, index);
    }
    std::vector<ports::ListedDecision> list(LogName const& log, ports::DecisionQuery const& query) override {
        return log_.list(log, query);
    }
    std::uint64_t count(LogName const& log, ports::DecisionFilter const& filter) override {
        return log_.count(log, filter);
    }

private:
    ports::EventLog& log_;
    std::mutex mutex_;
    std::condition_variable opened_;
    std::atomic<bool> closed_{false};
    std::atomic<bool> waiting_{false};
};

class RelayTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto const broker = given_broker();
        if (!broker) GTEST_SKIP() << "JUECE_TEST_KAFKA is not set";
        broker_ = *broker;
    }

    RelayOptions options(std::string owner) const {
        RelayOptions made;
        made.kafka = broker_;
        made.owner = std::move(owner);
        return made;
    }

    std::unique_ptr<Relay> start(ports::EventLog& log, std::string const& owner = "a") {
        return start(log, options(owner));
    }

    std::unique_ptr<Relay> start(ports::EventLog& log, RelayOptions given) {
        auto relay = std::make_unique<Relay>(log, followers_, std::move(given), [this](Level, std::string const& line) {
            std::lock_guard const guard{mutex_};
            lines_.push_back(line);
        });
        relay->start();
        return relay;
    }

    bool said(std::string const& part) {
        std::lock_guard const guard{mutex_};
        return std::any_of(lines_.begin(), lines_.end(), [&](auto const& line) {
            return line.find(part) != std::string::npos;
        });
    }

    std::string all_lines() {
        std::lock_guard const guard{mutex_};
        std::string text;
        for (auto const& line : lines_)
            text += line + "\n";
        return text;
    }

    std::uint64_t position(LogName const& log) {
        // Whoever asks last must not hold it.
        auto const lease = followers_.acquire("relay", log, "observer", 0ms);
        if (!lease) return 0;
        followers_.release("relay", log, "observer", lease->epoch);
        return lease->position;
    }

    static std::uint64_t settled(Relay const& relay, LogName const& log) {
        for (auto const& figures : relay.figures().logs) {
            if (figures.log == log && figures.leading) return figures.position;
        }
        return 0;
    }

    static bool caught_up(Relay const& relay, Sample& sample) {
        return eventually([&] { return settled(relay, sample.name()) == sample.size(); });
    }

    std::vector<Record> records(Sample const& sample) { return read_topic(broker_, *events_topic(sample.name())); }

    // Every event is there once, with its own bytes, and each key's in order.
    void expect_exact(Sample& sample, bool repeats_allowed = false) {
        std::map<std::string, std::uint64_t> last;
        std::set<std::uint64_t> there;
        auto const events = sample.events();
        for (auto const& record : records(sample)) {
            auto const attributes = parse_headers(record.headers);
            ASSERT_TRUE(attributes) << attributes.error();
            auto const seq = attributes.value().sequence;
            ASSERT_LT(seq, events.size());
            EXPECT_EQ(record.value, events[seq].leaf);
            EXPECT_EQ(record.key, partition_key(events[seq].stream));
            EXPECT_EQ(attributes.value(), *attributes_of(sample.name(), events[seq]));
            bool const is_new = there.insert(seq).second;
            EXPECT_TRUE(is_new || repeats_allowed) << "event " << seq << " twice\n" << all_lines();
            if (!is_new) continue;
            auto const before = last.find(record.key);
            EXPECT_TRUE(before == last.end() || before->second < seq) << "order of " << record.key;
            last[record.key] = seq;
        }
        EXPECT_EQ(there.size(), events.size()) << all_lines();
    }

    Connection broker_;
    RunningClock clock_;
    memory::MemoryFollowers followers_{clock_};
    std::mutex mutex_;
    std::vector<std::string> lines_;
};

TEST_F(RelayTest, CarriesEveryEventOnceAndEachKeyInOrder) {
    Sample sample{{.rehearsal = false}};
    for (int round = 0; round < 20; ++round) {
        for (int decision = 0; decision < 30; ++decision)
            sample.append(fmt::format("decision/{}", decision), 2);
        sample.append("attempts/3");
        sample.append("register");
    }
    auto const relay = start(sample.log());
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    sample.append("decision/0", 3);
    relay->wake();
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    expect_exact(sample);
    std::map<std::string, int> partition_of_key;
    for (auto const& record : records(sample)) {
        EXPECT_EQ(partition_of_key.emplace(record.key, record.partition).first->second, record.partition);
        EXPECT_EQ(partition_of(record.key, 12), record.partition);
    }
    Reader reader{broker_, 50ms};
    EXPECT_EQ(reader.partitions(*events_topic(sample.name()), 5s), 12);
    EXPECT_EQ(relay->figures().rebuilt, 0U) << all_lines();
    relay->stop();
    EXPECT_EQ(position(sample.name()), sample.size());
}

TEST_F(RelayTest, ARehearsalHasOnePartitionAndItsClockMayStandInTheFuture) {
    Sample sample{{.from = Timestamp{std::chrono::sys_days{std::chrono::year{2093} / 1 / 1}}}};
    sample.append("decision/a", 5);
    auto const relay = start(sample.log());
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    expect_exact(sample);
    Reader reader{broker_, 50ms};
    EXPECT_EQ(reader.partitions(*events_topic(sample.name()), 5s), 1);
}

TEST_F(RelayTest, LeavesLogsAloneThatWantNoKafkaAndFindsNewOnes) {
    Sample silent{{.kafka = false}};
    auto const relay = start(silent.log());
    std::this_thread::sleep_for(300ms);
    EXPECT_TRUE(relay->figures().logs.empty());
    auto const other = fresh_log_name();
    Sample spare;
    auto first = spare.log().read_log(spare.name(), 0, 1).front();
    silent.log().open(
        other,
        true,
        true,
        {{"log", 0, {{first.id, first.type, first.recorded_at, first.leaf, first.hash}}, {}, {}, {}, {}}}
    );
    EXPECT_TRUE(eventually([&] { return settled(*relay, other) == 1; }, 5s)) << all_lines();
}

TEST_F(RelayTest, GoesOnAfterARestartWithoutGapOrRepeat) {
    Sample sample{{.rehearsal = false}};
    for (int i = 0; i < 50; ++i)
        sample.append(fmt::format("decision/{}", i), 40);
    for (int restart = 0; restart < 4; ++restart) {
        auto small = options("a" + std::to_string(restart));
        small.batch = 10;
        small.window = 10;
        auto const relay = start(sample.log(), small);
        EXPECT_TRUE(eventually([&] {
            return relay->figures().stored > 60 || settled(*relay, sample.name()) == sample.size();
        })) << all_lines();
        relay->stop();
    }
    auto const relay = start(sample.log());
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    expect_exact(sample);
}

TEST_F(RelayTest, SkipsWhatIsThereWhenThePositionWasNotWritten) {
    Sample sample{{.rehearsal = false}};
    for (int i = 0; i < 40; ++i)
        sample.append(fmt::format("decision/{}", i), 5);
    auto const first = start(sample.log());
    ASSERT_TRUE(caught_up(*first, sample)) << all_lines();
    first->stop();
    // Another set of positions: as if a crash had come before any of them was written.
    memory::MemoryFollowers forgotten{clock_};
    Relay second{sample.log(), forgotten, options("b"), [](Level, std::string const&) {}};
    second.start();
    ASSERT_TRUE(caught_up(second, sample));
    EXPECT_EQ(second.figures().skipped, sample.size());
    expect_exact(sample);
}

TEST_F(RelayTest, OfTwoOneSendsAndTheOtherFollowsItWithinThreeSeconds) {
    Sample sample;
    GatedLog paused{sample.log()};
    sample.append("decision/a", 10);
    auto const first = start(paused, "a");
    ASSERT_TRUE(caught_up(*first, sample)) << all_lines();
    auto const second = start(sample.log(), "b");
    std::this_thread::sleep_for(500ms);
    EXPECT_EQ(settled(*second, sample.name()), 0U) << "the second does not lead";
    EXPECT_EQ(second->figures().stored, 0U);

    paused.close();
    sample.append("decision/a", 10);
    first->wake();
    ASSERT_TRUE(eventually([&] { return paused.is_waited_at(); }));
    auto const paused_at = std::chrono::steady_clock::now();
    ASSERT_TRUE(caught_up(*second, sample)) << all_lines();
    EXPECT_LT(std::chrono::steady_clock::now() - paused_at, 3200ms);
    sample.append("decision/a", 5);
    second->wake();
    ASSERT_TRUE(caught_up(*second, sample));

    // The first wakes up with events in its hands that are not its to send any more.
    auto const stored = first->figures().stored;
    paused.open_gate();
    ASSERT_TRUE(eventually([&] { return said("is lost"); })) << all_lines();
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(first->figures().stored, stored);
    expect_exact(sample);
}

TEST_F(RelayTest, GivesTheLeaseBackWhenItStops) {
    Sample sample;
    auto first = start(sample.log(), "a");
    ASSERT_TRUE(caught_up(*first, sample));
    auto const second = start(sample.log(), "b");
    first->stop();
    auto const stopped_at = std::chrono::steady_clock::now();
    sample.append("decision/a");
    ASSERT_TRUE(caught_up(*second, sample)) << all_lines();
    EXPECT_LT(std::chrono::steady_clock::now() - stopped_at, 1500ms);
    expect_exact(sample);
}

TEST_F(RelayTest, ParksWhatKafkaRefusesWithAllLaterEventsOfItsKey) {
    Sample sample;
    sample.append("decision/a", 3);
    auto relay = start(sample.log());
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    relay->stop();
    // The limit of the topic is made so small that a long leaf does not fit.
    auto const topic = *events_topic(sample.name());
    ASSERT_TRUE(set_topic_limit(broker_, topic, 3000));
    sample.append("decision/b", 2);
    auto const too_long = sample.append("decision/a", 1, 6000);
    sample.append("decision/b", 2);
    sample.append("decision/a", 2);
    sample.append("decision/c", 2);
    relay = start(sample.log(), "b");
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    EXPECT_EQ(relay->figures().parked, 3U) << all_lines();
    relay->stop();

    std::vector<std::uint64_t> there;
    for (auto const& record : records(sample))
        there.push_back(parse_headers(record.headers).value().sequence);
    EXPECT_EQ(there, (std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5, 7, 8, 11, 12})) << all_lines();
    auto const parked = read_topic(broker_, *parked_topic(sample.name()));
    ASSERT_EQ(parked.size(), 3U);
    EXPECT_EQ(parked[0].key, "a");
    EXPECT_EQ(parked[0].value, "");
    EXPECT_EQ(parse_headers(parked[0].headers).value().sequence, too_long);
    EXPECT_EQ(header(parked[0].headers, parked_reason_header), "MSG_SIZE_TOO_LARGE");
    EXPECT_EQ(header(parked[2].headers, parked_reason_header), key_is_parked);

    // A relay that knows nothing but the topics parks on.
    sample.append("decision/a");
    sample.append("decision/b");
    relay = start(sample.log(), "c");
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    EXPECT_EQ(relay->figures().parked, 1U);
    EXPECT_EQ(records(sample).size(), there.size() + 1);
    relay->stop();

    // An operator releases the key: what comes later flows again.
    ASSERT_TRUE(release_key(broker_, *parked_topic(sample.name()), "a"));
    sample.append("decision/a");
    relay = start(sample.log(), "d");
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    EXPECT_EQ(records(sample).size(), there.size() + 2);
}

TEST_F(RelayTest, SendsAgainWhenTheTopicWasDeleted) {
    Sample sample;
    sample.append("decision/a", 20);
    auto relay = start(sample.log());
    ASSERT_TRUE(caught_up(*relay, sample));
    relay->stop();
    ASSERT_TRUE(delete_topic(broker_, *events_topic(sample.name())));
    sample.append("decision/a", 5);
    relay = start(sample.log(), "b");
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    EXPECT_TRUE(said("sending again from event 0")) << all_lines();
    expect_exact(sample);
}

TEST_F(RelayTest, SendsNothingIntoATopicThatIsAheadOfItsLog) {
    Sample before;
    before.append("decision/a", 20);
    auto relay = start(before.log());
    ASSERT_TRUE(caught_up(*relay, before)) << all_lines();
    relay->stop();
    auto const held = records(before).size();

    // The same log from an old backup: its last ten events are lost, and it goes on with others.
    Sample restored{{.from = SampleOptions{}.from + 1h, .name = before.name()}};
    restored.append("decision/a", 10);
    memory::MemoryFollowers restored_positions{clock_};
    Relay unaware{restored.log(), restored_positions, options("b"), [this](Level, std::string const& line) {
                      std::lock_guard const guard{mutex_};
                      lines_.push_back(line);
                  }};
    unaware.start();
    EXPECT_TRUE(eventually([&] { return said("Kafka holds event 20, which this log does not have"); })) << all_lines();
    restored.append("decision/b", 30);
    unaware.wake();
    EXPECT_TRUE(eventually([&] { return said("event 20 is "); })) << all_lines();
    EXPECT_EQ(records(before).size(), held) << "nothing of the second history was sent";
    EXPECT_EQ(unaware.figures().stored, 0U);

    // Somebody decided: the old topic goes, and everything is sent again.
    ASSERT_TRUE(delete_topic(broker_, *events_topic(before.name())));
    EXPECT_TRUE(caught_up(unaware, restored)) << all_lines();
    expect_exact(restored);
}

TEST_F(RelayTest, ALogWhoseNameKafkaCannotSpellDoesNotDisturbOthers) {
    Sample sample;
    auto const unspeakable = *LogName::parse(sample.name().text() + ":x");
    auto first = sample.log().read_log(sample.name(), 0, 1).front();
    sample.log().open(
        unspeakable,
        true,
        true,
        {{"log", 0, {{first.id, first.type, first.recorded_at, first.leaf, first.hash}}, {}, {}, {}, {}}}
    );
    sample.append("decision/a", 5);
    auto const relay = start(sample.log());
    ASSERT_TRUE(caught_up(*relay, sample)) << all_lines();
    EXPECT_TRUE(eventually([&] { return said("is not sent: Kafka has no name"); })) << all_lines();
}

TEST_F(RelayTest, WaitsForAKafkaThatIsNotThereAndSaysSoOnce) {
    Sample sample;
    auto absent = options("a");
    absent.kafka.brokers = "127.0.0.1:1";
    auto const relay = start(sample.log(), absent);
    EXPECT_TRUE(eventually([&] { return !relay->figures().kafka_reachable; })) << all_lines();
    std::this_thread::sleep_for(2s);
    std::lock_guard const guard{mutex_};
    EXPECT_EQ(
        std::count_if(
            lines_.begin(),
            lines_.end(),
            [](auto const& line) { return line.find("cannot be reached") != std::string::npos; }
        ),
        1
    );
}

}  // namespace
}  // namespace juece::kafka
