// A scenario's run, step by step.
#include "tools/scenario/runner.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <random>

#include <fmt/format.h>

#include "tools/scenario/aliases.hpp"
#include "tools/scenario/enrolment.hpp"
#include "tools/scenario/transcript.hpp"

namespace juece::scenario {
namespace {

constexpr std::size_t slug_characters_max = 40;

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

class Runner final : private Names {
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
    PersonId person(std::string_view name) const override { return person_of(hasher_, run_.log.text(), name); }

    PostCode post(Performer const& performer) const override {
        return PostCode::parse(scenario_.post_of(performer)).value();
    }

    std::optional<DecisionId> decision() const override { return run_.decision; }

    std::optional<std::uint64_t> version(EventReference const& reference) const override {
        std::vector<std::uint64_t> versions;
        for (std::size_t i = 0; i < triggers_.size(); ++i) {
            if (triggers_[i] == reference.trigger) versions.push_back(i + 1);
        }
        auto const nth = reference.nth > 0 ? reference.nth : versions.size();
        return nth > 0 && nth <= versions.size() ? std::optional{versions[nth - 1]} : std::nullopt;
    }

    Person token_of(Performer const& performer) const {
        Person result;
        result.id = person(performer.name);
        result.post = post(performer);
        result.organ = OrganCode::parse(scenario_.organ_of(performer)).value();
        result.roles = {performer.role};
        result.auth = "rehearsal";
        return result;
    }

    void open_log() {
        auto const& first = first_step(scenario_);
        run_.log = fresh_log(scenario_);
        clock_ = start_of(beijing_day(first.time));
        if (observer_ != nullptr) observer_->begins(scenario_, run_.log, driver_);
        driver_.open_log(
            {run_.log, scenario_.profile, scenario_.statute, clock_, scenario_.kafka}, token_of(first.token())
        );
        for (auto const& name : scenario_.persons())
            aliases_.add(person(name).text(), name);
        if (scenario_.registers) {
            enrol(scenario_, driver_, *this, [this](Performer const& performer) { return token_of(performer); });
            registered_ = driver_.stream("register", 0, token_of(registrar_of(scenario_))).size();
        }
    }

    void take(Step const& step) {
        auto const who = token_of(step.token());
        run_.last_performer = who;
        if (step.time > clock_) {
            driver_.move_clock(step.time, who);
            clock_ = step.time;
        }
        auto const outcome = aliases_.named(send(step, who));
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
        auto const shape = step.shape();
        auto data = resolved(shape.fields, step.given.data, *this);
        if (!data) return Rejected{"unresolved", data.error(), {}};
        std::vector<procedure::Document> documents;
        for (auto const& attachment : step.given.documents)
            documents.push_back(upload_file(driver_, scenario_.folder / attachment.file, attachment, who));
        std::string const command{step.command()};
        if (step.of_register != nullptr) {
            return driver_.enter({who, fresh_key(), command, std::move(data).value(), std::move(documents)});
        }
        Call call;
        call.who = who;
        call.decision = run_.decision;
        call.idempotency_key = fresh_key();
        call.command = command;
        call.occurred_at = step.occurred;
        call.data = std::move(data).value();
        call.documents = std::move(documents);
        call.reasons = step.given.reasons;
        if (step.entered_by) call.performer = Principal{person(step.performer.name), post(step.performer)};
        if (auto const& late = step.late_entry) call.late_entry = LateCall{late->reason, post(late->approved_by)};
        return driver_.send(call);
    }

    void count(StepResult& result, Person const& who) {
        ++run_.steps;
        if (std::holds_alternative<Refused>(result.outcome)) ++run_.refused;
        if (std::holds_alternative<Rejected>(result.outcome)) ++run_.rejected;
        auto const* accepted = std::get_if<Accepted>(&result.outcome);
        if (accepted == nullptr) return;
        ++run_.accepted;
        if (result.step.of_register != nullptr) {
            result.events = new_events("register", registered_, who);
        } else {
            if (!run_.decision) open_decision(accepted->decision);
            result.events = new_events("decision/" + run_.decision->text(), run_.events, who);
            for (auto const& seen : result.events)
                triggers_.push_back(procedure::trigger_in(seen.event));
        }
        if (result.events.size() != accepted->events.size()) {
            throw DriverError{
                fmt::format("回答说产生了 {} 个事件,历史中却有 {} 个", accepted->events.size(), result.events.size())};
        }
    }

    void open_decision(std::string const& id) {
        run_.decision = DecisionId::parse(id);
        if (!run_.decision) throw DriverError{"决策事项编号不是 UUID:" + id};
        aliases_.add(id, std::string{this_decision});
    }

    // What the stream holds beyond what was seen before.
    std::vector<SeenEvent> new_events(std::string const& stream, std::size_t& seen, Person const& who) {
        std::vector<SeenEvent> events;
        for (auto const& stored : driver_.stream(stream, seen, who)) {
            auto leaf = codec_.decode(stored.leaf);
            if (!leaf) throw DriverError{"叶无法解读:" + leaf.error().message};
            auto event = std::move(leaf).value().event;
            event.data = aliases_.named(event.data);
            auto performer = aliases_.named(event.actor.person.text());
            auto enterer = event.actor.entered_by ? aliases_.named(event.actor.entered_by->person.text()) : "";
            events.push_back({stored.seq, std::move(event), std::move(performer), std::move(enterer)});
        }
        seen += events.size();
        return events;
    }

    Scenario const& scenario_;
    Driver& driver_;
    ports::EventCodec const& codec_;
    ports::Hasher const& hasher_;
    Observer* observer_;
    Timestamp clock_{};
    Aliases aliases_;
    std::vector<std::optional<procedure::Trigger>> triggers_;  // of the decision's events, by version − 1
    std::size_t registered_ = 0;                               // events of the register that were seen
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

procedure::Document upload_file(
    Driver& driver, std::filesystem::path const& file, Attachment const& attachment, Person const& by, Secrecy secrecy
) {
    std::ifstream in{file, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    if (!in.good() && !in.eof()) throw DriverError{"读不到文件 " + file.string()};
    auto document = driver.upload({std::move(bytes), attachment.media_type, secrecy}, by);
    document.role = attachment.role;
    document.number = attachment.number;
    return document;
}

}  // namespace juece::scenario
