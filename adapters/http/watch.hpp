// Watch: who waits for new events of a log (long poll), without holding a thread of the pool.
//
// A waiter is woken when this node has committed an event that he has not seen, or when the log, asked every 100 ms
// for all waiters together, has grown through another node. Threads: the I/O thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "adapters/http/io_strand.hpp"
#include "workflow/core/id.hpp"
#include "workflow/ports/event_log.hpp"

namespace juece::http {

class Watch {
public:
    Watch(IoStrand& strand, ports::EventLog& log, std::chrono::milliseconds poll_interval)
        : strand_{strand}, log_{log}, poll_interval_{poll_interval} {}

    struct Waiter {
        std::uint64_t wanted_seq = 0;  // the first that he has not seen
        boost::asio::steady_timer timer;
    };

    // The log holds `next_seq` events now: wakes those who have not seen all of them.
    void committed(LogName const& log, std::uint64_t next_seq);
    // Wakes everybody, now and for ever: the server stops.
    void close();

private:
    friend boost::asio::awaitable<void> wait_for_event(
        std::shared_ptr<Watch> watch, LogName log, std::uint64_t wanted_seq, std::chrono::steady_clock::time_point until
    );
    friend boost::asio::awaitable<void> poll_logs(std::shared_ptr<Watch> watch);

    IoStrand& strand_;
    ports::EventLog& log_;
    std::chrono::milliseconds poll_interval_;
    std::map<LogName, std::list<Waiter>> waiters_;
    bool polling_ = false;
    bool closed_ = false;
};

// Returns when `wanted_seq` may be there, at `until`, or when the watch is closed. It may also return early.
boost::asio::awaitable<void> wait_for_event(
    std::shared_ptr<Watch> watch, LogName log, std::uint64_t wanted_seq, std::chrono::steady_clock::time_point until
);

}  // namespace juece::http
