// The lease on one log's position: taken when it is free, renewed in time, and never trusted beyond its end.
//
// The database's clock decides who owns it; ours only decides, on the safe side, when we stop believing in it:
// `valid` ends a lease's length after the moment the renewal was *asked*. Threads: one. Throws WorldError as the port
// does.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "workflow/ports/follower.hpp"

namespace juece::kafka {

class KeptLease {
public:
    using Clock = std::chrono::steady_clock;
    enum class Change : std::uint8_t { none, won, lost };

    struct Terms {
        std::string follower;
        std::string owner;
        std::chrono::milliseconds length;
        std::chrono::milliseconds renew_every;
        std::chrono::milliseconds try_every;
    };

    KeptLease(ports::Followers& followers, LogName log, Terms const& terms)
        : followers_{followers}, log_{std::move(log)}, terms_{terms} {}

    // Asks the port if it is time to. `lost` at most once per lease; after it `position()` is the next owner's
    // business.
    Change keep() {
        auto const now = Clock::now();
        if (check() == Change::lost) return Change::lost;
        if (now < ask_at_) return Change::none;
        ask_at_ = now + (held_ ? terms_.renew_every : terms_.try_every);
        auto const lease = followers_.acquire(terms_.follower, log_, terms_.owner, terms_.length);
        // Another epoch means that the lease had ended meanwhile: what we believed of the position may be wrong.
        if (held_ && (!lease || lease->epoch != held_->epoch)) return lose();
        if (!lease) return Change::none;
        bool const won = !held_;
        held_ = lease;
        until_ = now + terms_.length;
        ask_at_ = now + terms_.renew_every;
        return won ? Change::won : Change::none;
    }

    // The same without asking, for when the port cannot be reached.
    Change check() { return held_ && !is_valid() ? lose() : Change::none; }

    bool is_valid() const { return held_ && Clock::now() < until_; }
    std::uint64_t position() const { return held_ ? held_->position : 0; }

    // Moves the position forward. `lost` if another owner has it now.
    Change advance(std::uint64_t position) {
        if (!held_ || position <= held_->position) return Change::none;
        if (!followers_.advance(terms_.follower, log_, terms_.owner, held_->epoch, position)) return lose();
        held_->position = position;
        return Change::none;
    }

    void release() {
        if (!held_) return;
        auto const epoch = held_->epoch;
        held_.reset();
        followers_.release(terms_.follower, log_, terms_.owner, epoch);
    }

private:
    Change lose() {
        held_.reset();
        ask_at_ = Clock::now() + terms_.try_every;
        return Change::lost;
    }

    ports::Followers& followers_;
    LogName log_;
    Terms const& terms_;
    std::optional<ports::Lease> held_;
    Clock::time_point until_{};
    Clock::time_point ask_at_{};
};

}  // namespace juece::kafka
