// Reading the register's stream and folding it.
#include "workflow/service/register_file.hpp"

#include <algorithm>

#include "workflow/service/stream_reading.hpp"

namespace juece::service {

std::vector<RegisterNews> read_register(
    ports::EventLog& log, ports::EventCodec const& codec, LogName const& name, StreamEnd end
) {
    std::vector<RegisterNews> news;
    auto const keep = [&](procedure::Event const& event, Digest const& hash) { news.push_back({event, hash}); };
    read_beyond(end, log, codec, name, register_stream, keep);
    return news;
}

std::uint64_t version_recorded_by(RegisterFile const& file, Timestamp moment) {
    auto const end = std::ranges::upper_bound(file.recorded_at, moment);
    return static_cast<std::uint64_t>(end - file.recorded_at.begin());
}

void take(RegisterFile& file, std::vector<RegisterNews> const& news) {
    for (auto const& [event, hash] : news) {
        if (event.version <= file.end.version) continue;
        registry::evolve(file.record, event);
        remember(file.obeyed, event);
        file.end = {event.version, hash, event.recorded_at};
        file.recorded_at.push_back(event.recorded_at);
    }
}

}  // namespace juece::service
