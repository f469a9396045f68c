// The service over in-memory ports, called and answered within one call.
#include "tools/scenario/memory_driver.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "adapters/memory/clock.hpp"
#include "adapters/memory/document_store.hpp"
#include "adapters/memory/entropy.hpp"
#include "adapters/memory/event_log.hpp"
#include "adapters/memory/strand.hpp"

namespace juece::scenario {
namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

service::Identity identity(Person const& who) { return {who.id, who.post, who.organ, who.roles, who.auth}; }

Refusal shown(rules::Refusal const& refusal) {
    return {
        refusal.rule,
        juece::text(refusal.cites),
        std::string{juece::code(refusal.level)},
        refusal.phrase,
        refusal.message,
        refusal.missing};
}

std::vector<Refusal> shown(dossier::Refusals const& refusals) {
    std::vector<Refusal> result;
    for (auto const& refusal : refusals)
        result.push_back(shown(refusal));
    return result;
}

Rejected shown(service::Failed const& failed) {
    return {std::string{code(failed.problem)}, failed.detail, failed.faults};
}

std::vector<AcceptedEvent> shown(std::vector<service::RecordedEvent> const& events) {
    std::vector<AcceptedEvent> result;
    for (auto const& event : events)
        result.push_back({event.id.text(), event.type, event.version, event.seq});
    return result;
}

MenuOption shown(dossier::Option const& option) {
    MenuOption result;
    result.command = option.spec->name;
    result.label = option.spec->label;
    result.region = procedure::code(option.row.region);
    result.from = procedure::code(option.row.from);
    result.to = procedure::code(option.row.to);
    result.article = juece::text(option.row.article);
    for (auto const role : option.row.by)
        result.by.emplace_back(procedure::code(role));
    result.may_act = option.may_act;
    result.open = option.standing.empty();
    if (option.not_before) result.not_before = juece::text(*option.not_before);
    if (option.until) result.until = juece::text(*option.until);
    result.refusals = shown(option.standing);
    for (auto const& field : option.spec->fields) {
        result.needs.push_back(
            {std::string{field.name}, std::string{field.label}, std::string{field.rule}, field.required, false}
        );
    }
    for (auto const& slot : option.spec->documents) {
        result.needs.push_back(
            {std::string{slot.role}, std::string{slot.label}, std::string{slot.rule}, slot.required, true}
        );
    }
    return result;
}

[[noreturn]] void fail(std::string_view what, service::Failed const& failed) {
    std::string reasons = failed.detail;
    for (auto const& fault : failed.faults)
        reasons += fmt::format(" {}:{}", fault.pointer, fault.message);
    throw DriverError{fmt::format("{}:{}({})", what, reasons, code(failed.problem))};
}

}  // namespace

struct MemoryDriver::World {
    World(ports::EventCodec const& the_codec, ports::Hasher const& the_hasher, service::RuleSource rules)
        : codec{the_codec},
          hasher{the_hasher},
          service{
              {log, documents, codec, hasher, entropy, clock, strand},
              std::move(rules),
              service::Settings{.rehearsal = true}} {}

    // Runs on the strand; everything is inline, so the answer is there when it returns.
    template <class Answer, class Ask>
    Answer ask(Ask&& ask_service) {
        std::optional<Answer> answer;
        strand.post([&] { ask_service([&](Answer given) { answer = std::move(given); }); });
        if (!answer) throw DriverError{"内存中的服务没有回答"};
        return std::move(*answer);
    }

    service::MenuView menu(DecisionId decision, std::optional<service::Identity> who) {
        using Answer = std::variant<service::MenuView, service::Failed>;
        auto answer = ask<Answer>([&](auto reply) { service.menu(name, decision, std::move(who), std::move(reply)); });
        if (auto const* failed = std::get_if<service::Failed>(&answer)) fail("读取可办事项", *failed);
        return std::get<service::MenuView>(std::move(answer));
    }

    Stored stored(ports::StoredEvent const& event) const {
        auto const leaf = codec.decode(event.leaf);
        if (!leaf) throw DriverError{"叶无法解读:" + leaf.error().message};
        return {event.seq, event.stream, event.version, event.leaf, event.hash, leaf.value().frame.prev};
    }

    ports::EventCodec const& codec;
    ports::Hasher const& hasher;
    memory::MemoryDocumentStore documents;
    memory::MemoryEventLog log{documents};
    memory::SeededEntropy entropy;
    memory::ManualClock clock;
    memory::InlineStrand strand;
    service::Service service;
    LogName name;
};

MemoryDriver::MemoryDriver(ports::EventCodec const& codec, ports::Hasher const& hasher, service::RuleSource rules)
    : world_{std::make_unique<World>(codec, hasher, std::move(rules))} {}

MemoryDriver::~MemoryDriver() = default;

std::string MemoryDriver::name() const { return "内存(不经服务器)"; }

void MemoryDriver::open_log(LogSpec const& spec, Person const& by) {
    using Answer = std::variant<service::LogView, service::Failed>;
    // The machine's own clock only bounds what may be recorded; a rehearsal's clock is its own.
    world_->clock.set(spec.clock);
    service::RehearsalRequest request{spec.name, identity(by), spec.profile, spec.statute, spec.clock, spec.kafka};
    auto const answer =
        world_->ask<Answer>([&](auto reply) { world_->service.open_rehearsal(std::move(request), std::move(reply)); });
    if (auto const* failed = std::get_if<service::Failed>(&answer)) fail("打开演练日志", *failed);
    world_->name = spec.name;
}

void MemoryDriver::move_clock(Timestamp to, Person const& by) {
    using Answer = std::variant<service::LogView, service::Failed>;
    auto const answer = world_->ask<Answer>([&](auto reply) {
        world_->service.move_clock(world_->name, identity(by), to, std::move(reply));
    });
    if (auto const* failed = std::get_if<service::Failed>(&answer)) fail("拨动时钟", *failed);
}

procedure::Document MemoryDriver::upload(Upload const& upload, Person const&) {
    auto stored = world_->documents.begin(world_->name);
    stored->add(upload.bytes);
    auto const info = stored->finish(world_->hasher.digest({upload.bytes}), upload.media_type);
    return {"", info.digest, info.size, info.media_type, ""};
}

Outcome MemoryDriver::send(Call const& call) {
    service::CommandRequest request;
    request.log = world_->name;
    request.decision = call.decision;
    request.who = identity(call.who);
    request.idempotency_key = call.idempotency_key;
    request.if_match = call.if_match;
    request.dry_run = call.dry_run;
    request.command = call.command;
    request.occurred_at = call.occurred_at;
    request.data = call.data;
    request.documents = call.documents;
    request.reasons = call.reasons;
    if (call.performer) request.performer = service::Principal{call.performer->person, call.performer->post};
    if (call.late_entry)
        request.late_entry = service::LateRequest{call.late_entry->reason, call.late_entry->approved_by};
    auto const answer = world_->ask<service::Answer>([&](auto reply) {
        world_->service.advance(std::move(request), std::move(reply));
    });
    if (auto const* refused = std::get_if<service::Refused>(&answer)) {
        return Refused{refused->decision.text(), refused->version, shown(refused->refusals), refused->recorded};
    }
    if (auto const* failed = std::get_if<service::Failed>(&answer)) return shown(*failed);
    auto const& accepted = std::get<service::Accepted>(answer);
    return Accepted{accepted.decision.text(), accepted.version, shown(accepted.events)};
}

Outcome MemoryDriver::enter(RegisterCall const& call) {
    using Answer = std::variant<service::Registered, service::Failed>;
    service::RegisterRequest request;
    request.log = world_->name;
    request.who = identity(call.who);
    request.idempotency_key = call.idempotency_key;
    request.command = call.command;
    request.data = call.data;
    request.documents = call.documents;
    request.dry_run = call.dry_run;
    auto const answer =
        world_->ask<Answer>([&](auto reply) { world_->service.enter(std::move(request), std::move(reply)); });
    if (auto const* failed = std::get_if<service::Failed>(&answer)) return shown(*failed);
    auto const& registered = std::get<service::Registered>(answer);
    auto const person = registered.person ? registered.person->text() : std::string{};
    return Accepted{"", registered.version, shown(registered.events), person};
}

Menu MemoryDriver::menu(DecisionId decision, Person const& by) {
    auto const view = world_->menu(decision, identity(by));
    Menu menu;
    menu.version = view.version;
    for (auto const& [region, state] : view.states)
        menu.states.emplace_back(procedure::code(region), procedure::code(state));
    for (auto const& option : view.options)
        menu.options.push_back(shown(option));
    return menu;
}

States MemoryDriver::states(DecisionId decision, Person const&) {
    States states;
    for (auto const& [region, state] : world_->menu(decision, std::nullopt).states) {
        states.emplace_back(procedure::code(region), procedure::code(state));
    }
    return states;
}

std::vector<Stored> MemoryDriver::history(DecisionId decision, std::optional<Day> as_of, Person const&) {
    std::vector<Stored> result;
    for (auto const& event : world_->log.read_stream(world_->name, "decision/" + decision.text(), 0, no_limit)) {
        if (!as_of || event.recorded_at <= last_moment_of(*as_of)) result.push_back(world_->stored(event));
    }
    return result;
}

std::vector<Stored> MemoryDriver::stream(std::string const& stream, std::uint64_t after_version, Person const&) {
    std::vector<Stored> result;
    for (auto const& event : world_->log.read_stream(world_->name, stream, after_version, no_limit))
        result.push_back(world_->stored(event));
    return result;
}

std::vector<Stored> MemoryDriver::log(Person const&) {
    std::vector<Stored> result;
    for (auto const& event : world_->log.read_log(world_->name, 0, no_limit))
        result.push_back(world_->stored(event));
    return result;
}

}  // namespace juece::scenario
