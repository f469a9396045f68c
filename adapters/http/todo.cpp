// What waits for a post or an organ: items of the list whose row names one of its roles, nearest legal date first.
//
// Rows are read as the log keeps them (decision_row); nothing is judged here.
#include <algorithm>
#include <map>
#include <tuple>

#include "adapters/codec/json.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"
#include "workflow/service/queries.hpp"

namespace juece::http {

namespace {

using StandingAnswer = std::variant<service::Standing, service::Failed>;

constexpr std::size_t items_otherwise = 100;

Result<service::StandingRequest, Trouble> standing_of(Exchange const& exchange) {
    auto const role = role_of(exchange.request, "role");
    if (!role) return role.error();
    auto const post = post_of(exchange.request, "post");
    if (!post) return post.error();
    auto const organ = organ_of(exchange.request, "organ");
    if (!organ) return organ.error();
    return service::StandingRequest{exchange.who, role.value(), post.value(), organ.value()};
}

List const& list_in(Object const& object, std::string_view key) {
    static List const none;
    auto const* value = object.find(key);
    auto const* list = value != nullptr ? value->list() : nullptr;
    return list != nullptr ? *list : none;
}

bool names(List const& list, std::string_view word) {
    return std::ranges::any_of(list, [word](Value const& value) {
        return value.string() != nullptr && *value.string() == word;
    });
}

// A handler is waited for only in the items that name his organ, once there are handlers (D713 11).
bool concerns(Object const& row, procedure::Role role, std::vector<OrganCode> const& organs) {
    auto const& handlers = list_in(row, "handlers");
    if (role != procedure::Role::handler || handlers.empty() || organs.empty()) return true;
    return std::ranges::any_of(organs, [&](OrganCode const& organ) { return names(handlers, organ.text()); });
}

struct Item {
    std::string next_date;  // empty: the law names none
    DecisionId decision;
    Object view;
};

Item item_of(ports::ListedDecision const& listed, Object row) {
    auto next_date = std::string{row.text("next_date")};
    return {
        std::move(next_date),
        listed.decision,
        decision_view(listed.decision, listed.version, text_in(listed.title), std::move(row))};
}

using Items = std::map<DecisionId, Item>;

void add_role(
    service::Reading const& reading, procedure::Role role, std::vector<OrganCode> const& organs, Items& items
) {
    ports::DecisionQuery query{std::nullopt, std::string{procedure::code(role)}, page_max};
    for (;;) {
        auto const page = reading.log.list(reading.name, query);
        for (auto const& listed : page) {
            auto const row = codec::parse(listed.row);
            auto const* object = row ? row.value().object() : nullptr;
            if (object == nullptr || !concerns(*object, role, organs)) continue;
            auto& item = items.try_emplace(listed.decision, item_of(listed, *object)).first->second;
            auto const* known = item.view.find("roles");
            auto roles = known != nullptr ? *known->list() : List{};
            roles.emplace_back(procedure::code(role));
            item.view.set("roles", std::move(roles));
        }
        if (page.size() < page_max) return;
        query.after = page.back().decision;
    }
}

// Items with a date, the nearest first; then those without.
Object todo_view(service::Reading const& reading, service::Standing const& standing, std::size_t limit) {
    Items found;
    for (auto const role : standing.roles)
        add_role(reading, role, standing.organs, found);
    std::vector<Item> items;
    for (auto& [decision, item] : found)
        items.push_back(std::move(item));
    std::ranges::sort(items, {}, [](Item const& item) {
        return std::tuple{item.next_date.empty(), item.next_date, item.decision};
    });
    List shown;
    for (std::size_t i = 0; i < std::min(limit, items.size()); ++i)
        shown.emplace_back(std::move(items[i].view));
    List roles;
    for (auto const role : standing.roles)
        roles.emplace_back(procedure::code(role));
    Object view{{"count", std::uint64_t{items.size()}}, {"items", std::move(shown)}, {"roles", std::move(roles)}};
    if (!standing.organs.empty()) view.set("organ", standing.organs.front().text());
    return view;
}

}  // namespace

asio::awaitable<Outcome> get_todo(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const limit = limit_of(exchange->request, items_otherwise);
    if (!limit) co_return limit.error();
    auto const request = standing_of(*exchange);
    if (!request) co_return request.error();
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(StandingAnswer)>)> start =
        [&service, log = log.value(), request = request.value()](service::StandingReply reply) {
            service.standing(log, request, std::move(reply));
        };
    auto const answer = co_await answered<StandingAnswer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    auto const& environment = exchange->environment();
    service::Reading const reading{environment.log, environment.codec, log.value()};
    std::function<std::string()> work = [reading, standing = std::get<service::Standing>(answer), max = limit.value()] {
        return reading.codec.canonical(todo_view(reading, standing, max));
    };
    auto body = co_await on_pool<std::string>(environment.strand, std::move(work));
    co_return Reply{200, {}, "application/json", std::move(body)};
}

}  // namespace juece::http
