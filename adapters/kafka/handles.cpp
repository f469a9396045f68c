// Makes clients: properties in three layers, events instead of callbacks.
#include "adapters/kafka/handles.hpp"

#include <array>

#include "workflow/ports/world_error.hpp"

namespace juece::kafka {
namespace {

using Text = std::array<char, 512>;

[[noreturn]] void refuse(std::string const& what) {
    throw ports::WorldError{ports::WorldErrorKind::corrupt, "Kafka: " + what};
}

void set_all(rd_kafka_conf_t* conf, Properties const& properties) {
    Text why{};
    for (auto const& [name, value] : properties) {
        if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), why.data(), why.size()) != RD_KAFKA_CONF_OK)
            refuse(why.data());
    }
}

}  // namespace

Handle make_client(
    rd_kafka_type_t kind, Connection const& connection, Properties const& ours, Properties const& promises
) {
    Conf conf{rd_kafka_conf_new()};
    set_all(
        conf.get(),
        {
            {"bootstrap.servers", connection.brokers},
            {"client.id", "juece"},
            // After a killed broker the defaults kept the producer waiting for ten seconds and more.
            {"reconnect.backoff.ms", "50"},
            {"reconnect.backoff.max.ms", "500"},
            {"socket.keepalive.enable", "true"},
            {"socket.nagle.disable", "true"},
            // A broker whose machine is gone sends no reset; the default waits a minute for it.
            {"socket.timeout.ms", "15000"},
            {"socket.connection.setup.timeout.ms", "5000"},
        }
    );
    set_all(conf.get(), ours);
    set_all(conf.get(), connection.properties);
    set_all(conf.get(), promises);
    rd_kafka_conf_set_events(conf.get(), RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR);
    // librdkafka would write to stderr; what matters arrives as an event or a report.
    rd_kafka_conf_set_log_cb(conf.get(), nullptr);
    Text why{};
    Handle client{rd_kafka_new(kind, conf.get(), why.data(), why.size())};
    if (!client) refuse(why.data());
    static_cast<void>(conf.release());
    return client;
}

Topic make_topic(rd_kafka_t* client, std::string const& name) {
    Topic topic{rd_kafka_topic_new(client, name.c_str(), nullptr)};
    if (!topic) refuse("topic " + name + ": " + rd_kafka_err2str(rd_kafka_last_error()));
    return topic;
}

}  // namespace juece::kafka
