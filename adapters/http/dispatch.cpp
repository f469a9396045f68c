// The order of checks, and the one place where exceptions end.
#include "adapters/http/dispatch.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/http/coroutine.hpp"
#include "adapters/http/media_type.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/target.hpp"
#include "workflow/procedure/machine.hpp"

namespace juece::http {

namespace {

constexpr std::string_view bearer = "Bearer ";

Trouble plain(Code code, std::string detail = {}, std::string cause = {}) {
    return {code, std::move(detail), {}, {}, std::move(cause)};
}

// Nothing if the token is good; then exchange.who is filled in.
std::optional<Trouble> authenticate(Exchange& exchange) {
    auto const field = exchange.request.field("authorization");
    if (!field.starts_with(bearer)) return plain(Code::unauthenticated, "须以 Authorization: Bearer 出示令牌");
    auto identity = exchange.environment().authenticator.authenticate(field.substr(bearer.size()));
    if (!identity) return plain(Code::unauthenticated, "令牌无效或者已经过期", identity.error());
    exchange.who = std::move(identity.value());
    return std::nullopt;
}

std::optional<Trouble> unknown_query(Route const& route, Query const& query) {
    for (auto const& [name, value] : query) {
        if (std::find(route.query.begin(), route.query.end(), name) == route.query.end()) {
            return malformed({}, fmt::format("此路径没有查询参数“{}”", name), "unknown_query");
        }
    }
    return std::nullopt;
}

asio::awaitable<std::optional<Trouble>> read_json(ExchangePtr exchange) {
    if (media_type(exchange->request.field("content-type")) != "application/json") {
        co_return plain(Code::unsupported_media_type, "请求体须为 application/json");
    }
    exchange->body->limit(exchange->environment().limits.json_bytes_max);
    for (;;) {
        auto const piece = co_await exchange->body->next();
        if (!piece) co_return piece.error();
        if (!piece.value()) co_return std::nullopt;
        exchange->request.body += *piece.value();
    }
}

// Everything that must hold before a handler is called.
asio::awaitable<std::optional<Trouble>> prepare(ExchangePtr exchange, Route const* route) {
    if (route->access == Access::token) {
        if (auto trouble = authenticate(*exchange)) co_return trouble;
    }
    if (auto trouble = unknown_query(*route, exchange->request.query)) co_return trouble;
    if (route->takes == Takes::json) co_return co_await read_json(exchange);
    exchange->body->limit(route->takes == Takes::stream ? exchange->environment().limits.document_bytes_max : 0);
    co_return std::nullopt;
}

asio::awaitable<Outcome> handle(ExchangePtr exchange, std::string target) {
    auto parsed = parse_target(target);
    if (!parsed) co_return malformed({}, "请求路径有误", "bad_target");
    auto match = find_route(exchange->request.method, parsed.value().segments);
    if (match.route == nullptr && match.allow.empty()) co_return plain(Code::unknown_path);
    if (match.route == nullptr) {
        co_return Trouble{Code::method_not_allowed, {}, {}, {{"Allow", match.allow}}, {}};
    }
    exchange->request.route = match.route;
    exchange->request.parameters = std::move(match.parameters);
    exchange->request.query = std::move(parsed.value().query);
    auto const trouble = co_await prepare(exchange, match.route);
    if (trouble) co_return *trouble;
    co_return co_await match.route->handler(exchange);
}

asio::awaitable<Outcome> guarded(ExchangePtr exchange, std::string target) {
    try {
        co_return co_await handle(exchange, std::move(target));
    } catch (Overloaded const& error) {
        co_return plain(Code::busy, "系统繁忙,请稍后重试", error.what());
    } catch (ports::WorldError const& error) {
        co_return trouble_of(error);
    } catch (procedure::CorruptHistory const& error) {
        co_return plain(Code::internal, {}, error.what());
    } catch (std::exception const& error) {
        co_return plain(Code::internal, {}, error.what());
    }
}

}  // namespace

Answer answer_to(Exchange const& exchange, Trouble const& trouble) {
    auto const& environment = exchange.environment();
    auto const code = std::string{text_of(trouble.code)};
    if (!trouble.cause.empty() || status_of(trouble.code) >= 500) {
        environment.on_fault({exchange.request.id, code, trouble.cause});
    }
    return {render(trouble, exchange.request.id, environment.codec), code, {}};
}

asio::awaitable<Answer> dispatch(ExchangePtr exchange, std::string target) {
    auto outcome = co_await guarded(exchange, std::move(target));
    Answer answer = outcome ? Answer{std::move(outcome.value()), {}, {}} : answer_to(*exchange, outcome.error());
    if (exchange->who.person != PersonId{}) answer.person = exchange->who.person.text();
    co_return answer;
}

}  // namespace juece::http
