// What waits for a post or an organ: items of the list whose row names one of its roles, nearest legal date first.
//
// Rows are read as the log keeps them (decision_row); nothing is judged here.
#include "adapters/http/coroutine.hpp"
#include "adapters/http/cursor.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/listing.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"

namespace juece::http {

namespace {

constexpr std::size_t items_otherwise = 100;

struct Asked {
    ports::DecisionQuery query;
    std::string question;
};

List codes_of(std::vector<procedure::Role> const& roles) {
    List codes;
    for (auto const role : roles)
        codes.emplace_back(procedure::code(role));
    return codes;
}

// Items with a date, the nearest first; then those without.
Object todo_view(service::Reading const& reading, Asked const& asked) {
    auto const& awaited = *asked.query.filter.awaited;
    auto const page = page_of(reading, asked.query);
    List items;
    for (auto const& listed : page.items) {
        auto row = row_in(listed);
        auto roles = codes_of(ports::awaited_roles(awaited, row));
        auto view = decision_view(listed.decision, listed.version, text_in(listed.title), std::move(row));
        view.set("roles", std::move(roles));
        items.emplace_back(std::move(view));
    }
    Object view{
        {"count", reading.log.count(reading.name, asked.query.filter)},
        {"items", std::move(items)},
        {"roles", codes_of(awaited.roles)}};
    if (!awaited.organs.empty()) view.set("organ", awaited.organs.front().text());
    if (page.next) view.set("next", cursor_text(asked.question, *page.next));
    return view;
}

}  // namespace

asio::awaitable<Outcome> get_todo(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const limit = limit_of(exchange->request, items_otherwise);
    if (!limit) co_return limit.error();
    auto const role = role_of(exchange->request, "role");
    if (!role) co_return role.error();
    auto const question = question_of(exchange->request, exchange->who.post.text());
    auto const after = cursor_in(exchange->request, question);
    if (!after) co_return after.error();
    auto const standing = co_await standing_of(exchange, log.value(), role.value(), {});
    if (!standing) co_return standing.error();
    Asked asked{{{}, ports::DecisionOrder::next_date, after.value(), limit.value()}, question};
    asked.query.filter.awaited = ports::Awaited{standing.value().roles, standing.value().organs};
    auto const& environment = exchange->environment();
    service::Reading const reading{environment.log, environment.codec, log.value()};
    std::function<std::string()> work = [reading, asked = std::move(asked)] {
        return reading.codec.canonical(todo_view(reading, asked));
    };
    auto body = co_await on_pool<std::string>(environment.strand, std::move(work));
    co_return Reply{200, {}, "application/json", std::move(body)};
}

}  // namespace juece::http
