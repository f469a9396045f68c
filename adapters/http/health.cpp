// Health: alive is that this thread answers; ready is that the database can be reached and has its migrations.
#include "adapters/http/coroutine.hpp"
#include "adapters/http/handlers.hpp"

namespace juece::http {

asio::awaitable<Outcome> get_live(ExchangePtr exchange) {
    co_return Reply{200, {}, "application/json", exchange->environment().codec.canonical(Object{{"status", "live"}})};
}

asio::awaitable<Outcome> get_ready(ExchangePtr exchange) {
    if (exchange->state->stopping) co_return Trouble{Code::unavailable, "服务正在停止", {}, {}, {}};
    auto why_not = exchange->environment().why_not_ready;
    auto const reason = co_await on_pool<std::string>(exchange->environment().strand, std::move(why_not));
    if (!reason.empty()) co_return Trouble{Code::unavailable, "数据库暂不可用", {}, {}, reason};
    co_return Reply{200, {}, "application/json", exchange->environment().codec.canonical(Object{{"status", "ready"}})};
}

}  // namespace juece::http
