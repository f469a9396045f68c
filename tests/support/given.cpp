// Folds the given acts and compares answers.
#include "tests/support/given.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/calendars.hpp"

namespace juece::testing {
namespace {

std::string told(dossier::Refusals const& refusals) {
    std::string text;
    for (auto const& refusal : refusals)
        text += fmt::format("  refused {} {}: {}\n", refusal.rule, juece::text(refusal.cites), refusal.message);
    return text;
}

std::string told(std::vector<procedure::Event> const& events) {
    std::string text;
    for (auto const& event : events)
        text += fmt::format("  {:>2} {} {}\n", event.version, beijing_text(event.occurred_at), event.type);
    return text;
}

std::string place(std::source_location where) { return fmt::format("{}:{}", where.file_name(), where.line()); }

}  // namespace

Item::Item() : statute{procedure::find_statute("d713_2019")}, dossier{*statute} {
    profile.id = "national";
    profile.version = 1;
}

// A context refers to the calendar known on its day.
calendar::KnownCalendar const& Item::calendar_on(Day day) const {
    static std::map<Day, calendar::KnownCalendar> known;
    return known.try_emplace(day, calendar::test::published().known_on(day)).first->second;
}

dossier::Context Item::context(Timestamp now) const {
    auto const& calendar = calendar_on(beijing_day(now));
    return {profile, {std::string{statute->id}, 1}, calendar, {"cn", calendar.version()}, 1, now};
}

Decision Item::decide(Act const& act) const {
    return dossier::decide(dossier, act.command, act.who, context(act.command.occurred_at));
}

bool Item::take(Act const& act) {
    auto decision = decide(act);
    if (!decision) return false;
    record(std::move(decision.assume_value()));
    return true;
}

void Item::record(std::vector<dossier::Draft> drafts) {
    for (auto& draft : drafts) {
        auto& event = draft.event;
        event.version = dossier.version + 1;
        event.recorded_at = std::max(event.occurred_at, dossier.recorded_at);
        for (auto const& sealed : draft.sealed)
            event.sealed.push_back({sealed.role, sealed.seal, {}});
        dossier::evolve(dossier, event);
        events.push_back(std::move(event));
    }
    if (dossier.facts_outdated) dossier::restate(dossier, events);
}

Outcome const& Outcome::then_refused(std::vector<std::string> const& rules, std::source_location where) const {
    std::vector<std::string> found;
    if (!decision_) {
        for (auto const& refusal : decision_.assume_error())
            found.push_back(refusal.rule);
    }
    EXPECT_EQ(found, rules) << place(where) << "\n" << history_ << (decision_ ? "" : told(decision_.assume_error()));
    return *this;
}

Outcome const& Outcome::then_accepted(std::source_location where) const {
    EXPECT_TRUE(decision_.has_value()) << place(where) << "\n"
                                       << history_ << (decision_ ? "" : told(decision_.assume_error()));
    return *this;
}

rules::Refusal Outcome::refusal(std::size_t n) const {
    return !decision_ && n < decision_.assume_error().size() ? decision_.assume_error()[n] : rules::Refusal{};
}

Value Outcome::missing(std::string_view member) const {
    auto const whole = refusal().missing;
    auto const* found = whole.find(member);
    return found != nullptr ? *found : Value{};
}

procedure::Event Outcome::event(std::size_t n) const {
    bool const is_there = decision_ && n < decision_.assume_value().size();
    return is_there ? decision_.assume_value()[n].event : procedure::Event{};
}

std::vector<std::string> Outcome::types() const {
    std::vector<std::string> types;
    if (decision_) {
        for (auto const& draft : decision_.assume_value())
            types.push_back(draft.event.type);
    }
    return types;
}

std::vector<dossier::SealedText> Outcome::sealed() const {
    return decision_ ? decision_.assume_value().front().sealed : std::vector<dossier::SealedText>{};
}

Given::Given(std::initializer_list<Act> acts, std::source_location where) { take(acts, where); }

Given::Given(std::vector<Act> const& acts, std::source_location where) { take(acts, where); }

Given::Given(rules::Profile const& profile, std::initializer_list<Act> acts, std::source_location where) {
    item_.profile = profile;
    take(acts, where);
}

Given& Given::and_then(std::initializer_list<Act> acts, std::source_location where) {
    take(acts, where);
    return *this;
}

void Given::take(std::span<Act const> acts, std::source_location where) {
    for (auto const& act : acts) {
        auto const decision = item_.decide(act);
        EXPECT_TRUE(decision.has_value()) << place(where) << " given " << act.command.spec->name << "\n"
                                          << told(item_.events) << (decision ? "" : told(decision.assume_error()));
        item_.take(act);
    }
}

Given& Given::under(rules::Profile const& profile) {
    item_.profile = profile;
    return *this;
}

Outcome Given::when(Act const& act) const { return {item_.decide(act), told(item_.events)}; }

}  // namespace juece::testing
