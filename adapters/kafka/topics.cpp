// Looks for a topic, creates it if it is missing.
#include "adapters/kafka/topics.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "adapters/kafka/handles.hpp"
#include "adapters/kafka/reader.hpp"

namespace juece::kafka {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds slice{200};
constexpr std::chrono::seconds answered_within{1};
constexpr std::chrono::seconds created_within{10};

std::optional<std::string> topic_name(LogName const& log, std::string_view kind) {
    auto const known_to_kafka = [](char c) { return c != ':' && c != '/'; };
    if (log.empty() || !std::all_of(log.text().begin(), log.text().end(), known_to_kafka)) return std::nullopt;
    return fmt::format("juece.{}.{}.v1", log.text(), kind);
}

NewTopic describe(std::string const& topic, TopicShape const& shape) {
    std::array<char, 512> why{};
    NewTopic made{rd_kafka_NewTopic_new(topic.c_str(), shape.partitions, shape.replication, why.data(), why.size())};
    if (!made) return made;
    constexpr auto no_limit = "9223372036854775807";
    Properties const settings{
        {"cleanup.policy", "delete"},
        {"retention.ms", "-1"},
        {"retention.bytes", "-1"},
        {"message.timestamp.type", "CreateTime"},
        {"message.timestamp.before.max.ms", no_limit},
        {"message.timestamp.after.max.ms", no_limit},
        {"min.insync.replicas", std::to_string(shape.min_in_sync)},
    };
    for (auto const& [name, value] : settings)
        rd_kafka_NewTopic_set_config(made.get(), name.c_str(), value.c_str());
    return made;
}

Ensured outcome_of(rd_kafka_event_t const* event, std::string& why) {
    if (auto const code = rd_kafka_event_error(const_cast<rd_kafka_event_t*>(event));
        code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        why = rd_kafka_err2name(code);
        return code == RD_KAFKA_RESP_ERR__TIMED_OUT || code == RD_KAFKA_RESP_ERR__TRANSPORT ? Ensured::unreachable
                                                                                            : Ensured::refused;
    }
    std::size_t count = 0;
    auto const* const results = rd_kafka_CreateTopics_result_topics(
        rd_kafka_event_CreateTopics_result(const_cast<rd_kafka_event_t*>(event)), &count
    );
    auto const code = count == 1 ? rd_kafka_topic_result_error(results[0]) : RD_KAFKA_RESP_ERR_UNKNOWN;
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return Ensured::created;
    // Another server was faster.
    if (code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) return Ensured::exists;
    auto const* const text = count == 1 ? rd_kafka_topic_result_error_string(results[0]) : nullptr;
    why = fmt::format("{}: {}", rd_kafka_err2name(code), text == nullptr ? "" : text);
    return code == RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT ? Ensured::unreachable : Ensured::refused;
}

}  // namespace

std::optional<std::string> events_topic(LogName const& log) { return topic_name(log, "events"); }
std::optional<std::string> parked_topic(LogName const& log) { return topic_name(log, "parked"); }

struct Topics::Impl {
    Reader reader;
    Handle client;

    explicit Impl(Connection const& connection)
        : reader{connection, std::chrono::milliseconds{100}}, client{make_client(RD_KAFKA_PRODUCER, connection, {})} {}

    Ensured create(
        std::string const& topic,
        TopicShape const& shape,
        Clock::time_point until,
        std::function<bool()> const& go_on,
        std::string& why
    ) {
        auto const described = describe(topic, shape);
        if (!described) {
            why = "the shape is impossible";
            return Ensured::refused;
        }
        Queue const answers{rd_kafka_queue_new(client.get())};
        auto* topics = described.get();
        rd_kafka_CreateTopics(client.get(), &topics, 1, nullptr, answers.get());
        while (Clock::now() < until && go_on()) {
            QueuedEvent const event{rd_kafka_queue_poll(answers.get(), static_cast<int>(slice.count()))};
            if (event) return outcome_of(event.get(), why);
        }
        why = "no answer in time";
        return Ensured::unreachable;
    }
};

Topics::Topics(Connection const& connection) : impl_{std::make_unique<Impl>(connection)} {}
Topics::~Topics() = default;

Ensured Topics::ensure(
    std::string const& topic, TopicShape const& shape, std::function<bool()> const& go_on, std::string& why
) {
    auto until = Clock::now() + answered_within;
    auto outcome = Ensured::exists;
    // Looked for first, so that a topic made by an administrator serves without the right to create topics.
    while (Clock::now() < until && go_on()) {
        auto const partitions = impl_->reader.partitions(topic, slice);
        if (partitions && *partitions > 0) return outcome;
        if (!partitions || outcome == Ensured::created) continue;
        until = Clock::now() + created_within;
        outcome = impl_->create(topic, shape, until, go_on, why);
        if (outcome == Ensured::unreachable || outcome == Ensured::refused) return outcome;
    }
    if (why.empty()) why = "no broker answers";
    return Ensured::unreachable;
}

}  // namespace juece::kafka
