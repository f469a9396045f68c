// The rules of a log: what has been published, and publishing more of it (docs/formats/http.md "Rules").
#include <algorithm>

#include <fmt/format.h>

#include "adapters/codec/request.hpp"
#include "adapters/http/conditional.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/moment.hpp"
#include "adapters/http/parameters.hpp"

namespace juece::http {

namespace {

using Listed = std::variant<std::vector<Object>, service::Failed>;
using PublishAnswer = std::variant<service::Published, service::Failed>;

Result<service::RulesRequest, Trouble> rules_request_of(Exchange const& exchange, LogName const& log) {
    auto const dry_run = flag_of(exchange.request, "dry_run");
    if (!dry_run) return dry_run.error();
    auto parsed = codec::parse_rules_request(exchange.request.body);
    if (!parsed) return trouble_of_body(parsed.error(), codec::is_malformed(parsed.error()));
    auto& [command, data] = parsed.value();
    return service::RulesRequest{log, exchange.who, dry_run.value(), std::move(command), std::move(data)};
}

// The rules behind the first `after`; `next` if there are more. Nothing is ever put between them.
Object page_of(std::vector<Object> const& published, std::uint64_t after, std::size_t limit) {
    List rules;
    auto at = std::min<std::uint64_t>(after, published.size());
    while (at < published.size() && rules.size() < limit)
        rules.emplace_back(published[at++]);
    Object page{{"rules", std::move(rules)}};
    if (at < published.size()) page.set("next", at);
    return page;
}

Object view(service::Published const& published) {
    List events;
    if (auto const& event = published.event) {
        events.emplace_back(Object{
            {"id", event->id.text()}, {"seq", event->seq}, {"type", event->type}, {"version", event->version}});
    }
    return Object{
        {"events", std::move(events)}, {"id", published.id}, {"kind", published.kind}, {"version", published.version}};
}

}  // namespace

asio::awaitable<Outcome> get_rules(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const limit = limit_of(exchange->request, page_max);
    if (!limit) co_return limit.error();
    auto const after = number_of(exchange->request, "after");
    if (!after) co_return after.error();
    auto const moment = co_await past_moment(exchange, log.value());
    if (!moment) co_return moment.error();
    auto const& environment = exchange->environment();
    auto& service = environment.service;
    std::function<void(std::function<void(Listed)>)> start =
        [&service, log = log.value(), moment = moment.value()](service::RulesListReply reply) {
            service.published_rules(log, moment, std::move(reply));
        };
    auto const answer = co_await answered<Listed>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    auto const page = page_of(std::get<std::vector<Object>>(answer), after.value().value_or(0), limit.value());
    Reply reply{200, {}, "application/json", environment.codec.canonical(page)};
    auto tag = etag_of_body(environment, reply.body);
    co_return conditional(exchange->request, std::move(reply), std::move(tag));
}

asio::awaitable<Outcome> post_rules_command(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto request = rules_request_of(*exchange, log.value());
    if (!request) co_return request.error();
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(PublishAnswer)>)> start =
        [&service, request = request.value()](service::RulesReply reply) { service.publish_rules(request, reply); };
    auto const answer = co_await answered<PublishAnswer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) {
        auto trouble = trouble_of(*failed);
        if (trouble.code == Code::unknown_command)
            trouble.members.set("known", List{"publish_calendar", "publish_profile", "publish_statute"});
        co_return trouble;
    }
    auto const& published = std::get<service::Published>(answer);
    co_return Reply{200, {}, "application/json", exchange->environment().codec.canonical(view(published))};
}

}  // namespace juece::http
