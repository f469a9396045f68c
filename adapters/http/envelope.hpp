// What the request of a command says in its headers and query, whatever it commands: who asks, the Idempotency-Key, the
// version that must still hold, and whether it is only a trial. Threads: pure.
#pragma once

#include <optional>

#include "adapters/http/exchange.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/problem.hpp"

namespace juece::http {

// Nothing: `into` is filled, but for what the body says.
template <class Request>
std::optional<Trouble> read_envelope(Exchange const& exchange, LogName const& log, Request& into) {
    auto const dry_run = flag_of(exchange.request, "dry_run");
    if (!dry_run) return dry_run.error();
    auto const key = idempotency_key(exchange.request, dry_run.value());
    if (!key) return key.error();
    auto const version = if_match(exchange.request);
    if (!version) return version.error();
    into.log = log;
    into.who = exchange.who;
    into.idempotency_key = key.value();
    into.if_match = version.value();
    into.dry_run = dry_run.value();
    return std::nullopt;
}

}  // namespace juece::http
