// Listener: answers GET /metrics on an address of its own, without a token, to whoever reaches that address.
//
// On a thread of its own, so that neither a slow reader nor the writing of a page delays a request, and so that the
// page is there when the server's I/O thread is not. Limits: 16 connections, a head of 8 KiB, five seconds for a
// request and for an answer; one request to a connection. Everything else than the page is a short plain answer.
// Lifetime: what `page` refers to outlives the listener. Errors: WorldError unavailable if the address cannot be used.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace juece::metrics {

class Listener {
public:
    // `page` is called on the listener's thread, one call at a time; it may block for a short while.
    Listener(std::string const& address, std::uint16_t port, std::function<std::string()> page);
    ~Listener();
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

    std::uint16_t port() const;  // the one chosen, if it was given as 0

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::metrics
