// librdkafka's simple consumer behind one queue.
#include "adapters/kafka/reader.hpp"

#include <unordered_map>
#include <utility>
#include <vector>

#include "adapters/kafka/handles.hpp"

namespace juece::kafka {
namespace {

int count_of(std::chrono::milliseconds patience) { return static_cast<int>(patience.count()); }

HeaderList headers_in(rd_kafka_message_t const* message) {
    HeaderList list;
    rd_kafka_headers_t* headers = nullptr;
    if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return list;
    char const* name = nullptr;
    void const* value = nullptr;
    std::size_t size = 0;
    for (std::size_t i = 0; rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
         ++i)
        list.emplace_back(name, value == nullptr ? std::string{} : std::string{static_cast<char const*>(value), size});
    return list;
}

std::string text_of(void const* data, std::size_t size) {
    return data == nullptr ? std::string{} : std::string{static_cast<char const*>(data), size};
}

}  // namespace

struct Reader::Impl {
    Handle client;
    Queue main;
    Queue records;
    std::unordered_map<std::string, Topic> topics;
    std::vector<std::pair<rd_kafka_topic_t*, int>> started;

    ~Impl() {
        stop();
        records.reset();
        topics.clear();
        main.reset();
    }

    rd_kafka_topic_t* topic(std::string const& name) {
        auto& known = topics[name];
        if (!known) known = make_topic(client.get(), name);
        return known.get();
    }

    void stop() {
        for (auto const& [topic, partition] : started)
            rd_kafka_consume_stop(topic, partition);
        started.clear();
    }

    std::optional<Trouble> trouble() {
        QueuedEvent const event{rd_kafka_queue_poll(main.get(), 0)};
        if (!event || rd_kafka_event_type(event.get()) != RD_KAFKA_EVENT_ERROR) return std::nullopt;
        auto const code = rd_kafka_event_error(event.get());
        return Trouble{rd_kafka_err2name(code), code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN};
    }
};

Reader::Reader(Connection const& connection, std::chrono::milliseconds longest_wait) : impl_{std::make_unique<Impl>()} {
    impl_->client = make_client(
        RD_KAFKA_CONSUMER,
        connection,
        {
            {"enable.partition.eof", "true"},
            // A topic that was made anew is read from its beginning; whoever reads drops what it has seen.
            {"auto.offset.reset", "earliest"},
            {"fetch.wait.max.ms", std::to_string(longest_wait.count())},
            {"fetch.error.backoff.ms", "100"},
            {"queued.max.messages.kbytes", "8192"},
            {"check.crcs", "true"},
        }
    );
    impl_->main.reset(rd_kafka_queue_get_main(impl_->client.get()));
    impl_->records.reset(rd_kafka_queue_new(impl_->client.get()));
}

Reader::~Reader() = default;

std::optional<int> Reader::partitions(std::string const& topic, std::chrono::milliseconds patience) {
    rd_kafka_metadata_t const* answer = nullptr;
    auto const code = rd_kafka_metadata(impl_->client.get(), 0, impl_->topic(topic), &answer, count_of(patience));
    Metadata const metadata{answer};
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR || !metadata || metadata->topic_cnt != 1) return std::nullopt;
    auto const& found = metadata->topics[0];
    if (found.err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) return 0;
    if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR) return std::nullopt;
    for (int i = 0; i < found.partition_cnt; ++i) {
        if (found.partitions[i].leader < 0) return std::nullopt;
    }
    return found.partition_cnt;
}

std::optional<Offsets> Reader::offsets(std::string const& topic, int partition, std::chrono::milliseconds patience) {
    Offsets known;
    auto const code = rd_kafka_query_watermark_offsets(
        impl_->client.get(), topic.c_str(), partition, &known.first, &known.end, count_of(patience)
    );
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? std::optional{known} : std::nullopt;
}

void Reader::start(std::string const& topic, int partition, std::int64_t offset) {
    auto* const handle = impl_->topic(topic);
    if (rd_kafka_consume_start_queue(handle, partition, offset, impl_->records.get()) == 0)
        impl_->started.emplace_back(handle, partition);
}

void Reader::stop() {
    impl_->stop();
    impl_->records.reset(rd_kafka_queue_new(impl_->client.get()));
}

std::optional<std::variant<Record, EndOfPartition, Trouble>> Reader::poll(std::chrono::milliseconds patience) {
    Message const message{rd_kafka_consume_queue(impl_->records.get(), count_of(patience))};
    if (!message) {
        if (auto trouble = impl_->trouble()) return std::move(*trouble);
        return std::nullopt;
    }
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) return EndOfPartition{message->partition};
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) return Trouble{rd_kafka_err2name(message->err), false};
    return Record{
        message->partition,
        message->offset,
        text_of(message->key, message->key_len),
        text_of(message->payload, message->len),
        headers_in(message.get()),
    };
}

}  // namespace juece::kafka
