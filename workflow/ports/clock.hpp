// Port: the time now, UTC microseconds. Only adapters/system reads the machine's clock. Threads: any.
#pragma once

#include "workflow/core/time.hpp"

namespace juece::ports {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

}  // namespace juece::ports
