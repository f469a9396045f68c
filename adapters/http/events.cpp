// The feed: events of a log with long poll, events of one stream, and what is sealed in an event.
#include <algorithm>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "adapters/http/cloud_event.hpp"
#include "adapters/http/conditional.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/parameters.hpp"
#include "workflow/service/queries.hpp"

namespace juece::http {

namespace {

using ports::StoredEvent;
using service::Reading;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t feed_page = 100;
constexpr std::uint64_t wait_seconds_max = 30;

struct FeedQuery {
    std::optional<std::uint64_t> after;
    std::size_t limit = feed_page;
    std::chrono::seconds wait{0};
};

Result<FeedQuery, Trouble> feed_query(Request const& request, std::string_view after_name) {
    FeedQuery query;
    auto const after = number_of(request, after_name);
    if (!after) return after.error();
    auto const limit = limit_of(request, feed_page);
    if (!limit) return limit.error();
    auto const wait = number_of(request, "wait");
    if (!wait) return wait.error();
    if (wait.value().value_or(0) > wait_seconds_max) {
        return malformed({}, fmt::format("查询参数 wait 最多为 {} 秒", wait_seconds_max), "bad_query");
    }
    query.after = after.value();
    query.limit = limit.value();
    query.wait = std::chrono::seconds{wait.value().value_or(0)};
    return query;
}

struct Page {
    std::string items;
    std::optional<std::uint64_t> last;
    bool empty = true;
};

Reply reply_of(Page const& page, std::optional<std::uint64_t> after) {
    auto const last = page.last ? page.last : after;
    auto body = "{\"items\":" + page.items;
    if (last) body += fmt::format(",\"last\":{}", *last);
    return {200, {}, "application/json", body + "}"};
}

Page read_page(Reading const& reading, std::uint64_t from_seq, std::size_t limit) {
    auto const events = reading.log.read_log(reading.name, from_seq, limit);
    Page page{cloud_events(reading.codec, reading.name, events), std::nullopt, events.empty()};
    if (!events.empty()) page.last = events.back().seq;
    return page;
}

Reading reading_of(Exchange const& exchange, LogName const& log) {
    return {exchange.environment().log, exchange.environment().codec, log};
}

// An organ reads what it bears the duties for now, as the organ did that acted.
bool may_read(
    Reading const& reading,
    service::Standing const& standing,
    procedure::SealClass seal,
    ports::StoredEvent const& event
) {
    auto who = standing.known_as;
    if (service::may_read(reading, who, seal, event)) return true;
    return std::any_of(standing.organs.begin(), standing.organs.end(), [&](OrganCode const& organ) {
        who.organ = organ;
        return service::may_read(reading, who, seal, event);
    });
}

Outcome payload_reply(
    Request const& request, Reading const& reading, service::Standing const& standing, EventId id, std::size_t index
) {
    auto const unknown = Trouble{Code::unknown_event, {}, {}, {}, {}};
    auto const event = reading.log.find(reading.name, id);
    if (!event) return unknown;
    auto payload = reading.log.payload(reading.name, id, index);
    if (!payload) return unknown;
    auto const seal = procedure::code(payload->seal);
    if (!may_read(reading, standing, payload->seal, *event)) {
        return Trouble{Code::forbidden, "您的岗位不能查阅此类内容", Object{{"class", seal}}, {}, {}};
    }
    Reply reply{200, {{"Juece-Seal-Class", std::string{seal}}}, "application/octet-stream", std::move(payload->salted)};
    // Each reading of what concerns a person, or not everybody, is to be asked for anew.
    if (payload->seal != procedure::SealClass::government) return reply;
    return conditional(request, std::move(reply), fmt::format("\"{}.{}\"", id.text(), index), Keeping::immutable);
}

using StandingAnswer = std::variant<service::Standing, service::Failed>;

// Who reads, as the register knows him.
asio::awaitable<StandingAnswer> standing_of(ExchangePtr exchange, LogName log) {
    auto& service = exchange->environment().service;
    service::StandingRequest const asked{exchange->who, {}, {}, {}, {}};
    std::function<void(std::function<void(StandingAnswer)>)> start =
        [&service, log, asked](service::StandingReply reply) { service.standing(log, asked, std::move(reply)); };
    co_return co_await answered<StandingAnswer>(std::move(start));
}

// A commit wakes everybody who waits for the log, perhaps more than the pool has room for: those come again.
asio::awaitable<Page> read_or_wait(IoStrand& strand, std::function<Page()> work, std::chrono::milliseconds patience) {
    constexpr std::chrono::milliseconds pause{50};
    auto const until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        try {
            co_return co_await on_pool<Page>(strand, work);
        } catch (Overloaded const&) {
            if (std::chrono::steady_clock::now() >= until) throw;
        }
        asio::steady_timer timer{strand.context(), pause};
        co_await timer.async_wait(asio::use_awaitable);
    }
}

}  // namespace

asio::awaitable<Outcome> get_events(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const parsed = feed_query(exchange->request, "after");
    if (!parsed) co_return parsed.error();
    auto const query = parsed.value();
    auto const from_seq = query.after ? *query.after + 1 : 0;
    auto const until = std::chrono::steady_clock::now() + query.wait;
    std::optional<Share> place;  // among those who wait
    for (;;) {
        std::function<Page()> work = [reading = reading_of(*exchange, log.value()), from_seq, query] {
            return read_page(reading, from_seq, query.limit);
        };
        auto const page = co_await read_or_wait(exchange->environment().strand, std::move(work), query.wait);
        auto const over = exchange->state->stopping || std::chrono::steady_clock::now() >= until;
        if (!page.empty || over) co_return reply_of(page, query.after);
        if (!place) {
            if (exchange->state->polls >= exchange->environment().limits.polls_max) {
                co_return Trouble{Code::busy, "等待新事件的请求过多,请稍后重试", {}, {}, {}};
            }
            place.emplace(exchange->state, &ServerState::polls, 1);
        }
        co_await wait_for_event(exchange->state->watch, log.value(), from_seq, until);
    }
}

asio::awaitable<Outcome> get_stream_events(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const parsed = feed_query(exchange->request, "after_version");
    if (!parsed) co_return parsed.error();
    auto const query = parsed.value();
    std::function<Page()> work =
        [reading = reading_of(*exchange, log.value()), query, stream = exchange->request.parameters.at(1)] {
            auto const events = service::events_of(reading, stream, query.after.value_or(0), std::nullopt, query.limit);
            Page page{cloud_events(reading.codec, reading.name, events), std::nullopt, events.empty()};
            if (!events.empty()) page.last = events.back().version;
            return page;
        };
    auto const page = co_await on_pool<Page>(exchange->environment().strand, std::move(work));
    co_return reply_of(page, query.after);
}

asio::awaitable<Outcome> get_payload(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const id = EventId::parse(exchange->request.parameters.at(1));
    auto const index = parse_number(exchange->request.parameters.at(2));
    if (!id || !index) co_return Trouble{Code::unknown_event, {}, {}, {}, {}};
    auto const answer = co_await standing_of(exchange, log.value());
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    std::function<Outcome()> work = [exchange,
                                     reading = reading_of(*exchange, log.value()),
                                     standing = std::get<service::Standing>(answer),
                                     id = *id,
                                     index = static_cast<std::size_t>(*index)] {
        return payload_reply(exchange->request, reading, standing, id, index);
    };
    co_return co_await on_pool<Outcome>(exchange->environment().strand, std::move(work));
}

}  // namespace juece::http
