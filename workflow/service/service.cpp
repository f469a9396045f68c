// The front door: finds the log's desk, opens rehearsals.
#include "workflow/service/service.hpp"

#include <unordered_map>

#include <fmt/format.h>

#include "workflow/ports/world_error.hpp"
#include "workflow/service/desk.hpp"
#include "workflow/service/opening.hpp"
#include "workflow/service/rulebook.hpp"

namespace juece::service {
namespace {

// What a rehearsal is held under: every version of its profile, every notice; its clock may come to any day.
struct FirstRules {
    procedure::Statute const* statute = nullptr;
    std::vector<rules::Profile> profiles;
    std::vector<calendar::Notice> notices;
};

using WithDesk = std::function<void(Desk*, Failed)>;

Failed unknown_log(LogName const& log) {
    return {Problem::unknown_log, {}, fmt::format("没有名为“{}”的日志", log.text())};
}

void add(Figures& all, Figures const& one) {
    all.accepted += one.accepted;
    all.repeated += one.repeated;
    all.refused += one.refused;
    all.suppressed += one.suppressed;
    all.dry_runs += one.dry_runs;
    all.waiting += one.waiting;
    all.decisions += one.decisions;
    for (auto const& [rule, count] : one.refusals)
        all.refusals[rule] += count;
    for (auto const& [problem, count] : one.failed)
        all.failed[problem] += count;
}

Failed pool_full() { return {Problem::busy, {}, "系统繁忙,请稍后重试"}; }

}  // namespace

struct Service::Impl {
    Impl(Ports ports_in, RuleSource sources_in, Settings settings_in)
        : ports{ports_in}, sources{std::move(sources_in)}, settings{settings_in} {}

    void with_desk(LogName const& log, WithDesk then);
    void make_desk(LogName const& log, LogReading reading, WithDesk const& then);
    std::vector<ports::AppendItem> first_items(RehearsalRequest const& request, FirstRules const& rules) const;
    void open_log(RehearsalRequest const& request, FirstRules const& rules, LogReply reply);

    Ports ports;
    RuleSource sources;
    Settings settings;
    Crowd crowd;
    std::unordered_map<LogName, std::unique_ptr<Desk>> desks;
};

void Service::Impl::with_desk(LogName const& log, WithDesk then) {
    if (auto const at = desks.find(log); at != desks.end()) return then(at->second.get(), {});
    auto const queued = ports.strand.offload([this, log, then] {
        std::optional<LogReading> reading;
        std::exception_ptr failure;
        try {
            reading = read_log(ports, log, {});
        } catch (...) {
            failure = std::current_exception();
        }
        ports.strand.post([this, log, then, failure, reading = std::move(reading)]() mutable {
            if (failure) return then(nullptr, failed(failure));
            if (!reading) return then(nullptr, unknown_log(log));
            make_desk(log, std::move(*reading), then);
        });
    });
    if (!queued) then(nullptr, pool_full());
}

// Two requests may have asked at once; the first desk stays.
void Service::Impl::make_desk(LogName const& log, LogReading reading, WithDesk const& then) {
    auto at = desks.find(log);
    if (at == desks.end()) {
        try {
            at = desks.emplace(log, std::make_unique<Desk>(ports, settings, crowd, std::move(reading))).first;
        } catch (procedure::CorruptHistory const&) {
            return then(nullptr, failed(std::current_exception()));
        }
    }
    then(at->second.get(), {});
}

// The log's first event and the rules that a rehearsal publishes itself (docs/adr/0017-rehearsal-logs.md), all or none.
std::vector<ports::AppendItem> Service::Impl::first_items(RehearsalRequest const& request, FirstRules const& rules)
    const {
    Writer const writer{request.log, true, ports.codec, ports.hasher, ports.entropy};
    auto const actor = performer(request.who).actor;
    std::vector<ports::AppendItem> items{opening_item(writer, {actor, request.kafka, request.clock})};
    auto const add = [&](std::string const& stream, std::vector<dossier::Draft> drafts) {
        for (auto& draft : drafts) {
            draft.event.actor = actor;
            draft.event.occurred_at = request.clock;
        }
        items.push_back(write(writer, stream, {}, std::move(drafts), std::nullopt, request.clock).item);
    };
    add(statute_stream(rules.statute->id), {publish_statute(ports.hasher, *rules.statute)});
    std::vector<dossier::Draft> versions;
    for (auto const& profile : rules.profiles)
        versions.push_back(publish_profile(ports.hasher, ports.codec, profile));
    add(profile_stream(request.profile), std::move(versions));
    std::vector<dossier::Draft> notices;
    for (auto const& notice : rules.notices)
        notices.push_back(publish_notice(ports.hasher, ports.codec, notice));
    if (!notices.empty()) add(calendar_stream(calendar_id), std::move(notices));
    return items;
}

void Service::Impl::open_log(RehearsalRequest const& request, FirstRules const& rules, LogReply reply) {
    auto const queued = ports.strand.offload(
        [this, log = request.log, kafka = request.kafka, items = first_items(request, rules), reply] {
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

Service::Service(Ports ports, RuleSource sources, Settings settings)
    : impl_{std::make_unique<Impl>(ports, std::move(sources), settings)} {}

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

void Service::menu_of_organ(LogName log, DecisionId decision, OrganCode organ, MenuReply reply) {
    impl_->with_desk(
        log,
        [decision, organ = std::move(organ), reply = std::move(reply)](Desk* desk, Failed failure) mutable {
            if (desk == nullptr) return reply(std::move(failure));
            desk->menu_of_organ(decision, std::move(organ), std::move(reply));
        }
    );
}

void Service::enter(RegisterRequest request, RegisterReply reply) {
    auto const log = request.log;
    impl_->with_desk(log, [request = std::move(request), reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->enter(std::move(request), std::move(reply));
    });
}

void Service::menu_then(LogName log, PastMenu asked, MenuReply reply) {
    impl_->with_desk(log, [asked = std::move(asked), reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->menu_then(std::move(asked), std::move(reply));
    });
}

void Service::roll(LogName log, RollRequest asked, RollReply reply) {
    impl_->with_desk(log, [asked, reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->roll(asked, std::move(reply));
    });
}

void Service::standing(LogName log, StandingRequest request, StandingReply reply) {
    impl_->with_desk(log, [request = std::move(request), reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->standing(std::move(request), std::move(reply));
    });
}

void Service::open_rehearsal(RehearsalRequest request, LogReply reply) {
    if (!impl_->settings.rehearsal) return reply(Failed{Problem::not_rehearsal, {}, "本服务器不是演练服务器"});
    std::vector<procedure::Fault> faults;
    FirstRules const rules{
        procedure::find_statute(request.statute), impl_->sources.profiles(request.profile), impl_->sources.notices()};
    if (rules.statute == nullptr) {
        faults.push_back({"unknown_statute", "/statute", fmt::format("没有名为“{}”的法规表", request.statute)});
    }
    if (rules.profiles.empty()) {
        faults.push_back({"unknown_profile", "/profile", fmt::format("没有名为“{}”的参数配置", request.profile)});
    }
    if (rules.notices.empty()) faults.push_back({"no_calendar", "", "没有可用的节假日安排通知,不能计算工作日"});
    if (auto fault = fault_of_name(request.log)) faults.push_back(std::move(*fault));
    if (!faults.empty()) return reply(Failed{Problem::invalid, std::move(faults), "不能开设演练日志"});
    go_on([&](std::exception_ptr const& failure) {
        if (failure) return reply(failed(failure));
        impl_->open_log(request, rules, reply);
    });
}

void Service::publish_rules(RulesRequest request, RulesReply reply) {
    auto const log = request.log;
    impl_->with_desk(log, [request = std::move(request), reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->publish(std::move(request), std::move(reply));
    });
}

void Service::published_rules(LogName log, std::optional<Timestamp> as_of, RulesListReply reply) {
    impl_->with_desk(log, [as_of, reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->published(as_of, std::move(reply));
    });
}

void Service::move_clock(LogName log, Identity who, Timestamp to, LogReply reply) {
    impl_->with_desk(log, [who = std::move(who), to, reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->move_clock(std::move(who), to, std::move(reply));
    });
}

Figures Service::figures() const {
    Figures all;
    for (auto const& [log, desk] : impl_->desks)
        add(all, desk->figures());
    return all;
}

void Service::describe_log(LogName log, LogReply reply) {
    impl_->with_desk(log, [reply = std::move(reply)](Desk* desk, Failed failure) mutable {
        if (desk == nullptr) return reply(std::move(failure));
        desk->describe(std::move(reply));
    });
}

}  // namespace juece::service
