// Reads the server's configuration, section by section.
#include "adapters/system/config.hpp"

#include <algorithm>
#include <array>
#include <limits>

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

Config::Http read_http(Section section) {
    Config::Http http;
    http.address = section.text("address", Need::optional).value_or(http.address);
    auto const port = section.number("port", 1, std::numeric_limits<std::uint16_t>::max(), Need::required);
    http.port = static_cast<std::uint16_t>(port.value_or(0));
    section.refuse_others();
    return http;
}

Config::Database read_database(Section section) {
    Config::Database database;
    database.admin = section.text("admin", Need::optional);
    database.owner = section.text("owner", Need::required).value_or("");
    database.writer = section.text("writer", Need::required).value_or("");
    database.follower = section.text("follower", Need::required).value_or("");
    database.documents = section.text("documents", Need::required).value_or("");
    database.reader = section.text("reader", Need::required).value_or("");
    section.refuse_others();
    return database;
}

Config::Kafka read_kafka(Section section) {
    Config::Kafka kafka;
    kafka.brokers = section.text("brokers", Need::optional);
    section.refuse_others();
    return kafka;
}

Config::Identity read_identity(Section section, path const& folder) {
    Config::Identity identity;
    identity.issuer = section.text("issuer", Need::required).value_or("");
    identity.audience = section.text("audience", Need::required).value_or("");
    for (auto const& key : section.texts("keys", Need::required)) {
        identity.keys.push_back(folder / key);
        if (!is_regular_file(identity.keys.back())) section.fault("keys", "没有这个文件:" + key);
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
    constexpr std::array<std::string_view, 6> levels{"trace", "debug", "info", "warn", "error", "critical"};
    Config::Log log;
    log.level = section.text("level", Need::optional).value_or(log.level);
    if (std::find(levels.begin(), levels.end(), log.level) == levels.end())
        section.fault("level", "应当是 trace、debug、info、warn、error、critical 之一");
    section.refuse_others();
    return log;
}

}  // namespace

Result<Config, ConfigFaults> load_config(path const& file) {
    auto const table = read_toml(file);
    if (!table) return ConfigFaults{table.error()};
    auto const folder = absolute(file).parent_path();
    ConfigFaults faults;
    Section whole{&table.value(), "", faults};
    Config config;
    config.server = read_server(whole.section("server"));
    config.http = read_http(whole.section("http"));
    config.database = read_database(whole.section("database"));
    config.kafka = read_kafka(whole.section("kafka"));
    config.identity = read_identity(whole.section("identity"), folder);
    config.paths = read_paths(whole.section("paths"), folder);
    config.log = read_log(whole.section("log"));
    whole.refuse_others();
    if (!faults.empty()) return faults;
    return config;
}

}  // namespace juece::system
