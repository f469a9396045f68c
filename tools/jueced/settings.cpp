// Values carried over, one by one.
#include "tools/jueced/settings.hpp"

#include <algorithm>

namespace juece::jueced {

namespace {

std::chrono::seconds seconds(std::size_t count) { return std::chrono::seconds{count}; }

}  // namespace

http::PoolLimits pool_limits(system::Config const& config) {
    return {config.limits.pool_threads, config.limits.pool_queue};
}

http::Limits http_limits(system::Config const& config) {
    auto const& given = config.limits;
    http::Limits limits;
    limits.head_bytes_max = given.head_bytes;
    limits.json_bytes_max = given.json_bytes;
    limits.document_bytes_max = given.document_bytes;
    limits.connections_max = given.connections;
    limits.uploads_max = given.uploads;
    limits.polls_max = given.polls;
    limits.download_bytes_max = given.download_bytes;
    limits.head_timeout = seconds(given.head_seconds);
    limits.body_timeout = seconds(given.body_seconds);
    limits.idle_timeout = seconds(given.idle_seconds);
    limits.write_timeout = seconds(given.write_seconds);
    limits.drain_timeout = seconds(given.drain_seconds);
    return limits;
}

std::optional<http::ServerTls> server_tls(system::Config const& config) {
    auto const& http = config.http;
    if (!http.certificate || !http.key) return std::nullopt;
    return http::ServerTls{*http.certificate, *http.key, http.client_ca};
}

service::Settings service_settings(system::Config const& config) {
    service::Settings settings;
    settings.rehearsal = config.server.rehearsal;
    settings.mailbox_limit = config.limits.mailbox;
    settings.mailboxes_limit = config.limits.mailboxes;
    return settings;
}

postgres::EventLogSettings log_settings(system::Config const& config) {
    postgres::EventLogSettings settings;
    settings.committer.writer_dsn = config.database.writer;
    settings.committer.queue_limit = config.limits.appends_waiting;
    settings.reader_dsn = config.database.reader;
    // A thread of the pool that waits for a connection serves nobody.
    settings.readers = std::max(settings.readers, config.limits.pool_threads);
    return settings;
}

postgres::DocumentStoreSettings document_settings(system::Config const& config) {
    postgres::DocumentStoreSettings settings;
    settings.documents_dsn = config.database.documents;
    return settings;
}

kafka::RelayOptions relay_options(system::Config const& config) {
    kafka::RelayOptions options;
    options.kafka.brokers = config.kafka.brokers.value_or("");
    options.kafka.properties = config.kafka.properties;
    options.shape.replication = config.kafka.replication;
    options.shape.min_in_sync = config.kafka.min_insync_replicas;
    return options;
}

}  // namespace juece::jueced
