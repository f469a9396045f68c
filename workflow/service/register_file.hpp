// What a node keeps of the register (stream `register`): the fold, the stream's end, and which commands it has obeyed.
//
// Threads: the strand; read_register() blocks and belongs off it. So a reader brings events, and the strand folds them.
#pragma once

#include <vector>

#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/register/register.hpp"
#include "workflow/service/leaves.hpp"
#include "workflow/service/obeyed.hpp"

namespace juece::service {

inline constexpr auto register_stream = "register";

struct RegisterFile {
    registry::Register record;
    StreamEnd end;
    ObeyedCommands obeyed;
    std::vector<Timestamp> recorded_at;  // by version − 1; never decreases
};

struct RegisterNews {
    procedure::Event event;
    Digest hash;
};

// What the log holds beyond `end`. Throws WorldError.
std::vector<RegisterNews> read_register(
    ports::EventLog& log, ports::EventCodec const& codec, LogName const& name, StreamEnd end
);

// The last version that was recorded by then; 0: none was.
std::uint64_t version_recorded_by(RegisterFile const& file, Timestamp moment);

// Adds what the file does not have yet. Throws procedure::CorruptHistory.
void take(RegisterFile& file, std::vector<RegisterNews> const& news);

}  // namespace juece::service
