// The relay against librdkafka's mock cluster: errors that a real broker gives only on bad days.
#include <mutex>
#include <set>

#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "adapters/kafka/relay.hpp"
#include "adapters/memory/followers.hpp"
#include "tests/integration/kafka/broker.hpp"
#include "tests/integration/kafka/sample.hpp"

namespace juece::kafka {
namespace {

constexpr std::int16_t produce_request = 0;

class MockCluster {
public:
    MockCluster() {
        auto* conf = rd_kafka_conf_new();
        rd_kafka_conf_set_log_cb(conf, nullptr);
        char why[512];
        client_ = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof why);
        cluster_ = rd_kafka_mock_cluster_new(client_, 3);
    }
    ~MockCluster() {
        rd_kafka_mock_cluster_destroy(cluster_);
        rd_kafka_destroy(client_);
    }
    MockCluster(MockCluster const&) = delete;
    MockCluster& operator=(MockCluster const&) = delete;

    Connection connection() const { return {rd_kafka_mock_cluster_bootstraps(cluster_), {}}; }
    void create(std::string const& topic, int partitions) {
        rd_kafka_mock_topic_create(cluster_, topic.c_str(), partitions, 3);
    }
    void fail_next_produce(std::vector<rd_kafka_resp_err_t> const& errors) {
        rd_kafka_mock_push_request_errors_array(cluster_, produce_request, errors.size(), errors.data());
    }

private:
    rd_kafka_t* client_ = nullptr;
    rd_kafka_mock_cluster_t* cluster_ = nullptr;
};

class MockClusterTest : public ::testing::Test {
protected:
    std::unique_ptr<Relay> start() {
        cluster_.create(*events_topic(sample_.name()), 4);
        cluster_.create(*parked_topic(sample_.name()), 1);
        RelayOptions options;
        options.kafka = cluster_.connection();
        options.owner = "a";
        // One batch a partition. A broker refuses what comes after a batch that it refused; the mock knows no order and
        // stores it, and librdkafka rightly takes that for the first one's receipt.
        options.linger = std::chrono::milliseconds{200};
        auto relay =
            std::make_unique<Relay>(sample_.log(), followers_, options, [this](Level, std::string const& line) {
                std::lock_guard const guard{mutex_};
                lines_ += line + "\n";
            });
        relay->start();
        return relay;
    }

    bool caught_up(Relay const& relay) {
        return eventually([&] {
            auto const figures = relay.figures();
            return !figures.logs.empty() && figures.logs.front().leading &&
                   figures.logs.front().position == sample_.size();
        });
    }

    void expect_complete() {
        std::set<std::uint64_t> there;
        for (auto const& record : read_topic(cluster_.connection(), *events_topic(sample_.name())))
            there.insert(parse_headers(record.headers).value().sequence);
        EXPECT_EQ(there.size(), sample_.size()) << lines();
    }

    std::string lines() {
        std::lock_guard const guard{mutex_};
        return lines_;
    }

    MockCluster cluster_;
    Sample sample_;
    RunningClock clock_;
    memory::MemoryFollowers followers_{clock_};
    std::mutex mutex_;
    std::string lines_;
};

TEST_F(MockClusterTest, AFatalErrorMakesANewProducerAndLosesNothing) {
    for (int i = 0; i < 20; ++i)
        sample_.append("decision/" + std::to_string(i), 5);
    // Out of order at the head of what is in flight: librdkafka calls that fatal.
    cluster_.fail_next_produce({RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER});
    auto const relay = start();
    ASSERT_TRUE(caught_up(*relay)) << lines();
    EXPECT_GE(relay->figures().rebuilt, 1U) << lines();
    expect_complete();
}

TEST_F(MockClusterTest, ErrorsThatPassAreRetried) {
    for (int i = 0; i < 20; ++i)
        sample_.append("decision/" + std::to_string(i), 5);
    cluster_.fail_next_produce({
        RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
        RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
        RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
    });
    auto const relay = start();
    ASSERT_TRUE(caught_up(*relay)) << lines();
    expect_complete();
}

TEST_F(MockClusterTest, AnErrorThatDoesNotPassIsRetriedByANewProducer) {
    sample_.append("decision/a", 20);
    cluster_.fail_next_produce({
        RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
        RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
        RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP,
    });
    auto const relay = start();
    ASSERT_TRUE(caught_up(*relay)) << lines();
    EXPECT_EQ(relay->figures().parked, 0U);
    expect_complete();
}

TEST_F(MockClusterTest, ARefusedBatchIsSentOneByOneBeforeAnythingIsParked) {
    sample_.append("decision/a", 20);
    cluster_.fail_next_produce({RD_KAFKA_RESP_ERR_INVALID_RECORD});
    auto const relay = start();
    ASSERT_TRUE(caught_up(*relay)) << lines();
    EXPECT_EQ(relay->figures().parked, 0U) << lines();
    expect_complete();
}

}  // namespace
}  // namespace juece::kafka
