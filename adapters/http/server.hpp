// Server: listens, serves connections on the strand's I/O thread, and stops without losing what is in flight.
//
// Lifetime: what the environment refers to outlives it; destroy it after IoStrand::run() has returned.
// Threads: every function on the I/O thread, or before run().
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/http/environment.hpp"

namespace juece::http {

// What a monitor wants to know, now or (turned_away) since the start.
struct ServerFigures {
    std::size_t connections = 0;
    std::uint64_t turned_away = 0;  // connections beyond the limit
    std::size_t uploads = 0;
    std::size_t polls = 0;           // requests that wait for an event
    std::size_t download_bytes = 0;  // held for readers of documents
};

class Server {
public:
    // Throws WorldError corrupt if the files of TLS cannot be used.
    explicit Server(Environment environment);
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    // Port 0 lets the system choose; returns the port. Throws WorldError unavailable if the address cannot be used.
    std::uint16_t listen(std::string const& address, std::uint16_t port);

    // Reads certificate, key and client CA anew, for connections to come; those that are open keep what they have. Why
    // not, if the files cannot be used: then nothing changes.
    std::optional<std::string> renew_certificate();

    // Wakes those who wait for events of this log: it has been told of `next_seq` events.
    void committed(LogName const& log, std::uint64_t next_seq);

    ServerFigures figures() const;

    // Takes no more connections and requests, wakes long polls, waits for what is in flight, at most drain_timeout;
    // then calls `done`.
    void stop(std::function<void()> done);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::http
