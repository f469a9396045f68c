// A clock that stands still until it is moved. Threads: any.
#pragma once

#include <atomic>

#include "workflow/ports/clock.hpp"

namespace juece::memory {

class ManualClock final : public ports::Clock {
public:
    explicit ManualClock(Timestamp start = Timestamp{}) : now_{start} {}

    Timestamp now() const override;
    void set(Timestamp at);
    void advance(std::chrono::microseconds by);

private:
    std::atomic<Timestamp> now_;
};

}  // namespace juece::memory
