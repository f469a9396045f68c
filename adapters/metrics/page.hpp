// Page: a node's figures in Prometheus's text format 0.0.4, written from plain numbers at the moment of asking.
//
// Nothing here is updated while the server works: parts count in integers of their own, and whoever is asked puts them
// together (docs/adr/0031-metrics.md). Names follow the conventions: base units, `_total` for what only grows.
// Threads: one at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflow/core/histogram.hpp"

namespace juece::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

class Page {
public:
    Page();
    ~Page();
    Page(Page const&) = delete;
    Page& operator=(Page const&) = delete;

    // Each begins a metric; the samples that follow are its own. `help` is one line.
    Page& counter(std::string_view name, std::string_view help);
    Page& gauge(std::string_view name, std::string_view help);
    Page& histogram(std::string_view name, std::string_view help);

    template <class Number>
    Page& sample(Number value, Labels const& labels = {}) {
        return add(static_cast<double>(value), labels);
    }
    Page& sample(Histogram const& histogram, Labels const& labels = {});

    std::string text() const;

private:
    Page& add(double value, Labels const& labels);

    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::metrics
