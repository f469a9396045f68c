// What the tests of scenarios share: drivers in memory, and files from this folder. Tests run from the repository's
// root.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/system/rule_source.hpp"
#include "tools/scenario/memory_driver.hpp"

namespace juece::scenario::testing {

inline std::filesystem::path const folder{"tests/scenarios"};

inline service::RuleSource rules_of_the_repository() {
    return system::rule_source("schemas", [](std::string const& fault) { throw std::runtime_error{fault}; });
}

// A server's worth of juece in this process.
struct World {
    codec::LeafCodec codec;
    crypto::Hashing hasher;
    MemoryDriver driver{codec, hasher, rules_of_the_repository()};
};

inline std::vector<std::filesystem::path> scenario_files() {
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() == ".scenario") files.push_back(entry.path());
    }
    return files;
}

}  // namespace juece::scenario::testing
