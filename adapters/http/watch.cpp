// Waiters as timers that are cancelled to wake them, and one poll for all of them.
#include "adapters/http/watch.hpp"

#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "adapters/http/coroutine.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::http {

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

// How far each log has come; a log that cannot be asked is left out, its waiters will see for themselves.
std::vector<std::pair<LogName, std::uint64_t>> sizes_of(ports::EventLog& log, std::vector<LogName> const& names) {
    std::vector<std::pair<LogName, std::uint64_t>> sizes;
    try {
        for (auto const& name : names) {
            if (auto const info = log.info(name)) sizes.emplace_back(name, info->next_seq);
        }
    } catch (ports::WorldError const&) {
    }
    return sizes;
}

}  // namespace

void Watch::committed(LogName const& log, std::uint64_t next_seq) {
    auto const at = waiters_.find(log);
    if (at == waiters_.end()) return;
    for (auto& waiter : at->second) {
        if (waiter.wanted_seq < next_seq) waiter.timer.cancel();
    }
}

void Watch::close() {
    closed_ = true;
    for (auto& [log, waiters] : waiters_) {
        for (auto& waiter : waiters)
            waiter.timer.cancel();
    }
}

asio::awaitable<void> poll_logs(std::shared_ptr<Watch> watch) {
    asio::steady_timer timer{watch->strand_.context()};
    using Sizes = std::vector<std::pair<LogName, std::uint64_t>>;
    for (;;) {
        timer.expires_after(watch->poll_interval_);
        co_await timer.async_wait(quietly);
        std::vector<LogName> names;
        for (auto const& [log, waiters] : watch->waiters_)
            names.push_back(log);
        if (names.empty() || watch->closed_) break;
        auto& log = watch->log_;
        std::function<Sizes()> work = [&log, names] { return sizes_of(log, names); };
        auto start = offloading<Sizes>(watch->strand_, std::move(work));
        auto const answer = co_await answered<Fallible<Sizes>>(std::move(start));
        auto const* sizes = std::get_if<Sizes>(&answer);
        if (sizes == nullptr) continue;  // The pool is full: later.
        for (auto const& [name, next_seq] : *sizes)
            watch->committed(name, next_seq);
    }
    watch->polling_ = false;
}

asio::awaitable<void> wait_for_event(
    std::shared_ptr<Watch> watch, LogName log, std::uint64_t wanted_seq, std::chrono::steady_clock::time_point until
) {
    if (watch->closed_) co_return;
    auto& waiters = watch->waiters_[log];
    waiters.push_back({wanted_seq, asio::steady_timer{watch->strand_.context(), until}});
    auto const mine = std::prev(waiters.end());
    if (!watch->polling_) {
        watch->polling_ = true;
        asio::co_spawn(watch->strand_.context(), poll_logs(watch), asio::detached);
    }
    co_await mine->timer.async_wait(quietly);
    waiters.erase(mine);
    if (waiters.empty()) watch->waiters_.erase(log);
}

}  // namespace juece::http
