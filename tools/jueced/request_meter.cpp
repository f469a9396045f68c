// A row for each route.
#include "tools/jueced/request_meter.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/router.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::jueced {
namespace {

constexpr std::array bounds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0};

}  // namespace

RouteFigures::RouteFigures() : seconds{bounds} {}

RequestMeter::RequestMeter() {
    auto const routes = http::routes();
    figures_.routes.resize(routes.size() + 1);
    for (auto const& route : routes) {
        if (route.takes == http::Takes::stream) uploads_ = &route;
    }
    JUECE_ASSERT(uploads_ != nullptr, "documents have a route");
}

void RequestMeter::observe(http::AccessRecord const& record) {
    auto const routes = http::routes();
    auto const at = record.route == nullptr ? routes.size() : static_cast<std::size_t>(record.route - routes.data());
    auto& route = figures_.routes[at];
    auto const known = std::ranges::find(route.statuses, record.status, [](auto const& each) { return each.first; });
    if (known == route.statuses.end()) {
        route.statuses.emplace_back(record.status, 1);
    } else {
        ++known->second;
    }
    route.seconds.observe(std::chrono::duration<double>(record.duration).count());
    figures_.bytes_in += record.bytes_in;
    figures_.bytes_out += record.bytes_out;
    if (record.route == uploads_ && record.status < 300) {
        ++figures_.documents;
        figures_.document_bytes += record.bytes_in;
    }
}

}  // namespace juece::jueced
