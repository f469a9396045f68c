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
    void publish(std::shared_ptr<RehearsalRequest> request, rules::Profile const& profile, LogReply reply);
    void open_log(std::shared_ptr<RehearsalRequest> request, rules::Profile profile, LogReply reply);

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

void Service::Impl::open_log(std::shared_ptr<RehearsalRequest> request, rules::Profile profile, LogReply reply) {
    dossier::Draft draft;
    draft.event.type = "log.opened.v1";
    draft.event.actor = performer(request->who).actor;
    draft.event.occurred_at = request->clock;
    draft.event.data = Object{
        {"clock", text(request->clock)}, {"kafka", request->kafka}, {"name", request->log.text()}, {"rehearsal", true}};
    Writer const writer{request->log, true, ports.codec, ports.hasher, ports.entropy};
    auto written = write(writer, "log", {}, {std::move(draft)}, std::nullopt, request->clock);
    auto const queued = ports.strand.offload([this, request, reply, profile, item = std::move(written.item)] {
        bool opened = false;
        std::exception_ptr failure;
        try {
            opened = ports.log.open(request->log, true, request->kafka, item);
        } catch (...) {
            failure = std::current_exception();
        }
        ports.strand.post([this, request, reply, profile, opened, failure] {
            if (failure) return reply(failed(failure));
            if (!opened) {
                return reply(Failed{
                    Problem::exists,
                    {{"exists", "/log", fmt::format("日志“{}”已经存在", request->log.text())}},
                    "日志名已被使用"});
            }
            publish(request, profile, reply);
        });
    });
    if (!queued) reply(pool_full());
}

// A rehearsal publishes its own rules when it is opened (docs/adr/0017-rehearsal-logs.md).
void Service::Impl::publish(std::shared_ptr<RehearsalRequest> request, rules::Profile const& profile, LogReply reply) {
    auto const& statute = *procedure::find_statute(request->statute);
    Writer const writer{request->log, true, ports.codec, ports.hasher, ports.entropy};
    auto const item = [&](std::string const& stream, dossier::Draft draft) {
        draft.event.actor = performer(request->who).actor;
        draft.event.occurred_at = request->clock;
        return write(writer, stream, {}, {std::move(draft)}, std::nullopt, request->clock).item;
    };
    auto second = item(profile_stream(profile.id), publish_profile(ports.hasher, ports.codec, profile));
    auto const settle = [this, request, reply](ports::AppendOutcome const& outcome, std::function<void()> next) {
        ports.strand.post([this, reply, outcome, next = std::move(next)] {
            if (outcome.failure) return reply(failed(outcome.failure));
            next();
        });
    };
    ports.log.append(
        request->log,
        item(statute_stream(statute.id), publish_statute(ports.hasher, statute)),
        [this, request, reply, settle, second = std::move(second)](ports::AppendOutcome const& outcome) {
            settle(outcome, [this, request, reply, settle, second] {
                ports.log
                    .append(request->log, second, [this, request, reply, settle](ports::AppendOutcome const& last) {
                        settle(last, [this, request, reply] {
                            with_desk(request->log, [reply](Desk* desk, Failed failure) {
                                if (desk == nullptr) return reply(std::move(failure));
                                reply(desk->view());
                            });
                        });
                    });
            });
        }
    );
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
    impl_->open_log(std::make_shared<RehearsalRequest>(std::move(request)), std::move(*profile), std::move(reply));
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
