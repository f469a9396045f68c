// Posting between the I/O thread and the threads beside it.
#include "adapters/http/io_strand.hpp"

#include <boost/asio/post.hpp>

namespace juece::http {

IoStrand::IoStrand(PoolLimits limits)
    : alive_{context_.get_executor()}, pool_{limits.threads}, queue_max_{limits.queue_max} {}

IoStrand::~IoStrand() { join(); }

void IoStrand::post(std::function<void()> work) { boost::asio::post(context_, std::move(work)); }

bool IoStrand::offload(std::function<void()> blocking) {
    if (joined_) return false;
    if (queued_.fetch_add(1) >= queue_max_) {
        queued_.fetch_sub(1);
        rejected_.fetch_add(1);
        return false;
    }
    boost::asio::post(pool_, [this, blocking = std::move(blocking)] {
        blocking();
        queued_.fetch_sub(1);
    });
    return true;
}

void IoStrand::compute(std::function<void()> work) {
    if (joined_) return work();
    boost::asio::post(beside_, std::move(work));
}

void IoStrand::run() { context_.run(); }
void IoStrand::stop() { context_.stop(); }

void IoStrand::join() {
    if (joined_.exchange(true)) return;
    pool_.join();
    beside_.join();
}

void IoStrand::settle() {
    context_.restart();
    while (context_.poll() > 0) {
    }
}

}  // namespace juece::http
