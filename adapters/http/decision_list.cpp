// The list of decisions: filtered, in one of three orders, in pages, now or as of a moment.
#include <fmt/format.h>

#include "adapters/http/coroutine.hpp"
#include "adapters/http/cursor.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/listing.hpp"
#include "adapters/http/moment.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"

namespace juece::http {

namespace {

using service::Reading;

constexpr std::size_t list_page = 50;
constexpr std::size_t past_page_max = 100;  // each may have to be folded again

struct Asked {
    ports::DecisionQuery query;
    std::optional<Timestamp> moment;
    std::string question;
};

// waiting_for=<role> | me; post= and organ= narrow it, or ask alone. Empty: nobody is asked for.
asio::awaitable<Result<std::optional<ports::Awaited>, Trouble>> awaited_by(
    ExchangePtr exchange, LogName log, std::optional<Timestamp> moment
) {
    auto const& query = exchange->request.query;
    auto const typed = query.find("waiting_for");
    auto const is_role = typed != query.end() && typed->second != "me";
    if (typed == query.end() && !query.contains("post") && !query.contains("organ"))
        co_return std::optional<ports::Awaited>{};
    auto const role = is_role ? procedure::parse_role(typed->second) : std::nullopt;
    if (is_role && !role) co_return malformed({}, "查询参数 waiting_for 应为 me 或者一个角色代码", "bad_query");
    auto const standing = co_await standing_of(exchange, log, role, moment);
    if (!standing) co_return standing.error();
    co_return std::optional{ports::Awaited{standing.value().roles, standing.value().organs}};
}

Result<Asked, Trouble> asked_in(Request const& request, std::optional<Timestamp> moment, std::string_view asker) {
    Asked asked;
    asked.moment = moment;
    auto const limit = limit_of(request, list_page);
    if (!limit) return limit.error();
    asked.query.limit = limit.value();
    auto filter = filter_of(request);
    if (!filter) return filter.error();
    asked.query.filter = std::move(filter.value());
    auto const order = order_of(request);
    if (!order) return order.error();
    asked.query.order = order.value();
    if (moment && asked.query.order != ports::DecisionOrder::opened)
        return malformed({}, "as_of 的列表只能按提出先后排列(order=opened)", "bad_query");
    if (moment && asked.query.limit > past_page_max)
        return malformed({}, fmt::format("as_of 的列表每页最多 {} 件", past_page_max), "bad_query");
    asked.question = question_of(request, asker);
    auto after = cursor_in(request, asked.question);
    if (!after) return after.error();
    asked.query.after = std::move(after.value());
    return asked;
}

// A row is canonical JSON already; the three members that are not in it are put before its own.
std::string item_of(ports::EventCodec const& codec, ports::ListedDecision const& listed) {
    auto item = codec.canonical(Object{
        {"decision", listed.decision.text()}, {"title", text_in(listed.title)}, {"version", listed.version}});
    if (listed.row.size() <= 2) return item;
    item.pop_back();
    return item + "," + listed.row.substr(1);
}

std::string body_of(Reading const& reading, Asked const& asked) {
    auto const page = asked.moment ? past_page_of(reading, asked.query, *asked.moment) : page_of(reading, asked.query);
    std::string out = "{\"items\":[";
    for (auto const& listed : page.items) {
        if (&listed != &page.items.front()) out += ',';
        out += item_of(reading.codec, listed);
    }
    out += ']';
    if (page.next) out += fmt::format(",\"next\":\"{}\"", cursor_text(asked.question, *page.next));
    return out + "}";
}

}  // namespace

asio::awaitable<Outcome> get_decisions(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const moment = co_await past_moment(exchange, log.value());
    if (!moment) co_return moment.error();
    auto asked = asked_in(exchange->request, moment.value(), exchange->who.post.text());
    if (!asked) co_return asked.error();
    auto const awaited = co_await awaited_by(exchange, log.value(), moment.value());
    if (!awaited) co_return awaited.error();
    asked.value().query.filter.awaited = awaited.value();
    Reading const reading{exchange->environment().log, exchange->environment().codec, log.value()};
    std::function<std::string()> work = [reading, asked = asked.value()] { return body_of(reading, asked); };
    auto body = co_await on_pool<std::string>(exchange->environment().strand, std::move(work));
    co_return Reply{200, {}, "application/json", std::move(body)};
}

}  // namespace juece::http
