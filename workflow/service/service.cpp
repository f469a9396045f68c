// The front door: finds the log's desk, opens rehearsals.
#include "workflow/service/service.hpp"

#include <unordered_map>

#include <fmt/format.h>

#include "workflow/ports/world_error.hpp"
#include "workflow/service/desk.hpp"
#include "workflow/service/rulebook.hpp"

namespace juece::service {
namespace {

using WithDesk = std::function<void(Desk*, Failed)>;

Failed unknown_log(LogName const& log) {
    return {Problem::unknown_log, {}, fmt::format("没有名为“{}”的日志", log.text())};
}

Failed pool_full() { return {Problem::busy, {}, "系统繁忙,请稍后重试"}; }

}  // namespace

struct Service::Impl {
    Impl(Ports ports_in, ProfileSource profiles_in, Settings settings_in)
        : ports{ports_in}, profiles{std::move(profiles_in)}, settings{settings_in} {}

    void with_desk(LogName const& log, WithDesk then);
    std::vector<ports::AppendItem> first_items(RehearsalRequest const& request, rules::Profile const& profile) const;
    void open_log(RehearsalRequest const& request, rules::Profile const& profile, LogReply reply);

    Ports ports;
    ProfileSource profiles;
    Settings settings;
    std::unordered_map<LogName, std::unique_ptr<Desk>> desks;
};

void Service::Impl::with_desk(LogName const& log, WithDesk then) {
    if (auto const at = desks.find(log); at != desks.end()) return then(at->second.get(), {});
    auto const queued = ports.strand.offload([this, log, then] {
        std::optional<LogState> state;
        std::exception_ptr failure;
        try {
            state = read_log_state(ports, log);
        } catch (...) {
            failure = std::current_exception();
        }
        ports.strand.post([this, log, then, failure, state = std::move(state)]() mutable {
            if (failure) return then(nullptr, failed(failure));
            if (!state) return then(nullptr, unknown_log(log));
            auto& desk = desks[log];  // Two requests may have asked at once; the first desk stays.
            if (!desk) desk = std::make_unique<Desk>(ports, settings, std::move(*state));
            then(desk.get(), {});
        });
    });
    if (!queued) then(nullptr, pool_full());
}

// The log's first event and the rules that a rehearsal publishes itself (docs/adr/0017-rehearsal-logs.md), all or none.
std::vector<ports::AppendItem> Service::Impl::first_items(
    RehearsalRequest const& request, rules::Profile const& profile
) const {
    Writer const writer{request.log, true, ports.codec, ports.hasher, ports.entropy};
    std::vector<ports::AppendItem> items;
    auto const add = [&](std::string const& stream, dossier::Draft draft) {
        draft.event.actor = performer(request.who).actor;
        draft.event.occurred_at = request.clock;
        items.push_back(write(writer, stream, {}, {std::move(draft)}, std::nullopt, request.clock).item);
    };
    dossier::Draft opening;
    opening.event.type = "log.opened.v1";
    opening.event.data = Object{
        {"clock", text(request.clock)}, {"kafka", request.kafka}, {"name", request.log.text()}, {"rehearsal", true}};
    add("log", std::move(opening));
    auto const& statute = *procedure::find_statute(request.statute);
    add(statute_stream(statute.id), publish_statute(ports.hasher, statute));
    add(profile_stream(profile.id), publish_profile(ports.hasher, ports.codec, profile));
    return items;
}

void Service::Impl::open_log(RehearsalRequest const& request, rules::Profile const& profile, LogReply reply) {
    auto const queued = ports.strand.offload(
        [this, log = request.log, kafka = request.kafka, items = first_items(request, profile), reply] {
            bool opened = false;
            std::exception_ptr failure;
            try {
                opened = ports.log.open(log, true, kafka, items);
            } catch (...) {
                failure = std::current_exception();
            }
            ports.strand.post([this, log, opened, failure, reply] {
                if (failure) return reply(failed(failure));
                if (!opened) {
                    return reply(Failed{
                        Problem::exists,
                        {{"exists", "/log", fmt::format("日志“{}”已经存在", log.text())}},
                        "日志名已被使用"});
                }
                with_desk(log, [reply](Desk* desk, Failed not_found) {
                    if (desk == nullptr) return reply(std::move(not_found));
                    reply(desk->view());
                });
            });
        }
    );
    if (!queued) reply(pool_full());
}

Service::Service(Ports ports, ProfileSource profiles, Settings settings)
    : impl_{std::make_unique<Impl>(ports, std::move(profiles), settings)} {}

Service::~Service() = default;

void Service::advance(CommandRequest request, Reply reply) {
    auto const log = request.log;
    impl_->with_desk(log, [request = std::move(request), reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->advance(std::move(request), std::move(reply));
    });
}

void Service::menu(LogName log, DecisionId decision, std::optional<Identity> who, MenuReply reply) {
    impl_->with_desk(
        log,
        [decision, who = std::move(who), reply = std::move(reply)](Desk* desk, Failed failure) mutable {
            if (desk == nullptr) return reply(std::move(failure));
            desk->menu(decision, std::move(who), std::move(reply));
        }
    );
}

void Service::open_rehearsal(RehearsalRequest request, LogReply reply) {
    if (!impl_->settings.rehearsal) return reply(Failed{Problem::not_rehearsal, {}, "本服务器不是演练服务器"});
    std::vector<procedure::Fault> faults;
    if (procedure::find_statute(request.statute) == nullptr) {
        faults.push_back({"unknown_statute", "/statute", fmt::format("没有名为“{}”的法规表", request.statute)});
    }
    auto profile = impl_->profiles(request.profile);
    if (!profile) {
        faults.push_back({"unknown_profile", "/profile", fmt::format("没有名为“{}”的参数配置", request.profile)});
    }
    if (request.log.text().find_first_of(":/") != std::string::npos) {
        faults.push_back({"bad_log_name", "/log", "日志名用于路径和 Kafka 主题名,不能含有“:”或“/”"});
    }
    if (!faults.empty()) return reply(Failed{Problem::invalid, std::move(faults), "不能开设演练日志"});
    impl_->open_log(request, *profile, std::move(reply));
}

void Service::move_clock(LogName log, Identity who, Timestamp to, LogReply reply) {
    impl_->with_desk(log, [who = std::move(who), to, reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->move_clock(std::move(who), to, std::move(reply));
    });
}

void Service::describe_log(LogName log, LogReply reply) {
    impl_->with_desk(log, [reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->describe(std::move(reply));
    });
}

}  // namespace juece::service
