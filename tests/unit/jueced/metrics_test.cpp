// The page of metrics: what is counted, and how it is written.
#include "tools/jueced/metrics.hpp"

#include <array>
#include <chrono>
#include <iostream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/http/router.hpp"
#include "adapters/metrics/page.hpp"
#include "adapters/metrics/process.hpp"
#include "workflow/service/service.hpp"

namespace juece::jueced {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::array bounds{0.1, 1.0};

std::string lines_of(std::string const& text, std::string const& start) {
    std::istringstream all{text};
    std::string found;
    for (std::string line; std::getline(all, line);) {
        if (line.starts_with(start)) found += line + "\n";
    }
    return found;
}

http::Route const& route(std::string_view method, std::string_view pattern) {
    for (auto const& each : http::routes()) {
        if (each.method == method && each.pattern == pattern) return each;
    }
    throw std::runtime_error{"no such route"};
}

http::AccessRecord answered(http::Route const* route, unsigned status, std::chrono::microseconds duration) {
    http::AccessRecord record;
    record.path = "/v1/logs/secret-name";
    record.status = status;
    record.duration = duration;
    record.bytes_in = 10;
    record.bytes_out = 100;
    record.route = route;
    return record;
}

TEST(Histogram, CountsUnderTheFirstBoundThatIsNotLess) {
    Histogram histogram{bounds};
    for (auto const value : {0.05, 0.1, 0.5, 1.0, 7.0})
        histogram.observe(value);
    EXPECT_THAT(histogram.counts(), testing::ElementsAre(2U, 2U, 1U));
    EXPECT_DOUBLE_EQ(histogram.sum(), 8.65);
}

TEST(Page, WritesCountersGaugesAndHistograms) {
    Histogram histogram{bounds};
    histogram.observe(0.1);
    histogram.observe(3);
    metrics::Page page;
    page.counter("a_total", "An a.").sample(3).sample(4, {{"kind", "x\"y\n"}});
    page.gauge("b", "A b.").sample(true);
    page.histogram("c_seconds", "A c.").sample(histogram);
    auto const text = page.text();
    EXPECT_THAT(text, HasSubstr("# HELP a_total An a.\n# TYPE a_total counter\na_total 3\n"));
    EXPECT_THAT(text, HasSubstr("a_total{kind=\"x\\\"y\\n\"} 4\n"));
    EXPECT_THAT(text, HasSubstr("# TYPE b gauge\nb 1\n"));
    EXPECT_THAT(text, HasSubstr("c_seconds_bucket{le=\"0.1\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("c_seconds_bucket{le=\"1\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("c_seconds_bucket{le=\"+Inf\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("c_seconds_count 2\n"));
}

TEST(Process, HasTheUsualFigures) {
    metrics::Page page;
    metrics::write_process(page, Timestamp{std::chrono::seconds{1'700'000'000}});
    auto const text = page.text();
    for (auto const* name :
         {"process_cpu_seconds_total",
          "process_resident_memory_bytes",
          "process_virtual_memory_bytes",
          "process_start_time_seconds",
          "process_open_fds",
          "process_max_fds",
          "process_threads",
          "juece_memory_limit_bytes"}) {
        EXPECT_THAT(text, HasSubstr(std::string{"\n"} + name + " ")) << text;
    }
}

TEST(RequestMeter, CountsByPatternAndNeverByPath) {
    RequestMeter meter;
    auto const& one = route("GET", "/v1/logs/{log}");
    auto const& upload = route("POST", "/v1/logs/{log}/documents");
    meter.observe(answered(&one, 200, std::chrono::microseconds{700}));
    meter.observe(answered(&one, 200, std::chrono::microseconds{1'500}));
    meter.observe(answered(&one, 404, std::chrono::microseconds{100}));
    meter.observe(answered(&upload, 201, std::chrono::microseconds{100}));
    meter.observe(answered(&upload, 422, std::chrono::microseconds{100}));
    meter.observe(answered(nullptr, 404, std::chrono::microseconds{100}));
    NodeFigures node;
    node.strand = StrandFigures{meter.figures(), {}, {}, {}};
    auto const text = write_metrics(node);
    EXPECT_THAT(text, HasSubstr(R"(juece_http_requests_total{route="/v1/logs/{log}",method="GET",status="200"} 2)"));
    EXPECT_THAT(text, HasSubstr(R"(juece_http_requests_total{route="/v1/logs/{log}",method="GET",status="404"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(juece_http_requests_total{route="none",method="any",status="404"} 1)"));
    EXPECT_THAT(
        text,
        HasSubstr(R"(juece_http_request_duration_seconds_bucket{route="/v1/logs/{log}",method="GET",le="0.001"} 2)")
    ) << lines_of(text, "juece_http_request_duration");
    EXPECT_THAT(text, HasSubstr("\njuece_http_request_body_bytes_total 60\n"));
    EXPECT_THAT(text, HasSubstr("\njuece_http_response_body_bytes_total 600\n"));
    EXPECT_THAT(text, HasSubstr("\njuece_documents_uploaded_total 1\n"));
    EXPECT_THAT(text, HasSubstr("\njuece_documents_uploaded_bytes_total 10\n"));
    EXPECT_THAT(text, Not(HasSubstr("secret-name")));
}

TEST(Metrics, CommandsAreToldByOutcomeAndRule) {
    service::Figures service;
    service.accepted = 5;
    service.repeated = 1;
    service.refused = 2;
    service.suppressed = 1;
    service.refusals = {{"comment_period", 2}};
    service.failed = {{service::Problem::stale, 3}};
    NodeFigures node;
    node.strand = StrandFigures{{}, {{"internal", 0}}, {}, service};
    auto const text = write_metrics(node);
    EXPECT_THAT(text, HasSubstr("juece_commands_total{outcome=\"accepted\"} 5\n"));
    EXPECT_THAT(text, HasSubstr("juece_commands_total{outcome=\"repeated\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("juece_commands_total{outcome=\"stale\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("juece_refusals_total{rule=\"comment_period\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("\njuece_refusals_suppressed_total 1\n"));
    EXPECT_THAT(text, HasSubstr("juece_faults_total{code=\"internal\"} 0\n"));
}

TEST(Metrics, RehearsalsShareOneRowOfTheRelay) {
    using namespace std::chrono_literals;
    NodeFigures node;
    node.now = Timestamp{100s};
    kafka::RelayFigures relay;
    relay.stored = 7;
    relay.logs = {
        {*LogName::parse("310112"), false, true, 90, 100, 10, 1, Timestamp{60s}, "Kafka refuses it"},
        {*LogName::parse("practice-1"), true, true, 5, 8, 3, 0, {}, {}},
        {*LogName::parse("practice-2"), true, false, 0, 2, 0, 2, {}, {}}};
    node.relay = relay;
    auto const text = write_metrics(node);
    EXPECT_THAT(text, HasSubstr("juece_relay_lease_held{log=\"310112\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("juece_relay_behind_events{log=\"310112\"} 10\n"));
    EXPECT_THAT(text, HasSubstr("juece_relay_oldest_unsent_seconds{log=\"310112\"} 40\n"));
    EXPECT_THAT(text, HasSubstr("juece_relay_blocked{log=\"310112\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("juece_relay_behind_events{log=\"(rehearsals)\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("juece_relay_parked_keys{log=\"(rehearsals)\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("juece_relay_events_total{outcome=\"stored\"} 7\n"));
    EXPECT_THAT(text, Not(HasSubstr("practice")));
}

TEST(Metrics, WithoutKafkaAndWithoutTheIoThreadThereIsLess) {
    auto const text = write_metrics({});
    EXPECT_THAT(text, HasSubstr("\njuece_io_thread_responding 0\n"));
    EXPECT_THAT(text, HasSubstr("juece_build_info{version=\"0.0.0-test\"} 1\n"));
    EXPECT_THAT(text, Not(HasSubstr("juece_relay_")));
    EXPECT_THAT(text, Not(HasSubstr("juece_http_")));
    EXPECT_THAT(text, HasSubstr("juece_committer_batch_items_count 0\n"));
}

// Nobody asserts on time; the figure is for docs/adr/0031-metrics.md.
TEST(RequestMeter, PrintsWhatAnObservationCosts) {
    constexpr int rounds = 2'000'000;
    RequestMeter meter;
    auto record = answered(&route("POST", "/v1/logs/{log}/decisions"), 201, {});
    auto const start = std::chrono::steady_clock::now();
    for (int round = 0; round < rounds; ++round) {
        record.duration = std::chrono::microseconds{round & 0xffff};
        meter.observe(record);
    }
    std::chrono::duration<double, std::nano> const taken = std::chrono::steady_clock::now() - start;
    std::cout << "an observation: " << taken.count() / rounds << " ns\n";
    EXPECT_EQ(meter.figures().bytes_in, std::uint64_t{rounds} * 10);
}

}  // namespace
}  // namespace juece::jueced
