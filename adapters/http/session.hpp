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

// Serves the connection until it ends. Never throws.
boost::asio::awaitable<void> serve_connection(std::shared_ptr<ServerState> state, boost::asio::ip::tcp::socket socket);

// Answers 503 and closes: too many connections.
boost::asio::awaitable<void> turn_away(std::shared_ptr<ServerState> state, boost::asio::ip::tcp::socket socket);

// Closes connections that wait for a request; with `all`, the others too.
void close_connections(ServerState& state, bool all);

}  // namespace juece::http
