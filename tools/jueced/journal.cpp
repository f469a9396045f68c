// spdlog writes time and level; everything else is canonical JSON of ours, so that no text can break a line.
#include "tools/jueced/journal.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "adapters/codec/json.hpp"

namespace juece::jueced {

namespace {

// "\"event\":…,…" without the opening brace, which the pattern brings.
std::string members_of(std::string_view event, Object members) {
    members.set("event", event);
    return codec::serialize(members).substr(1);
}

}  // namespace

Journal::Journal(std::string const& level)
    : logger_{std::make_shared<spdlog::logger>("jueced", std::make_shared<spdlog::sinks::stderr_sink_mt>())} {
    logger_->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l",%v)", spdlog::pattern_time_type::utc);
    logger_->set_level(spdlog::level::from_str(level));
    logger_->flush_on(spdlog::level::info);
}

void Journal::info(std::string_view event, Object const& members) const { logger_->info(members_of(event, members)); }
void Journal::warn(std::string_view event, Object const& members) const { logger_->warn(members_of(event, members)); }
void Journal::error(std::string_view event, Object const& members) const { logger_->error(members_of(event, members)); }

void Journal::access(http::AccessRecord const& record) const {
    if (!logger_->should_log(spdlog::level::info)) return;
    Object members{
        {"bytes_in", std::uint64_t{record.bytes_in}},
        {"bytes_out", std::uint64_t{record.bytes_out}},
        {"duration_us", std::int64_t{record.duration.count()}},
        {"id", record.request_id},
        {"method", record.method},
        {"path", record.path},
        {"peer", record.peer},
        {"status", static_cast<int>(record.status)}};
    if (!record.code.empty()) members.set("code", record.code);
    if (!record.person.empty()) members.set("person", record.person);
    info("request", members);
}

void Journal::fault(http::FaultRecord const& record) const {
    Object const members{{"cause", record.cause}, {"code", record.code}, {"id", record.request_id}};
    if (record.code == "internal") {
        error("fault", members);
    } else {
        warn("fault", members);
    }
}

void Journal::relay(kafka::Level level, kafka::Note const& note) const {
    Object members{{"text", note.text}};
    if (!note.log.empty()) members.set("log", note.log);
    if (note.position) members.set("position", *note.position);
    if (!note.cause.empty()) members.set("cause", note.cause);
    switch (level) {
        case kafka::Level::info:
            return info("relay", members);
        case kafka::Level::warning:
            return warn("relay", members);
        case kafka::Level::error:
            return error("relay", members);
    }
}

}  // namespace juece::jueced
