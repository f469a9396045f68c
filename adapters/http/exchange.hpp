// Exchange: one request on its way through a handler, and what the server remembers between requests.
//
// Threads: the I/O thread only.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>

#include "adapters/http/environment.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/tls.hpp"
#include "adapters/http/watch.hpp"

namespace juece::http {

// A body as it comes in.
class BodySource {
public:
    virtual ~BodySource() = default;
    virtual void limit(std::size_t bytes_max) = 0;  // before the first next()
    // The next piece, at most 256 KiB; nothing at the end. Trouble if the body is malformed, too large or too slow.
    virtual boost::asio::awaitable<Result<std::optional<std::string>, Trouble>> next() = 0;
};

class Connection;

struct ServerState {
    explicit ServerState(Environment environment_in)
        : environment{std::move(environment_in)},
          watch{std::make_shared<Watch>(environment.strand, environment.log, environment.limits.poll_interval)},
          tls{environment.tls ? server_context(*environment.tls) : nullptr} {}

    Environment environment;
    std::shared_ptr<Watch> watch;
    TlsContext tls;                                // of connections to come; none: plain HTTP
    std::unordered_map<LogName, bool> rehearsals;  // logs met so far; whether one is a rehearsal never changes
    std::set<Connection*> connections;
    std::size_t uploads = 0;
    std::size_t download_bytes = 0;
    std::size_t polls = 0;          // requests that wait for an event
    std::uint64_t turned_away = 0;  // connections beyond the limit, since the start
    bool stopping = false;
};

// Holds a share of something that is limited, until it is destroyed.
class Share {
public:
    Share(std::shared_ptr<ServerState> state, std::size_t ServerState::*what, std::size_t amount)
        : state_{std::move(state)}, what_{what}, amount_{amount} {
        (*state_).*what_ += amount_;
    }
    ~Share() { (*state_).*what_ -= amount_; }
    Share(Share const&) = delete;
    Share& operator=(Share const&) = delete;

private:
    std::shared_ptr<ServerState> state_;
    std::size_t ServerState::*what_;
    std::size_t amount_;
};

struct Exchange {
    std::shared_ptr<ServerState> state;
    Request request;
    service::Identity who;       // of a route that asks for a token
    BodySource* body = nullptr;  // of a route that takes a stream; lives as long as the exchange is answered
    std::shared_ptr<void> held;  // what the answer's bytes hold of a limit, until they are sent

    Environment& environment() const { return state->environment; }
};

using ExchangePtr = std::shared_ptr<Exchange>;
using Handler = boost::asio::awaitable<Outcome> (*)(ExchangePtr);

}  // namespace juece::http
