// Followers' positions in PostgreSQL, leased by the database's clock (docs/ARCHITECTURE.md).
//
// Every call is one statement that names owner and epoch, so it may be repeated and needs no session: what a pooler
// or a restart takes away is found out at the next call. An owner's name is unique per process start. Threads: any;
// calls block. Throws WorldError.
#pragma once

#include <string>

#include "adapters/postgres/session_pool.hpp"
#include "workflow/ports/follower.hpp"

namespace juece::postgres {

struct FollowersSettings {
    std::string follower_dsn;  // juece_follower
    std::size_t connections = 2;
    // Shorter than a lease, so that a call that hangs is known to have failed before another owner takes over.
    SessionSettings session{"juece follower", std::chrono::seconds{2}, std::chrono::milliseconds{2'000}};
    std::chrono::milliseconds patience{2'000};
};

class PostgresFollowers final : public ports::Followers {
public:
    explicit PostgresFollowers(FollowersSettings settings);
    ~PostgresFollowers() override;

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
    SessionPool sessions_;
};

}  // namespace juece::postgres
