// The log that a path names first: whether it exists, and whether this token is good in it.
//
// Threads: the I/O thread; asks the log at most once per name, on the pool.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "adapters/http/exchange.hpp"

namespace juece::http {

boost::asio::awaitable<Result<LogName, Trouble>> enter_log(ExchangePtr exchange);

}  // namespace juece::http
