// The server's log: one JSON object a line on standard error, {"time","level","event",…}.
//
// Neither tokens nor idempotency keys come here. Threads: any.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/environment.hpp"
#include "adapters/kafka/connection.hpp"
#include "workflow/core/value.hpp"

namespace spdlog {
class logger;
}

namespace juece::jueced {

class Journal {
public:
    explicit Journal(std::string const& level);  // trace | debug | info | warn | error | critical

    void info(std::string_view event, Object const& members = {}) const;
    void warn(std::string_view event, Object const& members = {}) const;
    void error(std::string_view event, Object const& members = {}) const;

    void access(http::AccessRecord const& record) const;
    void fault(http::FaultRecord const& record) const;
    void relay(kafka::Level level, kafka::Note const& note) const;

private:
    std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace juece::jueced
