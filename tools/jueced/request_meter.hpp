// Counts answered requests by route, method and status, and how long they took.
//
// An observation is an index into a fixed table and a handful of additions; labels are made when somebody asks.
// Threads: the I/O thread only.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/environment.hpp"
#include "workflow/core/histogram.hpp"

namespace juece::jueced {

struct RouteFigures {
    RouteFigures();

    std::vector<std::pair<unsigned, std::uint64_t>> statuses;  // the few that this route has answered
    Histogram seconds;
};

struct RequestFigures {
    std::vector<RouteFigures> routes;  // as in http::routes(); then one for requests that matched none
    std::uint64_t bytes_in = 0;        // of bodies
    std::uint64_t bytes_out = 0;
    std::uint64_t documents = 0;  // uploaded
    std::uint64_t document_bytes = 0;
};

class RequestMeter {
public:
    RequestMeter();

    void observe(http::AccessRecord const& record);
    RequestFigures const& figures() const { return figures_; }

private:
    RequestFigures figures_;
    http::Route const* uploads_ = nullptr;
};

}  // namespace juece::jueced
