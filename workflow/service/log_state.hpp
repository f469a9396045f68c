// What is read of a log before its first command, and again at least every second: what it is, its clock, its rules,
// and what its register says beyond what is known. Blocks; throws WorldError.
#pragma once

#include <optional>
#include <vector>

#include "workflow/service/register_file.hpp"
#include "workflow/service/rulebook.hpp"
#include "workflow/service/service.hpp"

namespace juece::service {

struct LogState {
    ports::LogInfo info;
    Rulebook book;
    StreamEnd end;      // of the stream "log"
    Timestamp clock{};  // a rehearsal's own
};

struct LogReading {
    LogState state;
    std::vector<RegisterNews> register_news;
};

// Nothing if there is no such log.
std::optional<LogReading> read_log(Ports const& ports, LogName const& log, StreamEnd const& register_end);

}  // namespace juece::service
