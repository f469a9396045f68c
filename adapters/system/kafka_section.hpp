// The section [kafka] of a configuration. Inner part of config.cpp.
#pragma once

#include <filesystem>

#include "adapters/system/config.hpp"
#include "adapters/system/toml_reading.hpp"

namespace juece::system {

// The file named by a key, relative to `folder`; a fault if `check` finds one.
std::optional<std::filesystem::path> file_of(
    Section& section,
    std::string_view key,
    std::filesystem::path const& folder,
    std::optional<std::string> (*check)(std::filesystem::path const&)
);

Config::Kafka read_kafka(Section section, std::filesystem::path const& folder);

}  // namespace juece::system
