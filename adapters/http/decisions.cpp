// One decision, now or as of a moment.
#include "adapters/http/conditional.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/moment.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"
#include "workflow/service/queries.hpp"

namespace juece::http {

namespace {

using DecisionAnswer = std::variant<service::MenuView, service::Failed>;
using service::Reading;

// Title and body, of whichever version.
Reply reply_of(
    Exchange const& exchange, Reading const& reading, DecisionId decision, std::uint64_t version, Object row
) {
    auto const title = text_in(service::title_payload(reading, decision));
    auto body = reading.codec.canonical(decision_view(decision, version, title, std::move(row)));
    return conditional(exchange.request, {200, {}, "application/json", std::move(body)}, etag(version).second);
}

asio::awaitable<Outcome> decision_now(ExchangePtr exchange, Reading reading, DecisionId decision) {
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(DecisionAnswer)>)> start =
        [&service, log = reading.name, decision](service::MenuReply reply) {
            service.menu(log, decision, std::nullopt, std::move(reply));
        };
    auto answer = co_await answered<DecisionAnswer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    auto const view = std::make_shared<service::MenuView>(std::get<service::MenuView>(std::move(answer)));
    std::function<Outcome()> work = [exchange, reading, decision, view]() -> Outcome {
        return reply_of(*exchange, reading, decision, view->version, view->row);
    };
    co_return co_await on_pool<Outcome>(exchange->environment().strand, std::move(work));
}

asio::awaitable<Outcome> decision_then(ExchangePtr exchange, Reading reading, DecisionId decision, Timestamp moment) {
    std::function<Outcome()> work = [exchange, reading, decision, moment]() -> Outcome {
        auto then = service::decision_as_of(reading, decision, moment);
        if (!then) return Trouble{Code::unknown_decision, "当时还没有这个决策事项", {}, {}, {}};
        return reply_of(*exchange, reading, decision, then->version, std::move(then->row));
    };
    co_return co_await on_pool<Outcome>(exchange->environment().strand, std::move(work));
}

}  // namespace

asio::awaitable<Outcome> get_decision(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const decision = decision_of(exchange->request);
    if (!decision) co_return decision.error();
    auto const moment = co_await past_moment(exchange, log.value());
    if (!moment) co_return moment.error();
    Reading const reading{exchange->environment().log, exchange->environment().codec, log.value()};
    if (moment.value()) co_return co_await decision_then(exchange, reading, decision.value(), *moment.value());
    co_return co_await decision_now(exchange, reading, decision.value());
}

}  // namespace juece::http
