// The statements of lists, and what travels to and from them (docs/adr/0033-lists-and-pages.md).
//
// One statement for each shape that wants a plan of its own: awaited by somebody or not, each order, first page or a
// later one. Throws WorldError if an answer is none. Threads: constant data and pure functions.
#pragma once

#include "adapters/postgres/session.hpp"
#include "workflow/ports/decision_query.hpp"

namespace juece::postgres {

Statement const& list_statement(ports::DecisionQuery const& query);
Parameters list_parameters(LogName const& log, ports::DecisionQuery const& query);
ports::ListedDecision listed_at(Rows const& rows, std::size_t row);

Statement const& count_statement(ports::DecisionFilter const& filter);
Parameters count_parameters(LogName const& log, ports::DecisionFilter const& filter);

}  // namespace juece::postgres
