// Followers' positions in memory: the twin of adapters/postgres/followers.hpp. Leases end by the clock that is given.
// Threads: any. Throws nothing of its own.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "workflow/ports/clock.hpp"
#include "workflow/ports/follower.hpp"

namespace juece::memory {

class MemoryFollowers final : public ports::Followers {
public:
    explicit MemoryFollowers(ports::Clock const& clock) : clock_{clock} {}

    std::optional<ports::Lease> acquire(
        std::string const& name, LogName const& log, std::string const& owner, std::chrono::milliseconds lease
    ) override;
    bool advance(
        std::string const& name,
        LogName const& log,
        std::string const& owner,
        std::uint64_t epoch,
        std::uint64_t position
    ) override;
    void release(std::string const& name, LogName const& log, std::string const& owner, std::uint64_t epoch) override;

private:
    struct Row {
        std::string owner;
        std::uint64_t epoch = 0;
        std::uint64_t position = 0;
        Timestamp lease_until{};
    };
    Row* held(std::string const& name, LogName const& log, std::string const& owner, std::uint64_t epoch);

    ports::Clock const& clock_;
    std::mutex mutex_;
    std::map<std::pair<std::string, LogName>, Row> rows_;
};

}  // namespace juece::memory
