// What the configuration says, in the words of each adapter. Pure; threads: any.
#pragma once

#include "adapters/http/environment.hpp"
#include "adapters/http/io_strand.hpp"
#include "adapters/kafka/relay.hpp"
#include "adapters/postgres/document_store.hpp"
#include "adapters/postgres/event_log.hpp"
#include "adapters/system/config.hpp"
#include "workflow/service/service.hpp"

namespace juece::jueced {

http::PoolLimits pool_limits(system::Config const& config);
http::Limits http_limits(system::Config const& config);
std::optional<http::ServerTls> server_tls(system::Config const& config);
service::Settings service_settings(system::Config const& config);
postgres::EventLogSettings log_settings(system::Config const& config);
postgres::DocumentStoreSettings document_settings(system::Config const& config);
// Without the owner, which is this process's.
kafka::RelayOptions relay_options(system::Config const& config);

}  // namespace juece::jueced
