// The server put together: every adapter made, joined and run until SIGTERM or SIGINT.
#pragma once

#include <vector>

#include "adapters/crypto/keys.hpp"
#include "adapters/system/config.hpp"
#include "tools/jueced/journal.hpp"

namespace juece::jueced {

// Blocks; returns the exit code. Throws WorldError if the address is taken. The database need not be there.
int serve(system::Config const& config, std::vector<crypto::PublicKey> keys, Journal const& journal);

}  // namespace juece::jueced
