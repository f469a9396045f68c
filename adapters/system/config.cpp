// Reads the server's configuration, section by section.
#include "adapters/system/config.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "adapters/system/address.hpp"
#include "adapters/system/kafka_section.hpp"
#include "adapters/system/secret_files.hpp"
#include "adapters/system/toml_reading.hpp"

namespace juece::system {
namespace {

using std::filesystem::path;

Config::Server read_server(Section section) {
    Config::Server server;
    server.name = section.text("name", Need::required).value_or("");
    server.rehearsal = section.flag("rehearsal").value_or(false);
    section.refuse_others();
    return server;
}

constexpr std::int64_t port_max = std::numeric_limits<std::uint16_t>::max();

std::string read_address(Section& section, std::string const& otherwise) {
    auto address = section.text("address", Need::optional).value_or(otherwise);
    if (!is_loopback(address)) section.fault("address", "应当是本机的 IP 地址,现为 " + address);
    return address;
}

// Whether the bytes of a connection are to be seen on the way is nobody's oversight: TLS, or "plain" in so many words.
void check_transport(Section& section, Config::Http const& http) {
    auto const with_tls = section.has("certificate") || section.has("key");
    if (section.has("certificate") != section.has("key"))
        section.fault(section.has("key") ? "certificate" : "key", "缺少此项:certificate 与 key 要么都有,要么都没有");
    if (http.certificate && http.key) {
        if (auto const fault = fault_of_pair(*http.certificate, *http.key)) section.fault("key", *fault);
    }
    if (section.has("client_ca") && !with_tls) section.fault("client_ca", "只在有 certificate 和 key 时才能有");
    if (http.plain && with_tls) section.fault("plain", "有 certificate 时不得为 true:这个端口只说 TLS");
    if (with_tls || http.plain || is_loopback(http.address).value_or(true)) return;
    section.fault(
        "address",
        fmt::format(
            "{} 不是本机回环地址,不得以明文提供服务:写上 certificate 和 key,TLS 在前面的代理终止的写上 plain = true",
            http.address
        )
    );
}

Config::Http read_http(Section section, path const& folder) {
    Config::Http http;
    http.address = read_address(section, http.address);
    http.port = static_cast<std::uint16_t>(section.number("port", 1, port_max, Need::required).value_or(0));
    http.plain = section.flag("plain").value_or(false);
    http.certificate = file_of(section, "certificate", folder, fault_of_certificate);
    http.key = file_of(section, "key", folder, fault_of_private_key);
    http.client_ca = file_of(section, "client_ca", folder, fault_of_certificate);
    check_transport(section, http);
    section.refuse_others();
    return http;
}

Config::Database read_database(Section section) {
    Config::Database database;
    database.admin = section.text("admin", Need::optional);
    database.owner = section.text("owner", Need::optional);
    database.writer = section.text("writer", Need::required).value_or("");
    database.follower = section.text("follower", Need::required).value_or("");
    database.documents = section.text("documents", Need::required).value_or("");
    database.reader = section.text("reader", Need::required).value_or("");
    section.refuse_others();
    return database;
}

Config::Identity read_identity(Section section, path const& folder) {
    Config::Identity identity;
    identity.issuer = section.text("issuer", Need::required).value_or("");
    identity.audience = section.text("audience", Need::required).value_or("");
    for (auto const& key : section.texts("keys", Need::required)) {
        identity.keys.push_back(folder / key);
        if (auto const fault = fault_of_public_key(identity.keys.back())) section.fault("keys", *fault);
    }
    section.refuse_others();
    return identity;
}

Config::Paths read_paths(Section section, path const& folder) {
    Config::Paths paths;
    if (auto const schemas = section.text("schemas", Need::required)) {
        paths.schemas = folder / *schemas;
        if (!is_directory(paths.schemas)) section.fault("schemas", "没有这个目录:" + *schemas);
    }
    section.refuse_others();
    return paths;
}

Config::Log read_log(Section section) {
    Config::Log log;
    log.level = section.choice("level", {"trace", "debug", "info", "warn", "error", "critical"}).value_or(log.level);
    section.refuse_others();
    return log;
}

Config::Metrics read_metrics(Section section, Need need) {
    Config::Metrics metrics;
    metrics.address = read_address(section, metrics.address);
    auto const port = section.number("port", 1, port_max, need);
    if (port) metrics.port = static_cast<std::uint16_t>(*port);
    metrics.plain = section.flag("plain").value_or(false);
    if (!metrics.plain && !is_loopback(metrics.address).value_or(true))
        section.fault(
            "address",
            fmt::format(
                "{} 不是本机回环地址,而指标不要令牌也不加密:只有监控系统能到这个地址的,写上 plain = true",
                metrics.address
            )
        );
    section.refuse_others();
    return metrics;
}

constexpr std::int64_t kib = 1024;
constexpr std::int64_t mib = 1024 * kib;

constexpr std::array<LimitKey, 17> limits_known{{
    {"head_bytes", kib, 64 * kib, &Config::Limits::head_bytes},
    {"json_bytes", kib, mib, &Config::Limits::json_bytes},
    {"document_bytes", kib, kib* mib, &Config::Limits::document_bytes},
    {"connections", 1, 65'536, &Config::Limits::connections},
    {"uploads", 1, kib, &Config::Limits::uploads},
    {"download_bytes", kib, 16 * kib* mib, &Config::Limits::download_bytes},
    {"polls", 1, 65'536, &Config::Limits::polls},
    {"pool_threads", 1, 64, &Config::Limits::pool_threads},
    {"pool_queue", 1, 65'536, &Config::Limits::pool_queue},
    {"mailbox", 1, 65'536, &Config::Limits::mailbox},
    {"mailboxes", 1, 65'536, &Config::Limits::mailboxes},
    {"appends_waiting", 1, 65'536, &Config::Limits::appends_waiting},
    {"head_seconds", 1, 600, &Config::Limits::head_seconds},
    {"body_seconds", 1, 600, &Config::Limits::body_seconds},
    {"idle_seconds", 1, 3'600, &Config::Limits::idle_seconds},
    {"write_seconds", 1, 3'600, &Config::Limits::write_seconds},
    // systemd waits 20 seconds, jueced ends itself after 15.
    {"drain_seconds", 1, 8, &Config::Limits::drain_seconds},
}};

Config::Limits read_limits(Section section) {
    Config::Limits limits;
    for (auto const& known : limits_known) {
        auto const value = section.number(known.key, known.min, known.max, Need::optional);
        if (value) limits.*known.value = static_cast<std::size_t>(*value);
    }
    if (limits.pool_queue < limits.pool_threads)
        section.fault("pool_queue", fmt::format("不得小于 pool_threads({})", limits.pool_threads));
    section.refuse_others();
    return limits;
}

// Wildcards take the port on every address of their kind; one of IPv6 takes that of IPv4 as well, as a rule.
void check_ports(Section& whole, Config const& config) {
    if (!config.metrics.port || *config.metrics.port != config.http.port) return;
    auto const is_wildcard = [](std::string const& address) { return address == "0.0.0.0" || address == "::"; };
    auto const& [http, metrics] = std::pair{config.http.address, config.metrics.address};
    if (http == metrics || is_wildcard(http) || is_wildcard(metrics))
        whole.section("metrics").fault("port", fmt::format("与 http.port 相同:{}", config.http.port));
}

}  // namespace

std::span<LimitKey const> limit_keys() { return limits_known; }

Result<Config, ConfigFaults> load_config(path const& file) {
    auto const table = read_toml(file);
    if (!table) return ConfigFaults{table.error()};
    auto const folder = absolute(file).parent_path();
    ConfigFaults faults;
    Section whole{&table.value(), "", faults};
    Config config;
    config.server = read_server(whole.section("server"));
    config.http = read_http(whole.section("http"), folder);
    config.database = read_database(whole.section("database"));
    config.kafka = read_kafka(whole.section("kafka"), folder);
    config.identity = read_identity(whole.section("identity"), folder);
    config.paths = read_paths(whole.section("paths"), folder);
    config.log = read_log(whole.section("log"));
    config.metrics = read_metrics(whole.section("metrics"), whole.has("metrics") ? Need::required : Need::optional);
    config.limits = read_limits(whole.section("limits"));
    check_ports(whole, config);
    whole.refuse_others();
    if (!faults.empty()) return faults;
    return config;
}

Result<Config::Kafka, ConfigFaults> load_kafka_config(path const& file) {
    auto const table = read_toml(file);
    if (!table) return ConfigFaults{table.error()};
    ConfigFaults faults;
    Section whole{&table.value(), "", faults};
    auto kafka = read_kafka(whole.section("kafka"), absolute(file).parent_path());
    if (!whole.has("kafka")) whole.fault("kafka", "缺少这一节:[kafka]");
    if (!faults.empty()) return faults;
    return kafka;
}

}  // namespace juece::system
