// The configuration of jueced (TOML), read once at the start.
//
//   [server]    name, rehearsal = false
//   [http]      address = "127.0.0.1", port
//   [database]  admin?, owner, writer, follower, documents, reader (libpq connection strings)
//   [kafka]     brokers?
//   [identity]  issuer, audience, keys = […]
//   [paths]     schemas
//   [log]       level = "info"
// What stands behind "=" is taken if the key is absent; "?" may be absent; all others are required. Relative paths
// are counted from the folder of the configuration file.
// Errors: every unknown key and every bad value at once; but only the first syntax error, at which TOML ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
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
    };
    struct Database {
        std::optional<std::string> admin;  // for tools that make the database; the server needs none
        std::string owner;
        std::string writer;
        std::string follower;
        std::string documents;
        std::string reader;
    };
    struct Kafka {
        std::optional<std::string> brokers;  // absent: events are not relayed
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

    Server server;
    Http http;
    Database database;
    Kafka kafka;
    Identity identity;
    Paths paths;
    Log log;
};

Result<Config, ConfigFaults> load_config(std::filesystem::path const& path);

}  // namespace juece::system
