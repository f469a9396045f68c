// The processor time of this thread since a moment: unlike time on the wall it is not stretched by whoever else works
// on the machine.
//
// Threads: one.
#pragma once

#include <time.h>

namespace juece::bench {

class ProcessorTime {
public:
    double seconds() const { return now() - start_; }

private:
    static double now() {
        timespec spent{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return static_cast<double>(spent.tv_sec) + 1e-9 * static_cast<double>(spent.tv_nsec);
    }

    double start_ = now();
};

}  // namespace juece::bench
