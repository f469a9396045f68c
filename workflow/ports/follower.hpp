// Port: a log follower's position, held under a lease by the database's clock (docs/ARCHITECTURE.md). A paused owner
// cannot move the position: every advance names owner and epoch. Threads: one per follower. Throws WorldError.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "workflow/core/id.hpp"

namespace juece::ports {

struct Lease {
    std::uint64_t epoch = 0;
    std::uint64_t position = 0;  // the next seq to read
};

class Followers {
public:
    virtual ~Followers() = default;
    // Takes or renews the lease; nothing if another owner holds it.
    virtual std::optional<Lease> acquire(
        std::string const& name, LogName const& log, std::string const& owner, std::chrono::milliseconds lease
    ) = 0;
    // False: the lease was lost, nothing moved.
    virtual bool advance(
        std::string const& name,
        LogName const& log,
        std::string const& owner,
        std::uint64_t epoch,
        std::uint64_t position
    ) = 0;
    virtual void release(
        std::string const& name, LogName const& log, std::string const& owner, std::uint64_t epoch
    ) = 0;
};

}  // namespace juece::ports
