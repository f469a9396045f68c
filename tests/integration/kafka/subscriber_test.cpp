// The subscriber against a real broker (JUECE_TEST_KAFKA), with the relay or with records that a relay would not
// write.
#include "adapters/kafka/subscriber/subscriber.hpp"

#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "adapters/kafka/producer.hpp"
#include "adapters/kafka/signal.hpp"
#include "adapters/kafka/topics.hpp"
#include "adapters/memory/followers.hpp"
#include "tests/integration/kafka/broker.hpp"
#include "tests/integration/kafka/sample.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::kafka {
namespace {

using namespace std::chrono_literals;

class SubscriberTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto const broker = given_broker();
        if (!broker) GTEST_SKIP() << "JUECE_TEST_KAFKA is not set";
        broker_ = *broker;
        state_ = std::filesystem::temp_directory_path() / ("juece-" + fresh_log_name().text());
    }
    void TearDown() override { std::filesystem::remove(state_); }

    std::unique_ptr<Subscriber> subscribe(SubscriberOptions options) {
        options.kafka = broker_;
        options.log = sample_.name();
        return std::make_unique<Subscriber>(
            std::move(options),
            sample_.hasher(),
            sample_.fetch(),
            [this](ReceivedEvent const& event) { received_.push_back(event); },
            [this](Fault const& fault) { faults_.push_back(fault); }
        );
    }

    void make_topic(int partitions) {
        Topics topics{broker_};
        std::string why;
        ASSERT_EQ(
            topics.ensure(
                topic(), {partitions, 1, 1}, [] { return true; }, why
            ),
            Ensured::created
        ) << why;
    }

    // As a relay would send it, if asked to send just these.
    void send(std::vector<std::uint64_t> const& seqs) {
        Producer producer{broker_, 1ms, signal_.fd()};
        auto const events = sample_.events();
        for (auto const seq : seqs) {
            auto const& event = events.at(seq);
            auto const headers = headers_of(*attributes_of(sample_.name(), event));
            ASSERT_EQ(
                producer.send({topic(), partition_key(event.stream), event.leaf, headers, 0ms, seq}), Sent::queued
            );
        }
        std::vector<Report> reports;
        EXPECT_TRUE(eventually([&] {
            producer.poll(reports);
            return reports.size() == seqs.size();
        }));
        for (auto const& report : reports)
            EXPECT_EQ(report.what, Delivered::stored) << report.reason;
    }

    static bool catch_up(Subscriber& subscriber) {
        return eventually([&] { return !subscriber.step(50ms) && subscriber.is_caught_up(); });
    }

    // Everything from seq on, each subject in order and without a gap.
    void expect_all(std::uint64_t from_seq = 0) {
        std::map<std::string, std::uint64_t> last;
        std::size_t expected = sample_.size() - from_seq;
        EXPECT_EQ(received_.size(), expected);
        for (auto const& event : received_) {
            auto const& attributes = event.attributes;
            auto const found = last.find(attributes.subject);
            bool const joins_midway = found == last.end() && from_seq > 0;
            auto const before = found == last.end() ? 0 : found->second;
            EXPECT_TRUE(joins_midway || attributes.stream_version == before + 1) << attributes.subject;
            last[attributes.subject] = attributes.stream_version;
            EXPECT_EQ(event.leaf, sample_.events().at(attributes.sequence).leaf);
        }
    }

    std::string topic() const { return *events_topic(sample_.name()); }

    Connection broker_;
    Signal signal_;
    Sample sample_;
    std::filesystem::path state_;
    std::vector<ReceivedEvent> received_;
    std::vector<Fault> faults_;
};

TEST_F(SubscriberTest, ReceivesWhatTheRelaySends) {
    RunningClock clock;
    memory::MemoryFollowers followers{clock};
    Relay relay{sample_.log(), followers, {.kafka = broker_, .owner = "a"}, [](Level, std::string const&) {}};
    auto const subscriber = subscribe({});
    subscriber->step(100ms);
    ASSERT_EQ(faults_.size(), 1U) << "a topic that is not there yet is waited for";
    EXPECT_EQ(faults_[0].kind, FaultKind::topic_missing);
    relay.start();
    for (int i = 0; i < 100; ++i)
        sample_.append(fmt::format("decision/{}", i % 7), 3);
    relay.wake();
    EXPECT_TRUE(eventually([&] {
        subscriber->step(50ms);
        return received_.size() == sample_.size();
    }));
    EXPECT_EQ(subscriber->figures().fetched, 0U);
    EXPECT_EQ(faults_.size(), 1U);
    expect_all();
}

TEST_F(SubscriberTest, DropsRepeatsAndFetchesGaps) {
    make_topic(3);
    sample_.append("decision/a", 6);  // 1–6
    sample_.append("decision/b", 4);  // 7–10
    send({0, 1, 2, 1, 2, 3, 3, 8, 7, 10, 6, 5});
    auto const subscriber = subscribe({});
    ASSERT_TRUE(catch_up(*subscriber));
    expect_all();
    EXPECT_EQ(subscriber->figures().fetched, 6U) << "a: 4 and 5; b: 1 to 4, for the history gives two at a time";
    EXPECT_EQ(subscriber->figures().repeats, 5U);
    EXPECT_TRUE(faults_.empty());
}

TEST_F(SubscriberTest, GoesOnFromItsStateAndRepeatsNothing) {
    make_topic(3);
    for (int i = 0; i < 10; ++i)
        sample_.append(fmt::format("decision/{}", i % 4), 3);
    send({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    {
        auto const subscriber = subscribe({.state = state_});
        ASSERT_TRUE(catch_up(*subscriber));
        EXPECT_EQ(received_.size(), 11U);
    }
    std::vector<std::uint64_t> rest;
    for (auto seq = std::uint64_t{5}; seq < sample_.size(); ++seq)
        rest.push_back(seq);
    send(rest);
    auto const subscriber = subscribe({.state = state_});
    ASSERT_TRUE(catch_up(*subscriber));
    expect_all();
    EXPECT_EQ(subscriber->figures().repeats, 6U);
    EXPECT_EQ(subscriber->figures().fetched, 0U);
}

TEST_F(SubscriberTest, BeginsAtASeq) {
    make_topic(1);
    sample_.append("decision/a", 5);
    sample_.append("decision/b", 5);
    send({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    auto const subscriber = subscribe({.from_seq = 4});
    ASSERT_TRUE(catch_up(*subscriber));
    expect_all(4);
    EXPECT_EQ(subscriber->figures().fetched, 0U);
}

TEST_F(SubscriberTest, SaysWhenNoBrokerAnswers) {
    Subscriber subscriber{
        {.kafka = {"127.0.0.1:1", {}}, .log = sample_.name()},
        sample_.hasher(),
        sample_.fetch(),
        [](ReceivedEvent const&) {},
        [this](Fault const& fault) { faults_.push_back(fault); },
    };
    for (int i = 0; i < 3; ++i)
        EXPECT_FALSE(subscriber.step(100ms));
    ASSERT_EQ(faults_.size(), 1U);
    EXPECT_EQ(faults_[0].kind, FaultKind::kafka);
    EXPECT_FALSE(subscriber.is_caught_up());
}

TEST_F(SubscriberTest, RefusesALogThatKafkaCannotName) {
    SubscriberOptions options{.kafka = broker_, .log = *LogName::parse("a:b")};
    EXPECT_THROW(
        (Subscriber{options, sample_.hasher(), sample_.fetch(), [](auto const&) {}, [](auto const&) {}}),
        ports::WorldError
    );
}

}  // namespace
}  // namespace juece::kafka
