// What the kernel knows of this process, under the names that every Prometheus client uses (process_…).
//
// Reads /proc/self and the control group; what cannot be read is left out. Blocks for microseconds. Threads: any.
#pragma once

#include "adapters/metrics/page.hpp"
#include "workflow/core/time.hpp"

namespace juece::metrics {

// `started`: when the process was; the kernel would tell it since the boot, which a unit may hide (ProcSubset=pid).
void write_process(Page& page, Timestamp started);

}  // namespace juece::metrics
