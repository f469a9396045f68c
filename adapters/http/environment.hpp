// What the server stands on: the service, the ports that reads go to, the limits, and where it reports to.
//
// Lifetime: everything referred to outlives the server. Threads: callbacks are called on the I/O thread, except where
// said.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/authenticator.hpp"
#include "adapters/http/io_strand.hpp"
#include "adapters/http/tls.hpp"
#include "workflow/ports/clock.hpp"
#include "workflow/ports/document_store.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/service/service.hpp"

namespace juece::http {

// Both hash suites over bytes that come in pieces. Used on pool threads, one at a time.
class Digester {
public:
    virtual ~Digester() = default;
    virtual void add(std::string_view bytes) = 0;
    virtual Digest finish() = 0;
};

struct Limits {
    std::size_t head_bytes_max = 16 * 1024;
    std::size_t json_bytes_max = 1024 * 1024;
    std::size_t document_bytes_max = 64 * 1024 * 1024;
    std::size_t connections_max = 4'096;                 // beyond: 503 and closed
    std::size_t uploads_max = 16;                        // at the same time; beyond: 503
    std::size_t polls_max = 2'048;                       // requests waiting for an event; beyond: 503
    std::size_t download_bytes_max = 256 * 1024 * 1024;  // held for slow readers of documents; beyond: 503
    std::chrono::milliseconds head_timeout{15'000};      // from a request's first byte to its empty line
    std::chrono::milliseconds body_timeout{15'000};      // for each 256 KiB of a body, and for its end
    std::chrono::milliseconds idle_timeout{75'000};      // between requests
    std::chrono::milliseconds write_timeout{60'000};     // for one answer
    std::chrono::milliseconds drain_timeout{8'000};      // after stop()
    std::chrono::milliseconds poll_interval{100};        // of the log, for those who wait for events
};

struct Route;

// One answered request, for the access log. Neither token nor Idempotency-Key nor query is in it.
struct AccessRecord {
    std::string request_id;
    std::string peer;
    std::string method;
    std::string path;
    unsigned status = 0;
    std::string code;    // of the problem, if it was one
    std::string person;  // who it was, if known
    std::chrono::microseconds duration{};
    std::size_t bytes_in = 0;
    std::size_t bytes_out = 0;
    Route const* route = nullptr;  // none: no such path or method
};

// Something that an answer does not tell: the cause of a 500 or a 503, or why a token is no good.
struct FaultRecord {
    std::string request_id;
    std::string code;
    std::string cause;
};

struct Environment {
    service::Service& service;
    ports::EventLog& log;
    ports::DocumentStore& documents;
    ports::EventCodec const& codec;
    ports::Clock const& clock;
    IoStrand& strand;
    Authenticator& authenticator;
    std::function<std::unique_ptr<Digester>()> new_digester;
    std::function<std::string()> why_not_ready;  // called on the pool, may block; empty: ready
    std::function<void(AccessRecord const&)> on_access;
    std::function<void(FaultRecord const&)> on_fault;
    Limits limits;
    std::optional<ServerTls> tls;  // absent: plain HTTP
};

}  // namespace juece::http
