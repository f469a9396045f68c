// Reading filters, and pages of rows.
#include "adapters/http/listing.hpp"

#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/parameters.hpp"

namespace juece::http {

namespace {

using ports::DecisionFilter;
using ports::DecisionOrder;
using ports::DecisionQuery;
using StandingAnswer = std::variant<service::Standing, service::Failed>;

std::string_view value_of(Request const& request, std::string_view name) {
    auto const at = request.query.find(name);
    return at == request.query.end() ? std::string_view{} : std::string_view{at->second};
}

// "main:drafting"
using InState = std::pair<procedure::Region, procedure::State>;
Result<std::optional<InState>, Trouble> state_of(Request const& request) {
    auto const typed = value_of(request, "state");
    if (!request.query.contains("state")) return std::optional<InState>{};
    auto const colon = typed.find(':');
    auto const region = procedure::parse_region(typed.substr(0, colon));
    auto const state = colon == std::string_view::npos ? std::nullopt : procedure::parse_state(typed.substr(colon + 1));
    if (!region || *region == procedure::Region::none || !state)
        return malformed({}, "查询参数 state 应为“程序:状态”,例如 main:drafting", "bad_query");
    return std::optional{InState{*region, *state}};
}

}  // namespace

Result<DecisionFilter, Trouble> filter_of(Request const& request) {
    DecisionFilter filter;
    auto const state = state_of(request);
    if (!state) return state.error();
    filter.state = state.value();
    auto const category = word_in(request, "category");
    if (!category) return category.error();
    filter.category = category.value();
    auto const handler = organ_of(request, "handler");
    if (!handler) return handler.error();
    filter.handler = handler.value();
    auto const from = day_of(request, "opened_from");
    if (!from) return from.error();
    if (from.value()) filter.opened_from = start_of(*from.value());
    auto const to = day_of(request, "opened_to");
    if (!to) return to.error();
    if (to.value()) filter.opened_before = last_moment_of(*to.value()) + std::chrono::microseconds{1};
    auto const since = moment_in(request, "changed_since");
    if (!since) return since.error();
    filter.changed_since = since.value();
    return filter;
}

Result<DecisionOrder, Trouble> order_of(Request const& request) {
    auto const typed = value_of(request, "order");
    if (!request.query.contains("order") || typed == "opened") return DecisionOrder::opened;
    if (typed == "changed") return DecisionOrder::changed;
    if (typed == "next_date") return DecisionOrder::next_date;
    return malformed({}, "查询参数 order 应为 opened、changed 或 next_date", "bad_query");
}

asio::awaitable<Result<service::Standing, Trouble>> standing_of(
    ExchangePtr exchange, LogName log, std::optional<procedure::Role> role, std::optional<Timestamp> moment
) {
    auto const post = post_of(exchange->request, "post");
    if (!post) co_return post.error();
    auto const organ = organ_of(exchange->request, "organ");
    if (!organ) co_return organ.error();
    auto& service = exchange->environment().service;
    service::StandingRequest const asked{exchange->who, role, post.value(), organ.value(), moment};
    std::function<void(std::function<void(StandingAnswer)>)> start =
        [&service, log, asked](service::StandingReply reply) { service.standing(log, asked, std::move(reply)); };
    auto answer = co_await answered<StandingAnswer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    co_return std::get<service::Standing>(std::move(answer));
}

Object row_in(ports::ListedDecision const& listed) {
    auto parsed = codec::parse(listed.row);
    auto* const object = parsed ? parsed.value().object() : nullptr;
    return object == nullptr ? Object{} : std::move(*object);
}

DecisionPage page_of(service::Reading const& reading, DecisionQuery query) {
    auto const limit = query.limit;
    ++query.limit;  // One more tells whether there is a next page.
    DecisionPage page{reading.log.list(reading.name, query), std::nullopt};
    if (page.items.size() > limit) {
        page.items.resize(limit);
        page.next = page.items.back().place;
    }
    return page;
}

DecisionPage past_page_of(service::Reading const& reading, DecisionQuery const& query, Timestamp moment) {
    auto candidates = page_of(reading, {{}, DecisionOrder::opened, query.after, query.limit});
    DecisionPage page{{}, candidates.next};
    for (auto& each : candidates.items) {
        auto row = row_in(each);
        auto const changed = parse_timestamp(row.text("recorded_at"));
        if (!changed || *changed > moment) {
            auto then = service::decision_as_of(reading, each.decision, moment);
            if (!then) continue;
            row = std::move(then->row);
            each.version = then->version;
            each.row = reading.codec.canonical(row);
        }
        if (ports::matches(query.filter, row)) page.items.push_back(std::move(each));
    }
    return page;
}

}  // namespace juece::http
