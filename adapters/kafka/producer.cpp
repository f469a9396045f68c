// librdkafka's producer: settings, sending, reports as events.
#include "adapters/kafka/producer.hpp"

#include <array>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "adapters/kafka/handles.hpp"

namespace juece::kafka {
namespace {

bool is_about_the_record(rd_kafka_resp_err_t code) {
    return code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE || code == RD_KAFKA_RESP_ERR_INVALID_RECORD;
}

// librdkafka fails a call before it knows the topic's partitions only for lack of room or because it is broken.
Sent sent_of(rd_kafka_resp_err_t code) {
    if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL) return Sent::full;
    return is_about_the_record(code) ? Sent::refused : Sent::failed;
}

Headers copy(HeaderList const& headers) {
    Headers copied{rd_kafka_headers_new(headers.size())};
    for (auto const& [name, value] : headers) {
        rd_kafka_header_add(
            copied.get(),
            name.data(),
            static_cast<ssize_t>(name.size()),
            value.data(),
            static_cast<ssize_t>(value.size())
        );
    }
    return copied;
}

rd_kafka_vu_t part(rd_kafka_vtype_t kind) {
    rd_kafka_vu_t made{};
    made.vtype = kind;
    return made;
}

rd_kafka_vu_t bytes(rd_kafka_vtype_t kind, std::string_view content) {
    auto made = part(kind);
    // The API takes void* for what it only copies (RD_KAFKA_MSG_F_COPY).
    made.u.mem.ptr = const_cast<char*>(content.data());
    made.u.mem.size = content.size();
    return made;
}

}  // namespace

struct Producer::Impl {
    Handle client;
    Queue queue;
    std::unordered_map<std::string, Topic> topics;
    std::optional<std::string> broken;
    bool all_brokers_down = false;

    ~Impl() {
        rd_kafka_queue_io_event_enable(queue.get(), -1, nullptr, 0);
        rd_kafka_purge(
            client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING
        );
        topics.clear();
        queue.reset();
    }

    rd_kafka_topic_t* topic(std::string const& name) {
        auto& known = topics[name];
        if (!known) known = make_topic(client.get(), name);
        return known.get();
    }

    void note_broken() {
        std::array<char, 512> why{};
        auto const code = rd_kafka_fatal_error(client.get(), why.data(), why.size());
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR && !broken)
            broken = fmt::format("{}: {}", rd_kafka_err2name(code), why.data());
    }

    void take(rd_kafka_event_t* event, std::vector<Report>& reports) {
        if (rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR) {
            if (rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) all_brokers_down = true;
            return;
        }
        while (auto const* const message = rd_kafka_event_message_next(event)) {
            Report report{reinterpret_cast<std::uintptr_t>(message->_private), Delivered::stored, {}};
            if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
                report.what = is_about_the_record(message->err) ? Delivered::refused : Delivered::failed;
                report.reason = rd_kafka_err2name(message->err);
            }
            reports.push_back(std::move(report));
        }
    }
};

Producer::Producer(Connection const& connection, std::chrono::milliseconds linger, int wake_fd)
    : impl_{std::make_unique<Impl>()} {
    impl_->client = make_client(
        RD_KAFKA_PRODUCER,
        connection,
        {
            {"linger.ms", std::to_string(linger.count())},
            {"compression.type", "lz4"},
            {"queue.buffering.max.messages", "100000"},
            {"queue.buffering.max.kbytes", "131072"},
            {"retry.backoff.ms", "50"},
            {"request.timeout.ms", "10000"},
        },
        {
            {"enable.idempotence", "true"},
            {"enable.gapless.guarantee", "true"},
            {"acks", "all"},
            {"message.timeout.ms", "0"},
            {"partitioner", "murmur2_random"},
        }
    );
    impl_->queue.reset(rd_kafka_queue_get_main(impl_->client.get()));
    std::uint64_t const one = 1;
    rd_kafka_queue_io_event_enable(impl_->queue.get(), wake_fd, &one, sizeof one);
}

Producer::~Producer() = default;

Sent Producer::send(OutgoingRecord const& record) {
    if (impl_->broken) return Sent::failed;
    auto headers = copy(record.headers);
    std::array<rd_kafka_vu_t, 7> parts{
        part(RD_KAFKA_VTYPE_RKT),
        part(RD_KAFKA_VTYPE_MSGFLAGS),
        part(RD_KAFKA_VTYPE_TIMESTAMP),
        part(RD_KAFKA_VTYPE_HEADERS),
        part(RD_KAFKA_VTYPE_OPAQUE),
        bytes(RD_KAFKA_VTYPE_KEY, record.key),
        bytes(RD_KAFKA_VTYPE_VALUE, record.value),
    };
    parts[0].u.rkt = impl_->topic(record.topic);
    parts[1].u.i = RD_KAFKA_MSG_F_COPY;
    parts[2].u.i64 = record.timestamp.count();
    parts[3].u.headers = headers.get();
    // NOLINTNEXTLINE(performance-no-int-to-ptr): librdkafka hands it back in the report; nobody follows it.
    parts[4].u.ptr = reinterpret_cast<void*>(record.token);
    Problem const problem{
        rd_kafka_produceva(impl_->client.get(), parts.data(), record.value.empty() ? parts.size() - 1 : parts.size())};
    if (!problem) {
        static_cast<void>(headers.release());
        return Sent::queued;
    }
    auto const code = rd_kafka_error_code(problem.get());
    auto const sent = sent_of(code);
    if (sent == Sent::failed) {
        impl_->note_broken();
        if (!impl_->broken) impl_->broken = rd_kafka_err2name(code);
    }
    return sent;
}

void Producer::poll(std::vector<Report>& reports) {
    // The eventfd fires only when an empty queue fills, so the queue is always emptied.
    while (QueuedEvent const event{rd_kafka_queue_poll(impl_->queue.get(), 0)})
        impl_->take(event.get(), reports);
    impl_->note_broken();
}

std::optional<std::string> const& Producer::broken() const { return impl_->broken; }

bool Producer::take_all_brokers_down() { return std::exchange(impl_->all_brokers_down, false); }

int partition_of(std::string_view key, int partitions) {
    return rd_kafka_msg_partitioner_murmur2(nullptr, key.data(), key.size(), partitions, nullptr, nullptr);
}

}  // namespace juece::kafka
