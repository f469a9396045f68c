// A few connections shared by many threads: for reads and for the short calls of documents and followers.
//
// A thread that finds none free waits `patience`, then gets WorldError unavailable. Connections are made when first
// needed and thrown away when they break. Threads: any; run() blocks.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/postgres/session.hpp"

namespace juece::postgres {

class SessionPool {
public:
    SessionPool(std::string dsn, SessionSettings settings, std::size_t size, std::chrono::milliseconds patience);
    ~SessionPool();
    SessionPool(SessionPool const&) = delete;
    SessionPool& operator=(SessionPool const&) = delete;

    // Runs `work` on a connection of its own. If an idle connection turns out to be broken (the server was
    // restarted), `work` runs again, at last on a new one; so work must be harmless when done twice.
    void run(std::function<void(Session&)> const& work);
    Rows execute(Statement const& statement, Parameters const& parameters);

private:
    std::unique_ptr<Session> acquire(bool& fresh);
    void give_back(std::unique_ptr<Session> session);

    std::string const dsn_;
    SessionSettings const settings_;
    std::chrono::milliseconds const patience_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t available_;  // how many may still be taken
    std::vector<std::unique_ptr<Session>> idle_;
};

}  // namespace juece::postgres
