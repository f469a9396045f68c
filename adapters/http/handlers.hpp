// Every handler of the routes (router.cpp), one source file per resource. None holds a law: they read a request, ask
// the service or the log, and write the answer.
//
// Coroutines on the I/O thread, free functions with parameters by value (ADR 0020). Blocking reads run on the
// pool. What the world does to them leaves as an exception: WorldError, CorruptHistory, Overloaded; dispatch.cpp maps
// it once.
#pragma once

#include "adapters/http/exchange.hpp"

namespace juece::http {

// health.cpp
boost::asio::awaitable<Outcome> get_live(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_ready(ExchangePtr exchange);

// logs.cpp
boost::asio::awaitable<Outcome> post_log(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_log(ExchangePtr exchange);
boost::asio::awaitable<Outcome> post_clock(ExchangePtr exchange);

// commands.cpp
boost::asio::awaitable<Outcome> post_decision(ExchangePtr exchange);
boost::asio::awaitable<Outcome> post_command(ExchangePtr exchange);

// register.cpp
boost::asio::awaitable<Outcome> get_register(ExchangePtr exchange);
boost::asio::awaitable<Outcome> post_register_command(ExchangePtr exchange);

// rules.cpp
boost::asio::awaitable<Outcome> get_rules(ExchangePtr exchange);
boost::asio::awaitable<Outcome> post_rules_command(ExchangePtr exchange);

// todo.cpp
boost::asio::awaitable<Outcome> get_todo(ExchangePtr exchange);

// decision_list.cpp, decisions.cpp, menu.cpp, history.cpp
boost::asio::awaitable<Outcome> get_decisions(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_decision(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_menu(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_history(ExchangePtr exchange);

// documents.cpp
boost::asio::awaitable<Outcome> post_document(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_document(ExchangePtr exchange);

// events.cpp
boost::asio::awaitable<Outcome> get_events(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_stream_events(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_payload(ExchangePtr exchange);

// codes.cpp
boost::asio::awaitable<Outcome> get_code_lists(ExchangePtr exchange);
boost::asio::awaitable<Outcome> get_codes(ExchangePtr exchange);

}  // namespace juece::http
