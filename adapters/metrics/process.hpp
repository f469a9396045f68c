// What the kernel knows of this process, under the names that every Prometheus client uses (process_…).
//
// Reads /proc/self and the control group; what cannot be read is left out. Blocks for microseconds. Threads: any.
#pragma once

#include "adapters/metrics/page.hpp"

namespace juece::metrics {

void write_process(Page& page);

}  // namespace juece::metrics
