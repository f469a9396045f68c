// The moment that `as_of` names: nothing of what was recorded later is shown.
//
// A day is its end in Beijing, and of today it is now. A moment that has not come is 422 `invalid`: what will be known
// then cannot be told, and the same question would be answered differently later. Threads: the I/O thread.
#pragma once

#include <optional>

#include <boost/asio/awaitable.hpp>

#include "adapters/http/exchange.hpp"

namespace juece::http {

boost::asio::awaitable<Result<std::optional<Timestamp>, Trouble>> past_moment(ExchangePtr exchange, LogName log);

}  // namespace juece::http
