// An allow list: a key that is added to the configuration is not shown until somebody says here that it may be.
#include "tools/jueced/configuration.hpp"

#include "adapters/postgres/session.hpp"

namespace juece::jueced {
namespace {

using system::Config;

Object shown_database(Config::Database const& database) {
    return Object{
        {"documents", postgres::shown(database.documents)},
        {"follower", postgres::shown(database.follower)},
        {"reader", postgres::shown(database.reader)},
        {"writer", postgres::shown(database.writer)}};
}

Object shown_identity(Config::Identity const& identity) {
    List keys;
    for (auto const& key : identity.keys)
        keys.emplace_back(key.string());
    return Object{{"audience", identity.audience}, {"issuer", identity.issuer}, {"keys", std::move(keys)}};
}

// Neither files nor who logs in: what tells how safe the way is, and how many copies there are.
Object shown_kafka(Config::Kafka const& kafka) {
    if (!kafka.brokers) return Object{};
    return Object{
        {"brokers", *kafka.brokers},
        {"min_insync_replicas", kafka.min_insync_replicas},
        {"plain", kafka.plain},
        {"replication", kafka.replication},
        {"security", kafka.security}};
}

Object shown_metrics(Config::Metrics const& metrics) {
    if (!metrics.port) return Object{};
    return Object{{"address", metrics.address}, {"plain", metrics.plain}, {"port", static_cast<int>(*metrics.port)}};
}

Object shown_limits(Config::Limits const& limits) {
    Object all;
    for (auto const& each : system::limit_keys())
        all.set(each.key, std::uint64_t{limits.*each.value});
    return all;
}

}  // namespace

Object shown(Config const& config) {
    return Object{
        {"database", shown_database(config.database)},
        {"http",
         Object{
             {"address", config.http.address},
             {"client_certificates", config.http.client_ca.has_value()},
             {"plain", config.http.plain},
             {"port", static_cast<int>(config.http.port)},
             {"tls", config.http.certificate.has_value()}}},
        {"identity", shown_identity(config.identity)},
        {"kafka", shown_kafka(config.kafka)},
        {"limits", shown_limits(config.limits)},
        {"log", Object{{"level", config.log.level}}},
        {"metrics", shown_metrics(config.metrics)},
        {"paths", Object{{"schemas", config.paths.schemas.string()}}},
        {"server", Object{{"name", config.server.name}, {"rehearsal", config.server.rehearsal}}}};
}

}  // namespace juece::jueced
