// Asks the log what time it is: a rehearsal has a clock of its own.
#include "adapters/http/moment.hpp"

#include <fmt/format.h>

#include "adapters/http/coroutine.hpp"
#include "adapters/http/parameters.hpp"

namespace juece::http {

namespace {

using LogAnswer = std::variant<service::LogView, service::Failed>;

Trouble not_come(Timestamp now) {
    procedure::Fault const fault{"moment_not_come", "", fmt::format("as_of 的时刻尚未到来:现在是 {}", text(now))};
    return {Code::invalid, fault.message, Object{{"faults", faults_view({fault})}}, {}, {}};
}

}  // namespace

asio::awaitable<Result<std::optional<Timestamp>, Trouble>> past_moment(ExchangePtr exchange, LogName log) {
    auto const asked = as_of(exchange->request);
    if (!asked || !asked.value()) co_return asked;
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(LogAnswer)>)> start = [&service, log](service::LogReply reply) {
        service.describe_log(log, std::move(reply));
    };
    auto const answer = co_await answered<LogAnswer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    auto const now = std::get<service::LogView>(answer).clock;
    auto const moment = *asked.value();
    if (moment <= now) co_return asked;
    if (moment == last_moment_of(beijing_day(now))) co_return std::optional{now};
    co_return not_come(now);
}

}  // namespace juece::http
