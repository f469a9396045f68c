// Finds or runs a broker.
#include "tests/integration/kafka/broker.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>
#include <signal.h>
#include <unistd.h>

#include "adapters/kafka/handles.hpp"
#include "adapters/kafka/parked.hpp"
#include "adapters/kafka/producer.hpp"
#include "adapters/kafka/signal.hpp"

namespace juece::kafka {
namespace {

std::string first_line(std::filesystem::path const& file) {
    std::ifstream in{file};
    std::string line;
    std::getline(in, line);
    return line;
}

std::optional<std::string> environment(char const* name) {
    // Tests read their environment before they start threads.
    auto const* const value = std::getenv(name);
    return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>{value};
}

// Asks something of the cluster's administration and waits for the answer.
using Ask = std::function<void(rd_kafka_t*, rd_kafka_queue_t*)>;
bool administer(Connection const& connection, Ask const& ask) {
    auto const client = make_client(RD_KAFKA_PRODUCER, connection, {});
    Queue const answers{rd_kafka_queue_new(client.get())};
    ask(client.get(), answers.get());
    QueuedEvent const answer{rd_kafka_queue_poll(answers.get(), 15'000)};
    return answer && rd_kafka_event_error(answer.get()) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

}  // namespace

std::optional<Connection> given_broker() {
    auto const address = environment("JUECE_TEST_KAFKA");
    return address ? std::optional{Connection{*address, {}}} : std::nullopt;
}

std::vector<Record> read_topic(Connection const& connection, std::string const& topic) {
    Reader reader{connection, std::chrono::milliseconds{50}};
    std::vector<Record> records;
    auto const partitions = reader.partitions(topic, std::chrono::seconds{10});
    int open = partitions.value_or(0);
    for (int i = 0; i < partitions.value_or(0); ++i)
        reader.start(topic, i, Reader::from_the_beginning);
    while (open > 0) {
        auto polled = reader.poll(std::chrono::seconds{10});
        if (!polled) throw std::runtime_error{"the topic cannot be read: " + topic};
        if (auto* record = std::get_if<Record>(&*polled)) records.push_back(std::move(*record));
        if (std::holds_alternative<EndOfPartition>(*polled)) --open;
    }
    return records;
}

bool set_topic_limit(Connection const& connection, std::string const& topic, int message_bytes_max) {
    auto* resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str());
    rd_kafka_ConfigResource_set_config(resource, "max.message.bytes", std::to_string(message_bytes_max).c_str());
    bool const done = administer(connection, [&](rd_kafka_t* client, rd_kafka_queue_t* answers) {
        rd_kafka_AlterConfigs(client, &resource, 1, nullptr, answers);
    });
    rd_kafka_ConfigResource_destroy(resource);
    return done;
}

bool delete_topic(Connection const& connection, std::string const& topic) {
    auto* described = rd_kafka_DeleteTopic_new(topic.c_str());
    bool const done = administer(connection, [&](rd_kafka_t* client, rd_kafka_queue_t* answers) {
        rd_kafka_DeleteTopics(client, &described, 1, nullptr, answers);
    });
    rd_kafka_DeleteTopic_destroy(described);
    return done;
}

bool release_key(Connection const& connection, std::string const& parked_topic, std::string const& key) {
    Signal const signal;
    Producer producer{connection, std::chrono::milliseconds{1}, signal.fd()};
    HeaderList const headers{{std::string{parked_reason_header}, std::string{key_is_released}}};
    if (producer.send({parked_topic, key, {}, headers, std::chrono::milliseconds{0}, 0}) != Sent::queued) return false;
    std::vector<Report> reports;
    while (reports.empty() && signal.wait(std::chrono::seconds{15}))
        producer.poll(reports);
    return !reports.empty() && reports.front().what == Delivered::stored;
}

bool OwnBroker::is_possible() {
    auto const jars = environment("JUECE_KAFKA_LIB");
    return jars && std::filesystem::exists(std::filesystem::path{*jars} / "complete");
}

OwnBroker::OwnBroker() {
    auto pattern = (std::filesystem::temp_directory_path() / "juece-kafka-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    folder_ = pattern;
    start();
}

OwnBroker::~OwnBroker() {
    try {
        kill();
    } catch (std::exception const&) {
        // A broker that cannot be stopped has ended already.
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Connection OwnBroker::connection() const { return {"127.0.0.1:" + first_line(folder_ / "port"), {}}; }
void OwnBroker::start() { run("start"); }
void OwnBroker::stop() { run("stop"); }
void OwnBroker::kill() { run("kill"); }
void OwnBroker::suspend() { ::kill(pid(), SIGSTOP); }
void OwnBroker::resume() { ::kill(pid(), SIGCONT); }

int OwnBroker::pid() const { return std::stoi(first_line(folder_ / "pid")); }

void OwnBroker::run(std::string const& action) const {
    // Tests run in the repository's root.
    auto const command = fmt::format("bash deploy/local/kafka.sh {} {} > /dev/null", action, folder_.string());
    if (std::system(command.c_str()) != 0) throw std::runtime_error{"failed: " + command};
}

}  // namespace juece::kafka
