// A decision's history, event by event, in pages if it is long.
#include <algorithm>

#include <fmt/format.h>

#include "adapters/http/cloud_event.hpp"
#include "adapters/http/conditional.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/moment.hpp"
#include "adapters/http/parameters.hpp"
#include "workflow/service/leaves.hpp"
#include "workflow/service/queries.hpp"

namespace juece::http {

namespace {

using service::Reading;

constexpr std::size_t whole_max = 10'000;  // events in one answer, if no limit is asked for

struct Asked {
    DecisionId decision;
    std::uint64_t after = 0;
    std::size_t limit = whole_max;
    std::optional<Timestamp> moment;
};

Result<Asked, Trouble> asked_in(Request const& request, std::optional<Timestamp> moment) {
    auto const decision = decision_of(request);
    if (!decision) return decision.error();
    auto const after = number_of(request, "after_version");
    if (!after) return after.error();
    auto const limit = limit_of(request, whole_max);
    if (!limit) return limit.error();
    return Asked{decision.value(), after.value().value_or(0), limit.value(), moment};
}

// A page that has a next one stays as it is for ever; of the last one the version tells.
Outcome reply_of(Request const& request, Reading const& reading, Asked const& asked) {
    auto const stream = service::decision_stream(asked.decision);
    auto events = service::events_of(reading, stream, asked.after, asked.moment, asked.limit + 1);
    auto const is_unknown = events.empty() && service::events_of(reading, stream, 0, asked.moment, 1).empty();
    if (is_unknown) return Trouble{Code::unknown_decision, {}, {}, {}, {}};
    auto const has_next = events.size() > asked.limit;
    if (has_next) events.resize(asked.limit);
    auto const last = events.empty() ? asked.after : events.back().version;
    auto body = fmt::format(
        "{{\"decision\":\"{}\",\"items\":{}{}}}",
        asked.decision.text(),
        cloud_events(reading.codec, reading.name, events),
        has_next ? fmt::format(",\"next\":{}", last) : std::string{}
    );
    auto tag = has_next ? fmt::format("\"{}+\"", last) : etag(last).second;
    return conditional(request, {200, {}, "application/json", std::move(body)}, std::move(tag));
}

}  // namespace

asio::awaitable<Outcome> get_history(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const moment = co_await past_moment(exchange, log.value());
    if (!moment) co_return moment.error();
    auto const asked = asked_in(exchange->request, moment.value());
    if (!asked) co_return asked.error();
    Reading const reading{exchange->environment().log, exchange->environment().codec, log.value()};
    std::function<Outcome()> work = [exchange, reading, asked = asked.value()] {
        return reply_of(exchange->request, reading, asked);
    };
    co_return co_await on_pool<Outcome>(exchange->environment().strand, std::move(work));
}

}  // namespace juece::http
