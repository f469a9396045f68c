// Folding the stream "log", and asking the rulebook and the register for theirs.
#include "workflow/service/log_state.hpp"

#include "workflow/ports/world_error.hpp"

namespace juece::service {
namespace {

constexpr std::size_t page = 1'000;

}  // namespace

std::optional<LogReading> read_log(Ports const& ports, LogName const& log, StreamEnd const& register_end) {
    auto info = ports.log.info(log);
    if (!info) return std::nullopt;
    LogReading reading{
        {*info, read_rulebook(ports.log, ports.codec, ports.hasher, log), {}, {}},
        read_register(ports.log, ports.codec, log, register_end)};
    auto& state = reading.state;
    for (;;) {
        auto const events = ports.log.read_stream(log, "log", state.end.version, page);
        for (auto const& stored : events) {
            auto const leaf = ports.codec.decode(stored.leaf);
            if (!leaf) throw ports::WorldError{ports::WorldErrorKind::corrupt, leaf.error().message};
            state.end = {stored.version, stored.hash, stored.recorded_at};
            auto const clock = parse_timestamp(leaf.value().event.data.text("clock"));
            if (clock) state.clock = *clock;
        }
        if (events.size() < page) return reading;
    }
}

}  // namespace juece::service
