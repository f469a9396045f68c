// How to reach Kafka, in our keys, put into librdkafka's own names.
#include "adapters/system/kafka_section.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "adapters/system/address.hpp"
#include "adapters/system/secret_files.hpp"

namespace juece::system {
namespace {

using std::filesystem::path;
using Properties = std::vector<std::pair<std::string, std::string>>;

constexpr int replicas_max = 32;

// A name or an address, one of IPv6 in brackets: without them nobody knows where it ends.
bool is_host(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) {
        text = text.substr(1, text.size() - 2);
        return text.find(':') != std::string_view::npos && text.find_first_of("[]") == std::string_view::npos;
    }
    return !text.empty() && text.find_first_of(":[]") == std::string_view::npos;
}

bool is_endpoint(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == text.size() || !is_host(text.substr(0, colon))) return false;
    auto const port = text.substr(colon + 1);
    return port.size() <= 5 && std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; }) &&
           text.find_first_of(" /") == std::string_view::npos;
}

std::vector<std::string_view> endpoints_of(std::string_view brokers) {
    std::vector<std::string_view> endpoints;
    for (;;) {
        auto const comma = brokers.find(',');
        endpoints.push_back(brokers.substr(0, comma));
        if (comma == std::string_view::npos) return endpoints;
        brokers.remove_prefix(comma + 1);
    }
}

void add(Properties& properties, std::string_view name, std::optional<path> const& file) {
    if (file) properties.emplace_back(name, file->string());
}

// What may be there only if its transport is; a value that nobody looks at would be trusted in vain.
void refuse_without(Section& section, bool wanted, std::string_view why, std::vector<std::string_view> const& keys) {
    if (wanted) return;
    for (auto const key : keys) {
        if (section.has(key)) section.fault(key, std::string{why});
    }
}

void read_tls(Section& section, path const& folder, Properties& properties) {
    auto const certificate = file_of(section, "certificate", folder, fault_of_certificate);
    auto const key = file_of(section, "key", folder, fault_of_private_key);
    add(properties, "ssl.ca.location", file_of(section, "ca", folder, fault_of_certificate));
    add(properties, "ssl.certificate.location", certificate);
    add(properties, "ssl.key.location", key);
    if (section.has("certificate") != section.has("key"))
        section.fault(section.has("key") ? "certificate" : "key", "缺少此项:certificate 与 key 要么都有,要么都没有");
    if (certificate && key) {
        if (auto const fault = fault_of_pair(*certificate, *key)) section.fault("key", *fault);
    }
}

void read_sasl(Section& section, path const& folder, Need need, Properties& properties) {
    auto const username = section.text("username", need);
    auto const mechanism = section.choice("mechanism", {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"});
    auto const file = file_of(section, "password_file", folder, fault_of_secret);
    if (need == Need::optional) return;
    for (std::string_view const key : {"mechanism", "password_file"}) {
        if (!section.has(key)) section.fault(key, "缺少此项:security = \"sasl_tls\" 须有");
    }
    auto const password = file ? first_line(*file) : std::string{};
    if (file && password.empty()) section.fault("password_file", "文件的第一行应当是密码:" + file->string());
    if (mechanism) properties.emplace_back("sasl.mechanism", *mechanism);
    if (username) properties.emplace_back("sasl.username", *username);
    properties.emplace_back("sasl.password", password);
}

void read_replication(Section& section, Config::Kafka& kafka) {
    auto const replication = section.number("replication", 1, replicas_max, Need::optional);
    auto const in_sync = section.number("min_insync_replicas", 1, replicas_max, Need::optional);
    kafka.replication = static_cast<int>(replication.value_or(kafka.replication));
    kafka.min_insync_replicas = static_cast<int>(in_sync.value_or(kafka.min_insync_replicas));
    if (kafka.min_insync_replicas <= kafka.replication) return;
    section.fault(
        "min_insync_replicas",
        "不得大于 replication(" + std::to_string(kafka.replication) + "),现为 " +
            std::to_string(kafka.min_insync_replicas)
    );
}

}  // namespace

std::optional<path> file_of(
    Section& section, std::string_view key, path const& folder, std::optional<std::string> (*check)(path const&)
) {
    auto const named = section.text(key, Need::optional);
    if (!named) return std::nullopt;
    auto file = folder / *named;
    auto const fault = check(file);
    if (!fault) return file;
    section.fault(key, *fault);
    return std::nullopt;
}

std::optional<std::string> fault_of_brokers(Config::Kafka const& kafka) {
    if (!kafka.brokers) return std::nullopt;
    auto const endpoints = endpoints_of(*kafka.brokers);
    if (!std::ranges::all_of(endpoints, is_endpoint))
        return "应当是 host:port,host:port(IPv6 地址加方括号),现为 " + *kafka.brokers;
    // As for http: whether events are to be seen on the way is nobody's oversight.
    if (kafka.security != "plaintext" || kafka.plain) return std::nullopt;
    auto const distant = std::ranges::find_if_not(endpoints, [](std::string_view endpoint) {
        return is_this_machine(endpoint.substr(0, endpoint.rfind(':')));
    });
    if (distant == endpoints.end()) return std::nullopt;
    return fmt::format(
        "{} 不是本机,不得以明文相连:security 写 tls 或者 sasl_tls,明知是明文的写上 plain = true", *distant
    );
}

Config::Kafka read_kafka(Section section, path const& folder) {
    Config::Kafka kafka;
    kafka.brokers = section.text("brokers", Need::optional);
    auto const security = section.choice("security", {"plaintext", "tls", "sasl_tls"});
    kafka.security = security.value_or(kafka.security);
    kafka.plain = section.flag("plain").value_or(false);
    if (auto const fault = fault_of_brokers(kafka)) section.fault("brokers", *fault);
    auto const with_tls = kafka.security != "plaintext";
    auto const with_sasl = kafka.security == "sasl_tls";
    if (with_tls && kafka.plain) section.fault("plain", "security 为 tls 或者 sasl_tls 时不得为 true");
    if (with_tls) kafka.properties.emplace_back("security.protocol", with_sasl ? "SASL_SSL" : "SSL");
    read_tls(section, folder, kafka.properties);
    read_sasl(section, folder, with_sasl ? Need::required : Need::optional, kafka.properties);
    refuse_without(section, with_tls, "只在 security 为 tls 或 sasl_tls 时才能有", {"ca", "certificate", "key"});
    refuse_without(
        section, with_sasl, "只在 security 为 sasl_tls 时才能有", {"username", "password_file", "mechanism"}
    );
    read_replication(section, kafka);
    section.refuse_others();
    return kafka;
}

}  // namespace juece::system
