// Connections shared by many threads.
#include "adapters/postgres/session_pool.hpp"

#include <optional>

#include "workflow/ports/world_error.hpp"

namespace juece::postgres {

SessionPool::SessionPool(
    std::string dsn, SessionSettings settings, std::size_t size, std::chrono::milliseconds patience
)
    : dsn_{std::move(dsn)}, settings_{std::move(settings)}, patience_{patience}, available_{size} {}

SessionPool::~SessionPool() = default;

void SessionPool::run(std::function<void(Session&)> const& work) {
    for (;;) {
        bool fresh = false;
        auto session = acquire(fresh);
        try {
            work(*session);
            give_back(std::move(session));
            return;
        } catch (...) {
            auto const again = !fresh && !session->is_usable();
            give_back(std::move(session));
            if (!again) throw;
        }
    }
}

Rows SessionPool::execute(Statement const& statement, Parameters const& parameters) {
    std::optional<Rows> rows;
    run([&](Session& session) { rows = session.execute(statement, parameters); });
    return *rows;
}

std::unique_ptr<Session> SessionPool::acquire(bool& fresh) {
    {
        std::unique_lock lock{mutex_};
        if (!freed_.wait_for(lock, patience_, [&] { return available_ > 0; })) {
            throw ports::WorldError{ports::WorldErrorKind::unavailable, "all connections to the database are busy"};
        }
        --available_;
        if (!idle_.empty()) {
            auto session = std::move(idle_.back());
            idle_.pop_back();
            return session;
        }
    }
    try {
        fresh = true;
        return std::make_unique<Session>(dsn_, settings_);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void SessionPool::give_back(std::unique_ptr<Session> session) {
    {
        std::lock_guard const lock{mutex_};
        ++available_;
        if (session && session->is_usable()) idle_.push_back(std::move(session));
    }
    freed_.notify_one();
}

}  // namespace juece::postgres
