// Opening and advancing a decision: the header's three promises (key, version, dry run) and the body, then the service.
#include "adapters/codec/request.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/envelope.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"

namespace juece::http {

namespace {

Result<service::CommandRequest, Trouble> command_of(Exchange const& exchange, LogName const& log) {
    service::CommandRequest command;
    if (auto trouble = read_envelope(exchange, log, command)) return *std::move(trouble);
    auto parsed = codec::parse_command_request(exchange.request.body);
    if (!parsed) return trouble_of_body(parsed.error(), codec::is_malformed(parsed.error()));
    command.command = std::move(parsed.value().command);
    command.occurred_at = parsed.value().occurred_at;
    command.data = std::move(parsed.value().data);
    command.documents = std::move(parsed.value().documents);
    command.reasons = std::move(parsed.value().reasons);
    if (auto const& performer = parsed.value().performer)
        command.performer = service::Principal{performer->person, performer->post};
    if (auto const& late = parsed.value().late_entry)
        command.late_entry = service::LateRequest{late->reason, late->approved_by};
    return command;
}

asio::awaitable<Outcome> advance(ExchangePtr exchange, service::CommandRequest command) {
    auto const dry_run = command.dry_run;
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(service::Answer)>)> start =
        [&service, command = std::move(command)](service::Reply reply) mutable {
            service.advance(std::move(command), std::move(reply));
        };
    auto const answer = co_await answered<service::Answer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    if (auto const* refused = std::get_if<service::Refused>(&answer)) {
        auto trouble = trouble_of(*refused);
        if (refused->version > 0) trouble.fields.push_back(etag(refused->version));
        co_return trouble;
    }
    auto const& accepted = std::get<service::Accepted>(answer);
    auto const& codec = exchange->environment().codec;
    if (dry_run) co_return Reply{200, {}, "application/json", codec.canonical(dry_run_view(accepted))};
    co_return Reply{
        accepted.opened ? 201U : 200U,
        {etag(accepted.version)},
        "application/json",
        codec.canonical(accepted_view(accepted))};
}

}  // namespace

asio::awaitable<Outcome> post_decision(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto command = command_of(*exchange, log.value());
    if (!command) co_return command.error();
    co_return co_await advance(exchange, std::move(command.value()));
}

asio::awaitable<Outcome> post_command(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const decision = decision_of(exchange->request);
    if (!decision) co_return decision.error();
    auto command = command_of(*exchange, log.value());
    if (!command) co_return command.error();
    command.value().decision = decision.value();
    co_return co_await advance(exchange, std::move(command.value()));
}

}  // namespace juece::http
