// From numbers to prometheus-cpp's values, which its serializer writes.
#include "adapters/metrics/page.hpp"

#include <limits>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "workflow/core/assertion.hpp"

namespace juece::metrics {

using prometheus::ClientMetric;
using prometheus::MetricType;

struct Page::Impl {
    std::vector<prometheus::MetricFamily> families;

    void begin(MetricType type, std::string_view name, std::string_view help) {
        families.push_back({std::string{name}, std::string{help}, type, {}});
    }
    ClientMetric& sample(Labels const& labels) {
        JUECE_ASSERT(!families.empty(), "a sample belongs to a metric");
        auto& metric = families.back().metric.emplace_back();
        for (auto const& [name, value] : labels)
            metric.label.push_back({name, value});
        return metric;
    }
};

Page::Page() : impl_{std::make_unique<Impl>()} {}
Page::~Page() = default;

Page& Page::counter(std::string_view name, std::string_view help) {
    impl_->begin(MetricType::Counter, name, help);
    return *this;
}

Page& Page::gauge(std::string_view name, std::string_view help) {
    impl_->begin(MetricType::Gauge, name, help);
    return *this;
}

Page& Page::histogram(std::string_view name, std::string_view help) {
    impl_->begin(MetricType::Histogram, name, help);
    return *this;
}

Page& Page::add(double value, Labels const& labels) {
    auto& metric = impl_->sample(labels);
    if (impl_->families.back().type == MetricType::Counter) {
        metric.counter.value = value;
    } else {
        metric.gauge.value = value;
    }
    return *this;
}

Page& Page::sample(Histogram const& histogram, Labels const& labels) {
    auto& metric = impl_->sample(labels).histogram;
    std::uint64_t below = 0;
    for (std::size_t at = 0; at < histogram.bounds().size(); ++at) {
        below += histogram.counts()[at];
        metric.bucket.push_back({below, histogram.bounds()[at]});
    }
    metric.sample_count = below + histogram.counts().back();
    metric.bucket.push_back({metric.sample_count, std::numeric_limits<double>::infinity()});
    metric.sample_sum = histogram.sum();
    return *this;
}

std::string Page::text() const { return prometheus::TextSerializer{}.Serialize(impl_->families); }

}  // namespace juece::metrics
