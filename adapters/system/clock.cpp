// Reads the machine's clock.
#include "adapters/system/clock.hpp"

namespace juece::system {

Timestamp SystemClock::now() const {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace juece::system
