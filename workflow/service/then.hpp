// Then: how the service goes on after it has waited, and the place where what is thrown on the way is caught.
//
// A Then is called with what failed, or with nothing. What it throws itself (randomness, memory, a history that does
// not follow) it is told in a second call, as a failure: whoever asked is answered and a mailbox is left, whatever
// breaks. So it answers, and leaves, as the last thing that it does.
//
// Threads: the strand, but for what reads.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <utility>

#include "workflow/ports/strand.hpp"
#include "workflow/service/failures.hpp"

namespace juece::service {

using Then = std::function<void(std::exception_ptr const&)>;

// Throws only what `then` throws when it is told of a failure.
void go_on(Then const& then, std::exception_ptr const& failure = nullptr);

// Reads on the pool, then goes on with it on the strand; at once if the pool is full. With a failure goes a T{}.
template <class T>
void read_then(
    ports::Strand& strand, std::function<T()> read, std::function<void(std::exception_ptr const&, T)> const& then
) {
    auto const queued = strand.offload([&strand, read = std::move(read), then] {
        auto const value = std::make_shared<T>();
        std::exception_ptr unread;
        try {
            *value = read();
        } catch (...) {
            unread = std::current_exception();
        }
        strand.post([then, value, unread] {
            go_on([&](std::exception_ptr const& failure) { then(failure, failure ? T{} : std::move(*value)); }, unread);
        });
    });
    if (!queued) go_on([&](std::exception_ptr const& failure) { then(failure, T{}); }, full_pool());
}

}  // namespace juece::service
