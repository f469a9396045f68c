// IoStrand: the server's one I/O thread, its bounded pool for blocking work, and a thread that computes beside it
// (ports/strand.hpp).
//
// Lifetime: made before everything that posts to it, destroyed after it. To end: stop() lets run() return, join()
// finishes the pool's work, settle() lets what waits for it go on; then what the work referred to may be destroyed.
// Threads: post(), offload(), compute() from any; run(), join(), settle() from the one thread that is the I/O thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "workflow/ports/strand.hpp"

namespace juece::http {

struct PoolLimits {
    std::size_t threads = 4;
    std::size_t queue_max = 1'024;  // pieces of work waiting or running; beyond: 503
};

class IoStrand : public ports::Strand {
public:
    explicit IoStrand(PoolLimits limits = {});
    ~IoStrand() override;

    void post(std::function<void()> work) override;
    [[nodiscard]] bool offload(std::function<void()> blocking) override;
    void compute(std::function<void()> work) override;

    boost::asio::io_context& context() { return context_; }
    // From any thread.
    std::size_t queued() const { return queued_; }  // pieces of work waiting or running in the pool
    std::uint64_t rejected() const { return rejected_; }
    void run();     // until stop()
    void stop();    // from any thread
    void join();    // after run() has returned: finishes what waits in the pool and refuses all else; computes inline
    void settle();  // after join(), once more after anything else was told to finish: runs what has been posted

private:
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> alive_;
    boost::asio::thread_pool pool_;
    boost::asio::thread_pool beside_{1};
    std::size_t queue_max_;
    std::atomic<std::size_t> queued_{0};
    std::atomic<std::uint64_t> rejected_{0};
    std::atomic<bool> joined_{false};
};

}  // namespace juece::http
