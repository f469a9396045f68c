// Port: randomness for event ids and salts. Threads: any. Throws WorldError if the system gives none.
#pragma once

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"

namespace juece::ports {

class Entropy {
public:
    virtual ~Entropy() = default;
    // UUIDv7: milliseconds of `at`, then random bits.
    virtual EventId event_id(Timestamp at) = 0;
    virtual Hash256 salt() = 0;
};

}  // namespace juece::ports
