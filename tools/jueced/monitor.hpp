// Monitor: what an operator sees of a running node: the lines of its journal, its readiness, its page of metrics.
//
// Lifetime: what it is made of and what it is told to ask outlive it. Threads: the I/O thread, except page() and
// ready().
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/steady_timer.hpp>

#include "adapters/http/io_strand.hpp"
#include "tools/jueced/fault_log.hpp"
#include "tools/jueced/journal.hpp"
#include "tools/jueced/metrics.hpp"
#include "tools/jueced/request_meter.hpp"

namespace juece::jueced {

class Monitor {
public:
    struct Sources {
        std::function<std::string()> why_not_ready;   // on the pool; may block; empty: ready
        std::function<NodeFigures()> any_thread;      // all but `strand` and `ready`
        std::function<StrandFigures()> on_io_thread;  // all but `requests` and `faults`
    };

    Monitor(http::IoStrand& strand, Journal const& journal, Sources sources);

    void access(http::AccessRecord const& record);
    void fault(http::FaultRecord const& record) { faults_.report(record); }

    // Looks now and every five seconds whether the node is ready, and writes a line when that has changed.
    void start();
    // Tells what it has not told yet.
    void finish() { faults_.sum_up(FaultLog::Clock::now(), true); }

    // The metrics in Prometheus's text format. Any thread but the I/O thread; waits at most a second for that one.
    std::string page();
    bool ready() const { return ready_; }

private:
    void look();
    void look_again_later();
    void note(std::string const& reason);

    http::IoStrand& strand_;
    Journal const& journal_;
    Sources const sources_;
    RequestMeter requests_;
    FaultLog faults_;
    boost::asio::steady_timer timer_;
    bool looking_ = false;
    std::optional<bool> known_;  // none before the first look
    std::atomic<bool> ready_ = false;
};

}  // namespace juece::jueced
