// The configuration of jueced (TOML), read once at the start. Every key with its unit, default and range is in
// docs/operating/deployment.md; a unit test holds that page and this reader together.
//
//   [server]    name, rehearsal = false
//   [http]      address = "127.0.0.1", port, plain = false, certificate?, key?, client_ca?
//   [database]  admin?, owner?, writer, follower, documents, reader (libpq connection strings)
//   [kafka]     brokers?, security = "plaintext" and what belongs to it, plain = false, replication = 1,
//               min_insync_replicas = 1
//   [identity]  issuer, audience, keys = […]
//   [paths]     schemas
//   [log]       level = "info"
//   [metrics]?  address = "127.0.0.1", port, plain = false
//   [limits]    see limit_keys()
// What stands behind "=" is taken if the key is absent; "?" may be absent; all others are required. Relative paths
// are counted from the folder of the configuration file.
// Errors: every unknown key, bad value, unusable file and contradiction at once; but only the first syntax error, at
// which TOML ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/system/config_fault.hpp"
#include "workflow/core/result.hpp"

namespace juece::system {

struct Config {
    struct Server {
        std::string name;  // this node among those of one database: the owner of leases
        bool rehearsal = false;
    };
    struct Http {
        std::string address = "127.0.0.1";
        std::uint16_t port = 0;
        bool plain = false;                                // HTTP without TLS beyond this machine is meant
        std::optional<std::filesystem::path> certificate;  // PEM, the whole chain; with it TLS is spoken
        std::optional<std::filesystem::path> key;          // PEM, without a pass phrase
        std::optional<std::filesystem::path> client_ca;    // PEM; clients must show a certificate of it
    };
    struct Database {
        std::optional<std::string> admin;  // for tools that make the database; the server needs none
        std::optional<std::string> owner;  // of the tables; --migrate needs it, the server does not
        std::string writer;
        std::string follower;
        std::string documents;
        std::string reader;
    };
    struct Kafka {
        std::optional<std::string> brokers;                           // absent: events are not relayed
        std::string security = "plaintext";                           // plaintext | tls | sasl_tls
        bool plain = false;                                           // plaintext beyond this machine is meant
        std::vector<std::pair<std::string, std::string>> properties;  // TLS and SASL in librdkafka's names
        int replication = 1;                                          // of topics that jueced creates
        int min_insync_replicas = 1;
    };
    struct Identity {
        std::string issuer;
        std::string audience;
        std::vector<std::filesystem::path> keys;  // PEM files of Ed25519 public keys, at least one
    };
    struct Paths {
        std::filesystem::path schemas;
    };
    struct Log {
        std::string level = "info";  // trace | debug | info | warn | error | critical
    };
    struct Metrics {
        std::string address = "127.0.0.1";
        std::optional<std::uint16_t> port;  // absent: no metrics are shown
        bool plain = false;                 // beyond this machine is meant: metrics have no TLS
    };
    struct Limits {
        std::size_t head_bytes = 16 * 1024;
        std::size_t json_bytes = 1024 * 1024;
        std::size_t document_bytes = 64 * 1024 * 1024;
        std::size_t connections = 4'096;
        std::size_t uploads = 16;
        std::size_t download_bytes = 256 * 1024 * 1024;
        std::size_t polls = 2'048;
        std::size_t pool_threads = 4;
        std::size_t pool_queue = 1'024;
        std::size_t mailbox = 64;
        std::size_t mailboxes = 4'096;
        std::size_t appends_waiting = 4'096;
        std::size_t head_seconds = 15;
        std::size_t body_seconds = 15;
        std::size_t idle_seconds = 75;
        std::size_t write_seconds = 60;
        std::size_t drain_seconds = 8;
    };

    Server server;
    Http http;
    Database database;
    Kafka kafka;
    Identity identity;
    Paths paths;
    Log log;
    Metrics metrics;
    Limits limits;
};

struct LimitKey {
    std::string_view key;
    std::int64_t min;
    std::int64_t max;
    std::size_t Config::Limits::*value;
};
std::span<LimitKey const> limit_keys();

Result<Config, ConfigFaults> load_config(std::filesystem::path const& path);

// Only [kafka], for programs that listen to it; other sections may stand beside it and are not read.
Result<Config::Kafka, ConfigFaults> load_kafka_config(std::filesystem::path const& path);

// What is wrong with the brokers, as load_kafka_config() would say it: for a program that puts others in their place.
std::optional<std::string> fault_of_brokers(Config::Kafka const& kafka);

}  // namespace juece::system
