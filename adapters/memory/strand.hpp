// A strand without threads: posted work runs at once, or after the work that is running. offload() and
// compute() run inline and never refuse. Threads: one.
#pragma once

#include <deque>

#include "workflow/ports/strand.hpp"

namespace juece::memory {

class InlineStrand final : public ports::Strand {
public:
    void post(std::function<void()> work) override;
    [[nodiscard]] bool offload(std::function<void()> blocking) override;
    void compute(std::function<void()> work) override { work(); }

private:
    bool running_ = false;
    std::deque<std::function<void()>> waiting_;
};

}  // namespace juece::memory
