// The world of the service tests.
#include "tests/unit/service/world.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/calendars.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::testing {
namespace {

service::RuleSource rules_of_the_nation() {
    auto const profiles = [](std::string const& id) {
        rules::Profile profile;
        profile.id = id;
        return id == "national" ? std::vector{profile} : std::vector<rules::Profile>{};
    };
    return {profiles, [] { return calendar::test::published().notices(); }};
}

template <class T>
T expect(service::Answer answer) {
    if (auto* const failed = std::get_if<service::Failed>(&answer);
        failed != nullptr && !std::is_same_v<T, service::Failed>) {
        ADD_FAILURE() << "failed: " << failed->detail
                      << (failed->faults.empty() ? std::string{} : " " + failed->faults.front().message);
    }
    if (auto* const refused = std::get_if<service::Refused>(&answer);
        refused != nullptr && !std::is_same_v<T, service::Refused>) {
        for (auto const& refusal : refused->refusals)
            ADD_FAILURE() << refusal.rule << ": " << refusal.message;
    }
    if (auto* const wanted = std::get_if<T>(&answer)) return *wanted;
    ADD_FAILURE() << "another kind of answer";
    return {};
}

}  // namespace

void FaultyLog::append(LogName const& log, ports::AppendItem item, Done done) {
    bool const moody = appends++ >= moody_from && mood != Mood::well;
    auto const failure =
        std::make_exception_ptr(ports::WorldError{ports::WorldErrorKind::timeout, "the connection was cut"});
    if (moody && mood == Mood::fails_before) return done({ports::Appended::stale, 0, failure});
    if (moody)
        return behind_.append(log, std::move(item), [done, failure](auto const&) {
            done({ports::Appended::stale, 0, failure});
        });
    if (!hold) return behind_.append(log, std::move(item), std::move(done));
    held_.push_back([this, log, item = std::move(item), done = std::move(done)] { behind_.append(log, item, done); });
}

bool FaultyLog::open(LogName const& log, bool rehearsal, bool kafka, std::vector<ports::AppendItem> items) {
    return behind_.open(log, rehearsal, kafka, std::move(items));
}

std::vector<ports::StoredEvent> FaultyLog::read_stream(
    LogName const& log, std::string_view stream, std::uint64_t after, std::size_t limit
) {
    ++pages;
    if (after >= unreadable_beyond)
        throw ports::WorldError{ports::WorldErrorKind::unavailable, "the connection was cut"};
    return behind_.read_stream(log, stream, after, limit);
}

void FaultyLog::release() {
    hold = false;
    auto const held = std::exchange(held_, {});
    for (auto const& append : held)
        append();
}

ports::Entropy& BrittleEntropy::checked() {
    if (broken) throw std::runtime_error{"no randomness"};
    return behind_;
}

Node::Node(ports::EventLog& log, ports::DocumentStore& documents, ports::Clock const& clock, std::uint64_t seed)
    : entropy{seed},
      service{
          service::Ports{log, documents, codec, hasher, entropy, clock, strand},
          rules_of_the_nation(),
          service::Settings{.rehearsal = true}} {}

World::World() : log{*LogName::parse("rehearsal")}, clock{*parse_timestamp("2026-01-01T00:00:00.000000Z")} {
    node = std::make_unique<Node>(faulty, documents, clock, 1);
    handler = identity("甲", procedure::Role::department, "yingji");
    organ = identity("乙", procedure::Role::organ, "minhang");
    office = identity("丙", procedure::Role::office, "minhang-office");
    open_rehearsal();
}

service::Identity World::identity(std::string_view name, procedure::Role role, std::string_view organ_code) const {
    crypto::Hashing const hashing;
    auto const hash = hashing.sha256({name});
    UuidBytes bytes{};
    std::copy_n(hash.begin(), bytes.size(), bytes.begin());
    return {
        PersonId{bytes}, *PostCode::parse(procedure::code(role)), *OrganCode::parse(organ_code), {role}, "rehearsal"};
}

std::string World::new_key() { return fmt::format("key-{:024}", ++keys_); }

service::CommandRequest World::request(service::Identity who, std::string command, Object data) {
    service::CommandRequest request;
    request.log = log;
    request.who = std::move(who);
    request.idempotency_key = new_key();
    request.command = std::move(command);
    request.data = std::move(data);
    return request;
}

procedure::Document World::upload(std::string const& role, std::string const& bytes) {
    auto const digest = node->hasher.digest({bytes});
    auto upload = documents.begin(log);
    upload->add(bytes);
    upload->finish(digest, "text/plain");
    return {role, digest, 0, {}, {}};
}

service::Answer World::ask(Node& at, service::CommandRequest request) {
    std::optional<service::Answer> answer;
    at.service.advance(std::move(request), [&](service::Answer given) { answer = std::move(given); });
    if (!answer) ADD_FAILURE() << "no answer";
    return answer.value_or(service::Failed{});
}

service::Accepted World::accepted(service::CommandRequest r) { return expect<service::Accepted>(ask(std::move(r))); }
service::Refused World::refused(service::CommandRequest r) { return expect<service::Refused>(ask(std::move(r))); }
service::Failed World::failed(service::CommandRequest r) { return expect<service::Failed>(ask(std::move(r))); }

service::LogView World::open_rehearsal(std::string_view name) {
    service::RehearsalRequest request{
        *LogName::parse(name), organ, "national", "d713_2019", start_of(*parse_day("2023-10-11")), false};
    std::optional<service::LogView> view;
    node->service.open_rehearsal(std::move(request), [&](std::variant<service::LogView, service::Failed> answer) {
        if (auto* const opened = std::get_if<service::LogView>(&answer)) view = *opened;
    });
    if (!view) ADD_FAILURE() << "the rehearsal was not opened";
    return view.value_or(service::LogView{});
}

service::MenuView World::menu(DecisionId decision, std::optional<service::Identity> who) {
    std::optional<service::MenuView> view;
    node->service.menu(log, decision, std::move(who), [&](std::variant<service::MenuView, service::Failed> answer) {
        if (auto* const menu = std::get_if<service::MenuView>(&answer)) view = *menu;
    });
    if (!view) ADD_FAILURE() << "no menu";
    return view.value_or(service::MenuView{});
}

service::CommandRequest World::proposal() {
    return request(
        handler,
        "propose",
        Object{
            {"category", "major_plan"},
            {"proposer_kind", "department"},
            {"title", "突发地质灾害应急预案修订"},
            {"problem", "现行预案与机构职责不符"},
            {"grounds", "上级预案已经修订"},
            {"solution", "修订组织体系和响应分级"},
            {"necessity", "必要"},
            {"feasibility", "可行"}}
    );
}

DecisionId World::studied() {
    auto const decision = accepted(proposal()).decision;
    auto study = request(handler, "report_study", Object{{"conclusion", "start"}});
    study.decision = decision;
    accepted(std::move(study));
    return decision;
}

std::vector<ports::StoredEvent> World::stream(std::string const& name) {
    return memory_log.read_stream(log, name, 0, 10'000);
}

}  // namespace juece::testing
