// One client's connection: requests read one after the other, each answered before the next is read.
//
// Limits of size and time are those of Environment; a request that comes too slowly is cut off without an answer
// (slow loris). Threads: the I/O thread only.
#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "adapters/http/exchange.hpp"

namespace juece::http {

enum class Welcome : bool { served, turned_away };

// Serves the connection until it ends, over TLS if the server has a certificate; or answers 503 and closes, if there
// are too many. Never throws.
boost::asio::awaitable<void> serve_connection(
    std::shared_ptr<ServerState> state, boost::asio::ip::tcp::socket socket, Welcome welcome
);

// Closes connections that wait for a request; with `all`, the others too.
void close_connections(ServerState& state, bool all);

}  // namespace juece::http
