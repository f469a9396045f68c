// The clock that its user moves.
#include "adapters/memory/clock.hpp"

namespace juece::memory {

Timestamp ManualClock::now() const { return now_.load(); }

void ManualClock::set(Timestamp at) { now_.store(at); }

void ManualClock::advance(std::chrono::microseconds by) {
    auto before = now_.load();
    while (!now_.compare_exchange_weak(before, before + by)) {
    }
}

}  // namespace juece::memory
