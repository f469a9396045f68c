// What a list asks of a log's decisions, and what it gets: filters over their rows, an order, a place to go on from.
//
// A row is the canonical JSON that dossier::row_of writes. Days and moments are compared with the acts' and records'
// own times in it. Threads: plain values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"
#include "workflow/procedure/vocabulary.hpp"

namespace juece::ports {

// What waits for somebody: for one of his roles; as handler, once an item has handlers, only if it names one of his
// organs (D713 11). Without organs: for every organ.
struct Awaited {
    std::vector<procedure::Role> roles;
    std::vector<OrganCode> organs;
};

// Everything that is set must hold.
struct DecisionFilter {
    std::optional<Awaited> awaited;
    std::optional<std::pair<procedure::Region, procedure::State>> state;  // where that region stands
    std::string category;                                                 // empty: any
    std::optional<OrganCode> handler;                                     // one of the item's handlers
    std::optional<Timestamp> opened_from;
    std::optional<Timestamp> opened_before;
    std::optional<Timestamp> changed_since;  // recorded then or later
};

enum class DecisionOrder : std::uint8_t {
    opened,     // the first opened first
    changed,    // the longest unchanged first: what changes meanwhile comes again, nothing is missed
    next_date,  // the nearest first, then those without, each in the order of opening
};

// A decision's place in an order. What is not asked for by the order is left empty.
struct DecisionPlace {
    std::string next_date;  // "2023-11-11", or "none"
    std::uint64_t seq = 0;  // of the event that opened it, or that changed it last
};

struct DecisionQuery {
    DecisionFilter filter;
    DecisionOrder order{};
    std::optional<DecisionPlace> after;  // keyset page
    std::size_t limit = 50;
};

struct ListedDecision {
    DecisionId decision;
    std::uint64_t version = 0;
    std::string row;    // canonical JSON, as written
    std::string title;  // payload 0 of the first event, if its class is government; empty otherwise
    DecisionPlace place;
};

// Those of the roles for which the row waits.
std::vector<procedure::Role> awaited_roles(Awaited const& awaited, Object const& row);
bool matches(DecisionFilter const& filter, Object const& row);

}  // namespace juece::ports
