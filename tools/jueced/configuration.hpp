// The configuration as a line of the log shows it at the start: everything but what is secret.
#pragma once

#include "adapters/system/config.hpp"
#include "workflow/core/value.hpp"

namespace juece::jueced {

// Of a connection string user, host, port and database are shown, of keys the files. Throws WorldError if a connection
// string cannot be read.
Object shown(system::Config const& config);

}  // namespace juece::jueced
