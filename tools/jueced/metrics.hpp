// Everything that a node tells a monitor: the figures of its parts, put on one page (docs/operating/monitoring.md).
//
// Threads: plain values and a pure function; write_metrics() reads /proc besides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "adapters/http/server.hpp"
#include "adapters/kafka/relay.hpp"
#include "adapters/postgres/group_committer.hpp"
#include "tools/jueced/fault_log.hpp"
#include "tools/jueced/request_meter.hpp"
#include "workflow/service/figures.hpp"

namespace juece::jueced {

// Of the parts that live on the I/O thread.
struct StrandFigures {
    RequestFigures requests;
    FaultLog::Counts faults;
    http::ServerFigures server;
    service::Figures service;
};

struct NodeFigures {
    std::optional<StrandFigures> strand;  // none: the I/O thread did not answer in time
    bool ready = false;
    std::size_t pool_queued = 0;
    std::uint64_t pool_rejected = 0;
    std::uint64_t documents_dropped = 0;
    postgres::CommitterFigures committer;
    std::optional<kafka::RelayFigures> relay;     // none: no Kafka is configured
    std::map<std::string, std::string> statutes;  // id to digest (SHA-256)
    Timestamp started{};
    Timestamp now{};
};

// In Prometheus's text format.
std::string write_metrics(NodeFigures const& figures);

}  // namespace juece::jueced
