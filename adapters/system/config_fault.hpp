// What is wrong with a configuration file, for the person who wrote it.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace juece::system {

struct ConfigFault {
    std::optional<int> line;  // from 1; absent if the key is
    std::string key;          // "http.port"; empty: the whole file
    std::string message;      // Chinese, for people
    bool operator==(ConfigFault const&) const = default;
};

using ConfigFaults = std::vector<ConfigFault>;

std::string text(ConfigFault const& fault);  // "第 4 行 http.port:…"

}  // namespace juece::system
