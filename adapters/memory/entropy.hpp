// Ids and salts that repeat themselves: the same seed gives the same sequence, so that a test's history has the same
// bytes every time. Never for a real log. Threads: any.
#pragma once

#include <cstdint>
#include <mutex>

#include "workflow/ports/entropy.hpp"

namespace juece::memory {

class SeededEntropy final : public ports::Entropy {
public:
    explicit SeededEntropy(std::uint64_t seed = 1) : state_{seed} {}

    EventId event_id(Timestamp at) override;
    Hash256 salt() override;

private:
    std::uint64_t next();  // requires the lock

    std::mutex mutex_;
    std::uint64_t state_;
};

}  // namespace juece::memory
