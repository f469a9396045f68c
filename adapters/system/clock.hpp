// SystemClock: the machine's clock, and the only place that reads it. A rehearsal's clock belongs to its log, not here.
// Threads: any. UTC, microseconds; it may step back when the machine's clock is corrected.
#pragma once

#include "workflow/ports/clock.hpp"

namespace juece::system {

class SystemClock final : public ports::Clock {
public:
    Timestamp now() const override;
};

}  // namespace juece::system
