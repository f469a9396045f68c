// Lists of decisions: what a request asks for, who "me" is, and a page of them, now or as of a moment.
//
// Threads: the I/O thread; pages block and run on the pool.
#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "adapters/http/exchange.hpp"
#include "workflow/ports/decision_query.hpp"
#include "workflow/service/queries.hpp"

namespace juece::http {

struct DecisionPage {
    std::vector<ports::ListedDecision> items;
    std::optional<ports::DecisionPlace> next;  // absent: that was the last
};

// The query's filters but for whom it waits.
Result<ports::DecisionFilter, Trouble> filter_of(Request const& request);
Result<ports::DecisionOrder, Trouble> order_of(Request const& request);

// Whom a request asks for with post=, organ= and a role: in which roles, of which organs, by the register of today or
// of the moment asked.
boost::asio::awaitable<Result<service::Standing, Trouble>> standing_of(
    ExchangePtr exchange, LogName log, std::optional<procedure::Role> role, std::optional<Timestamp> moment
);

DecisionPage page_of(service::Reading const& reading, ports::DecisionQuery query);

// In the order of opening. Of the items after the place it looks at `limit`, and shows those that were there then and
// that the filter matches as they were then: perhaps none, and yet there may be more. Items that have changed since are
// folded again from their events, all others cost no more than their row.
DecisionPage past_page_of(service::Reading const& reading, ports::DecisionQuery const& query, Timestamp moment);

// A row as a tree; empty if it is none.
Object row_in(ports::ListedDecision const& listed);

}  // namespace juece::http
