// The rules of a log: what has been published, and publishing more of it (docs/formats/http.md "Rules").
#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/parameters.hpp"

namespace juece::http {

namespace {

using Listed = std::variant<std::vector<Object>, service::Failed>;
using PublishAnswer = std::variant<service::Published, service::Failed>;
using procedure::Fault;

// {"command","data"} and nothing else; the service judges what is in it.
Result<service::RulesRequest, Trouble> rules_request_of(Exchange const& exchange, LogName const& log) {
    auto const dry_run = flag_of(exchange.request, "dry_run");
    if (!dry_run) return dry_run.error();
    auto const value = codec::parse(exchange.request.body);
    if (!value) {
        auto const& error = value.error();
        return trouble_of_body({{error.code, error.pointer, error.message}}, codec::is_malformed(error.code));
    }
    auto const* body = value.value().object();
    if (body == nullptr) return trouble_of_body({{"wrong_type", "", "请求体应当是 JSON 对象"}}, false);
    std::vector<Fault> faults;
    for (auto const& [key, unused] : *body) {
        if (key != "command" && key != "data")
            faults.push_back({"unknown_field", "/" + codec::pointer_step(key), "不认识的成员"});
    }
    auto const* data = body->find("data");
    if (body->text("command").empty()) faults.push_back({"missing_field", "/command", "缺少“command”"});
    if (data == nullptr || data->object() == nullptr)
        faults.push_back({"missing_field", "/data", "缺少“data”,或者它不是对象"});
    if (!faults.empty()) return trouble_of_body(faults, false);
    return service::RulesRequest{
        log, exchange.who, dry_run.value(), std::string{body->text("command")}, *data->object()};
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
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(Listed)>)> start = [&service, log = log.value()](service::RulesListReply reply
                                                             ) { service.published_rules(log, reply); };
    auto const answer = co_await answered<Listed>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    List rules;
    for (auto const& each : std::get<std::vector<Object>>(answer))
        rules.emplace_back(each);
    auto const& codec = exchange->environment().codec;
    co_return Reply{200, {}, "application/json", codec.canonical(Object{{"rules", std::move(rules)}})};
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
