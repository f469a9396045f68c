// Reading decisions: the list, one of them now or as of a moment, its menu, its history.
#include <limits>

#include <fmt/format.h>

#include "adapters/http/cloud_event.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"
#include "workflow/service/leaves.hpp"
#include "workflow/service/queries.hpp"

namespace juece::http {

namespace {

using MenuAnswer = std::variant<service::MenuView, service::Failed>;
using service::Reading;

constexpr std::size_t list_page = 50;

Reading reading_of(Exchange const& exchange, LogName const& log) {
    return {exchange.environment().log, exchange.environment().codec, log};
}

Result<ports::DecisionQuery, Trouble> list_query(Request const& request) {
    ports::DecisionQuery query;
    auto const limit = limit_of(request, list_page);
    if (!limit) return limit.error();
    query.limit = limit.value();
    if (auto const at = request.query.find("after"); at != request.query.end()) {
        query.after = DecisionId::parse(at->second);
        if (!query.after) return malformed({}, "查询参数 after 应为上一页的 next", "bad_query");
    }
    if (auto const at = request.query.find("waiting_for"); at != request.query.end()) {
        if (!procedure::parse_role(at->second))
            return malformed({}, "查询参数 waiting_for 应为一个角色代码", "bad_query");
        query.waiting_for = at->second;
    }
    return query;
}

// A row is canonical JSON already; the three members that are not in it are put before its own.
std::string list_item(ports::EventCodec const& codec, ports::ListedDecision const& listed) {
    auto item = codec.canonical(Object{
        {"decision", listed.decision.text()}, {"title", text_in(listed.title)}, {"version", listed.version}});
    if (listed.row.size() <= 2) return item;
    item.pop_back();
    return item + "," + listed.row.substr(1);
}

std::string list_body(Reading const& reading, ports::DecisionQuery query) {
    auto const limit = query.limit;
    ++query.limit;  // One more tells whether there is a next page.
    auto page = reading.log.list(reading.name, query);
    auto const has_next = page.size() > limit;
    if (has_next) page.resize(limit);
    std::string out = "{\"items\":[";
    for (auto const& listed : page) {
        if (&listed != &page.front()) out += ',';
        out += list_item(reading.codec, listed);
    }
    out += ']';
    if (has_next) out += fmt::format(",\"next\":\"{}\"", page.back().decision.text());
    return out + "}";
}

asio::awaitable<MenuAnswer> menu_of(
    ExchangePtr exchange, LogName log, DecisionId decision, std::optional<service::Identity> who
) {
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(MenuAnswer)>)> start = [&service, log, decision, who](service::MenuReply reply
                                                                 ) { service.menu(log, decision, who, reply); };
    co_return co_await answered<MenuAnswer>(std::move(start));
}

asio::awaitable<MenuAnswer> menu_of_organ(ExchangePtr exchange, LogName log, DecisionId decision, OrganCode organ) {
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(MenuAnswer)>)> start =
        [&service, log, decision, organ](service::MenuReply reply) {
            service.menu_of_organ(log, decision, organ, reply);
        };
    co_return co_await answered<MenuAnswer>(std::move(start));
}

asio::awaitable<Outcome> decision_now(ExchangePtr exchange, LogName log, DecisionId decision) {
    auto answer = co_await menu_of(exchange, log, decision, std::nullopt);
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    auto& view = std::get<service::MenuView>(answer);
    std::function<std::string()> work = [reading = reading_of(*exchange, log), decision] {
        return text_in(service::title_payload(reading, decision));
    };
    auto const title = co_await on_pool<std::string>(exchange->environment().strand, std::move(work));
    auto const body = decision_view(decision, view.version, title, std::move(view.row));
    co_return Reply{200, {etag(view.version)}, "application/json", exchange->environment().codec.canonical(body)};
}

asio::awaitable<Outcome> decision_then(ExchangePtr exchange, LogName log, DecisionId decision, Timestamp moment) {
    std::function<Outcome()> work = [reading = reading_of(*exchange, log), decision, moment]() -> Outcome {
        auto then = service::decision_as_of(reading, decision, moment);
        if (!then) return Trouble{Code::unknown_decision, "当时还没有这个决策事项", {}, {}, {}};
        auto const title = text_in(service::title_payload(reading, decision));
        auto const body = decision_view(decision, then->version, title, std::move(then->row));
        return Reply{200, {etag(then->version)}, "application/json", reading.codec.canonical(body)};
    };
    co_return co_await on_pool<Outcome>(exchange->environment().strand, std::move(work));
}

}  // namespace

asio::awaitable<Outcome> get_decisions(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const query = list_query(exchange->request);
    if (!query) co_return query.error();
    std::function<std::string()> work = [reading = reading_of(*exchange, log.value()), query = query.value()] {
        return list_body(reading, query);
    };
    auto body = co_await on_pool<std::string>(exchange->environment().strand, std::move(work));
    co_return Reply{200, {}, "application/json", std::move(body)};
}

asio::awaitable<Outcome> get_decision(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const decision = decision_of(exchange->request);
    if (!decision) co_return decision.error();
    auto const moment = as_of(exchange->request);
    if (!moment) co_return moment.error();
    if (moment.value()) co_return co_await decision_then(exchange, log.value(), decision.value(), *moment.value());
    co_return co_await decision_now(exchange, log.value(), decision.value());
}

asio::awaitable<Outcome> get_menu(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const decision = decision_of(exchange->request);
    if (!decision) co_return decision.error();
    auto const all = flag_of(exchange->request, "all");
    if (!all) co_return all.error();
    auto const organ = organ_of(exchange->request, "organ");
    if (!organ) co_return organ.error();
    if (all.value() && organ.value()) co_return malformed({}, "all 和 organ 只能有一个", "bad_query");
    auto const who = all.value() ? std::nullopt : std::optional{exchange->who};
    auto answer = MenuAnswer{};
    if (organ.value()) {
        answer = co_await menu_of_organ(exchange, log.value(), decision.value(), *organ.value());
    } else {
        answer = co_await menu_of(exchange, log.value(), decision.value(), who);
    }
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    auto const& view = std::get<service::MenuView>(answer);
    co_return Reply{
        200, {etag(view.version)}, "application/json", exchange->environment().codec.canonical(menu_view(view))};
}

asio::awaitable<Outcome> get_history(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const decision = decision_of(exchange->request);
    if (!decision) co_return decision.error();
    auto const moment = as_of(exchange->request);
    if (!moment) co_return moment.error();
    std::function<Outcome()> work = [reading = reading_of(*exchange, log.value()),
                                     decision = decision.value(),
                                     moment = moment.value()]() -> Outcome {
        constexpr auto all = std::numeric_limits<std::size_t>::max();
        auto const events = service::events_of(reading, service::decision_stream(decision), 0, moment, all);
        if (events.empty()) return Trouble{Code::unknown_decision, {}, {}, {}, {}};
        auto const items = cloud_events(reading.codec, reading.name, events);
        return Reply{
            200,
            {etag(events.back().version)},
            "application/json",
            fmt::format("{{\"decision\":\"{}\",\"items\":{}}}", decision.text(), items)};
    };
    co_return co_await on_pool<Outcome>(exchange->environment().strand, std::move(work));
}

}  // namespace juece::http
