// The first event of a log, `log.opened`: its name, whether it is a rehearsal, whether Kafka is told. Decided once, for
// ever (docs/adr/0017-rehearsal-logs.md). A production log is opened by the owner of the database, not by a server.
//
// Threads: the strand, or a program that does nothing else. Throws what entropy throws.
#pragma once

#include <optional>

#include "workflow/core/time.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/service/leaves.hpp"

namespace juece::service {

struct LogOpening {
    procedure::Actor actor;
    bool kafka = false;
    Timestamp at{};  // when; of a rehearsal also where its own clock begins
};

// The item of stream `log` with which EventLog::open() opens it. Name and kind of the log are the writer's.
ports::AppendItem opening_item(Writer const& writer, LogOpening const& opening);

// Why a log cannot have this name: it stands in paths, and in the names of Kafka's topics.
std::optional<procedure::Fault> fault_of_name(LogName const& log);

}  // namespace juece::service
