// Port: where the service's own state lives. Work posted here runs one piece at a time, in order (the I/O thread of the
// server; inline in memory). offload() runs what blocks elsewhere, compute() what only takes time; the last act of
// either is to post the continuation back.
#pragma once

#include <functional>

namespace juece::ports {

class Strand {
public:
    virtual ~Strand() = default;
    virtual void post(std::function<void()> work) = 0;
    // Runs `blocking` on the pool. False: the pool's queue is full and nothing will run; answer 503.
    [[nodiscard]] virtual bool offload(std::function<void()> blocking) = 0;
    // Runs `work`, which neither blocks nor throws, beside the strand. Never refused: whoever asks bounds how much.
    virtual void compute(std::function<void()> work) = 0;
};

}  // namespace juece::ports
