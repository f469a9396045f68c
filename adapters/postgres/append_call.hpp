// The call of append_events: items to flat arrays, rows to outcomes (schemas/sql/0003_append.sql). Pure but for types
// of Session. Threads: any.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "adapters/postgres/session.hpp"
#include "workflow/ports/event_log.hpp"

namespace juece::postgres {

extern Statement const append_events;

// Aborts the program if an item is not one that the port allows.
void check(ports::AppendItem const& item);
std::size_t bytes_of(ports::AppendItem const& item);

// The same items give the same parameters: what is in doubt is sent again as it was.
Parameters append_parameters(LogName const& log, std::span<ports::AppendItem const* const> items);
// One outcome per item, in order.
std::vector<ports::AppendOutcome> append_outcomes(Rows const& rows, std::size_t items);

}  // namespace juece::postgres
