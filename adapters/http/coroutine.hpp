// From callbacks and blocking work to coroutines, in the only way that GCC 12 compiles rightly (ADR 0020): free
// functions with parameters by value; a callable is named on the line before the co_await that it is given to.
//
// Threads: called on the I/O thread; what waits is always resumed there.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "workflow/ports/strand.hpp"

namespace juece::http {

namespace asio = boost::asio;

// The pool's queue is full: 503 at once.
class Overloaded : public std::exception {
public:
    char const* what() const noexcept override { return "the queue of the thread pool is full"; }
};

template <class T>
struct BeginCallback {
    // A std::function must be copyable, a completion handler is not: it waits in a shared place. The answer may come
    // on any thread and even at once, so it always travels through the executor.
    template <class Handler>
    void operator()(Handler&& handler, std::function<void(std::function<void(T)>)> start) const {
        auto const executor = asio::get_associated_executor(handler);
        auto const waiting = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        start([waiting, executor](T answer) {
            auto const held = std::make_shared<T>(std::move(answer));
            asio::post(executor, [waiting, held] {
                auto resume = std::move(*waiting);
                resume(std::move(*held));
            });
        });
    }
};

// Waits for the one call of the callback that `start` is given.
template <class T>
asio::awaitable<T> answered(std::function<void(std::function<void(T)>)> start) {
    return asio::async_initiate<asio::use_awaitable_t<> const, void(T)>(
        BeginCallback<T>{}, asio::use_awaitable, std::move(start)
    );
}

template <class T>
using Fallible = std::variant<std::exception_ptr, T>;

template <class T>
std::function<void(std::function<void(Fallible<T>)>)> offloading(ports::Strand& strand, std::function<T()> work) {
    return [&strand, work = std::move(work)](std::function<void(Fallible<T>)> done) {
        auto const queued = strand.offload([work, done] {
            Fallible<T> result;
            try {
                result.template emplace<T>(work());
            } catch (...) {
                result = std::current_exception();
            }
            done(std::move(result));
        });
        if (!queued) done(std::make_exception_ptr(Overloaded{}));
    };
}

// Runs blocking work on the pool and waits for it. Throws what the work throws, and Overloaded.
template <class T>
asio::awaitable<T> on_pool(ports::Strand& strand, std::function<T()> work) {
    auto start = offloading<T>(strand, std::move(work));
    auto result = co_await answered<Fallible<T>>(std::move(start));
    if (auto const* failure = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*failure);
    co_return std::get<T>(std::move(result));
}

}  // namespace juece::http
