// A closed loop over HTTP/1.1: so many connections, each with one request under way; the answer sends the next. Every
// answer is checked, byte for byte where the interface says it is so: status, decision, version and event of what was
// obeyed; rule and article of what was refused; for a repeated request the very answer that it got first.
//
// One thread, and as little work on it as can be, because it shares the machine with what it measures. Calls block.
// Throws std::runtime_error on the first wrong answer, and if a connection is lost.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "adapters/http/client.hpp"
#include "tools/bench/caseload.hpp"
#include "tools/bench/figure.hpp"
#include "tools/bench/requests.hpp"

namespace juece::bench {

struct LoadResult {
    std::uint64_t accepted = 0;
    std::uint64_t refused = 0;       // commands out of order
    std::uint64_t deduplicated = 0;  // repeated requests
    double seconds = 0;
    double own_cpu_seconds = 0;  // what this process took meanwhile
    Latencies latencies;

    std::uint64_t answered() const { return accepted + refused + deduplicated; }
};

class HttpLoad {
public:
    HttpLoad(http::Endpoint server, Requests& requests, Caseload& caseload);
    ~HttpLoad();
    HttpLoad(HttpLoad const&) = delete;
    HttpLoad& operator=(HttpLoad const&) = delete;

    // Brings every item to where it would stand if the load had been on for long.
    void settle();
    // Of a hundred requests one is out of order and one is a repetition.
    LoadResult run(std::size_t in_flight, std::chrono::seconds length);

private:
    class Connection;

    void drive(std::size_t in_flight);
    void begin_next(Connection& connection);
    void judge(Connection& connection);
    void judge_obeyed(Connection& connection);

    http::Endpoint server_;
    Requests& requests_;
    Caseload& caseload_;
    boost::asio::io_context context_{1};
    std::vector<std::unique_ptr<Connection>> connections_;
    bool settling_ = false;
    std::chrono::steady_clock::time_point end_{};
    std::uint64_t begun_ = 0;
    std::uint64_t out_of_order_due_ = 0;
    std::uint64_t repetitions_due_ = 0;
    LoadResult result_;
};

}  // namespace juece::bench
