// A scenario's run, step by step.
#include "tools/scenario/runner.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <random>

#include <fmt/format.h>

#include "tools/scenario/replay.hpp"

namespace juece::scenario {
namespace {

constexpr std::size_t slug_characters_max = 40;

Person person(Scenario const& scenario, Performer const& performer, LogName const& log, ports::Hasher const& hasher) {
    Person result;
    result.id = person_of(hasher, log.text(), performer.name);
    result.post = PostCode::parse(procedure::code(performer.role)).value();
    result.organ = OrganCode::parse(scenario.organ_of(performer)).value();
    result.roles = {performer.role};
    result.auth = "rehearsal";
    return result;
}

Step const& first_step(Scenario const& scenario) {
    for (auto const& line : scenario.lines) {
        if (auto const* step = std::get_if<Step>(&line)) return *step;
    }
    throw DriverError{"scenario without steps"};  // The parser refuses such a file.
}

LogName fresh_log(Scenario const& scenario) {
    std::string slug = scenario.slug.substr(0, slug_characters_max);
    for (char& c : slug) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!plain) c = '-';
    }
    if (slug.empty() || slug.front() == '-') slug.insert(0, "x");
    return LogName::parse(slug + "-" + fresh_key().substr(0, 10)).value();
}

Object refusal_entry(Refusal const& refusal) {
    return Object{
        {"rule", refusal.rule},
        {"article", refusal.article},
        {"level", refusal.level},
        {"phrase", refusal.phrase},
        {"message", refusal.message},
        {"missing", refusal.missing}};
}

Object event_entry(SeenEvent const& seen) {
    auto const& event = seen.event;
    List articles(event.basis.articles.begin(), event.basis.articles.end());
    List rules(event.basis.rules.begin(), event.basis.rules.end());
    List documents;
    for (auto const& document : event.documents) {
        documents.emplace_back(Object{
            {"role", document.role}, {"sha256", hex(document.digest.sha256)}, {"number", document.number}});
    }
    List sealed;
    for (auto const& each : event.sealed)
        sealed.emplace_back(each.role);
    Object entry{
        {"seq", seen.seq},
        {"version", event.version},
        {"type", event.type},
        {"articles", articles},
        {"rules", rules},
        {"data", event.data},
        {"documents", documents},
        {"sealed", sealed},
        {"post", event.actor.post.text()},
        {"organ", event.actor.organ.text()},
        {"occurred_at", text(event.occurred_at)},
        {"recorded_at", text(event.recorded_at)}};
    if (event.step) {
        entry.set("from", procedure::code(event.step->from));
        entry.set("to", procedure::code(event.step->to));
    }
    return entry;
}

Object menu_entry(Menu const& menu) {
    List options;
    for (auto const& option : menu.options) {
        List refusals;
        for (auto const& refusal : option.refusals)
            refusals.emplace_back(refusal_entry(refusal));
        options.emplace_back(Object{
            {"command", option.command},
            {"open", option.open},
            {"may_act", option.may_act},
            {"not_before", option.not_before},
            {"until", option.until},
            {"refusals", std::move(refusals)}});
    }
    return Object{{"version", menu.version}, {"options", std::move(options)}};
}

Object transcript_entry(StepResult const& result) {
    Object entry{
        {"time", text(result.step.time)},
        {"performer", result.step.performer.text()},
        {"command", result.step.spec->name}};
    if (auto const* accepted = std::get_if<Accepted>(&result.outcome)) {
        List events;
        for (auto const& seen : result.events)
            events.emplace_back(event_entry(seen));
        entry.set("version", accepted->version);
        entry.set("events", std::move(events));
    } else if (auto const* refused = std::get_if<Refused>(&result.outcome)) {
        List refusals;
        for (auto const& refusal : refused->refusals)
            refusals.emplace_back(refusal_entry(refusal));
        entry.set("version", refused->version);
        entry.set("recorded", refused->recorded);
        entry.set("refusals", std::move(refusals));
    } else {
        entry.set("rejected", std::get<Rejected>(result.outcome).code);
    }
    Object states;
    for (auto const& [region, state] : result.states)
        states.set(region, state);
    entry.set("states", std::move(states));
    if (result.menu) entry.set("menu", menu_entry(*result.menu));
    return entry;
}

class Runner {
public:
    Runner(
        Scenario const& scenario,
        Driver& driver,
        ports::EventCodec const& codec,
        ports::Hasher const& hasher,
        Observer* observer
    )
        : scenario_{scenario}, driver_{driver}, codec_{codec}, hasher_{hasher}, observer_{observer} {}

    Run run() {
        open_log();
        for (auto const& line : scenario_.lines) {
            auto const* step = std::get_if<Step>(&line);
            if (step == nullptr) {
                if (observer_ != nullptr && run_.as_expected) observer_->narrates(std::get<Narration>(line).text);
            } else if (run_.as_expected) {
                take(*step);
            } else {
                ++run_.steps_left;
            }
        }
        return std::move(run_);
    }

private:
    void open_log() {
        auto const& first = first_step(scenario_);
        run_.log = fresh_log(scenario_);
        clock_ = start_of(beijing_day(first.time));
        if (observer_ != nullptr) observer_->begins(scenario_, run_.log, driver_);
        driver_.open_log(
            {run_.log, scenario_.profile, scenario_.statute, clock_, scenario_.kafka},
            person(scenario_, first.performer, run_.log, hasher_)
        );
    }

    void take(Step const& step) {
        auto const who = person(scenario_, step.performer, run_.log, hasher_);
        run_.last_performer = who;
        if (step.time > clock_) {
            driver_.move_clock(step.time, who);
            clock_ = step.time;
        }
        auto const outcome = send(step, who);
        StepResult result{step, outcome, {}, std::nullopt, {}, {}};
        count(result, who);
        if (run_.decision) {
            result.states = driver_.states(*run_.decision, who);
            if (!step.expected.menu.empty()) result.menu = driver_.menu(*run_.decision, who);
        }
        run_.states = result.states;
        result.differences = differences(step.expected, result);
        run_.as_expected = result.differences.empty();
        run_.transcript.emplace_back(transcript_entry(result));
        if (observer_ != nullptr) observer_->stepped(result);
    }

    Outcome send(Step const& step, Person const& who) {
        Call call;
        call.who = who;
        call.decision = run_.decision;
        call.idempotency_key = fresh_key();
        call.command = step.spec->name;
        call.occurred_at = step.occurred;
        call.data = step.given.data;
        call.reasons = step.given.reasons;
        for (auto const& attachment : step.given.documents) {
            call.documents.push_back(upload_file(driver_, scenario_.folder / attachment.file, attachment, who));
        }
        return driver_.send(call);
    }

    void count(StepResult& result, Person const& who) {
        ++run_.steps;
        if (std::holds_alternative<Refused>(result.outcome)) ++run_.refused;
        auto const* accepted = std::get_if<Accepted>(&result.outcome);
        if (accepted == nullptr) return;
        ++run_.accepted;
        if (!run_.decision) {
            run_.decision = DecisionId::parse(accepted->decision);
            if (!run_.decision) throw DriverError{"决策事项编号不是 UUID:" + accepted->decision};
        }
        result.events = new_events(who);
        if (result.events.size() != accepted->events.size()) {
            throw DriverError{
                fmt::format("回答说产生了 {} 个事件,历史中却有 {} 个", accepted->events.size(), result.events.size())};
        }
    }

    // What the history holds beyond what was seen before.
    std::vector<SeenEvent> new_events(Person const& who) {
        std::vector<SeenEvent> events;
        for (auto const& stored : driver_.history(*run_.decision, std::nullopt, who)) {
            if (stored.version <= run_.events) continue;
            auto leaf = codec_.decode(stored.leaf);
            if (!leaf) throw DriverError{"叶无法解读:" + leaf.error().message};
            events.push_back({stored.seq, std::move(leaf).value().event});
        }
        run_.events += events.size();
        return events;
    }

    Scenario const& scenario_;
    Driver& driver_;
    ports::EventCodec const& codec_;
    ports::Hasher const& hasher_;
    Observer* observer_;
    Timestamp clock_{};
    Run run_;
};

}  // namespace

Run run(
    Scenario const& scenario,
    Driver& driver,
    ports::EventCodec const& codec,
    ports::Hasher const& hasher,
    Observer* observer
) {
    return Runner{scenario, driver, codec, hasher, observer}.run();
}

std::string fresh_key() {
    std::random_device random;
    std::string key;
    for (int i = 0; i < 4; ++i)
        key += fmt::format("{:08x}", random());
    return key;
}

PersonId person_of(ports::Hasher const& hasher, std::string_view scope, std::string_view name) {
    using namespace std::string_view_literals;
    auto const hash = hasher.sha256({"juece/rehearsal/person/1\0"sv, scope, "\0"sv, name});
    UuidBytes bytes{};
    std::copy_n(hash.begin(), bytes.size(), bytes.begin());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x80U);  // version 8
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);  // variant of RFC 9562
    return PersonId{bytes};
}

procedure::Document upload_file(
    Driver& driver, std::filesystem::path const& file, Attachment const& attachment, Person const& by
) {
    std::ifstream in{file, std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{in}, {}};
    if (!in.good() && !in.eof()) throw DriverError{"读不到文件 " + file.string()};
    auto document = driver.upload(bytes, attachment.media_type, by);
    document.role = attachment.role;
    document.number = attachment.number;
    return document;
}

}  // namespace juece::scenario
