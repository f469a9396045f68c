// Folds the given acts and compares answers.
#include "tests/support/given.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

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

Item::Item() : statute{procedure::find_statute("d713_2019")}, dossier{*statute} {}

dossier::Context Item::context(Timestamp now) const { return {profile, {std::string{statute->id}, 1}, 1, now}; }

Decision Item::decide(Act const& act) const {
    return dossier::decide(dossier, act.command, act.who, context(act.command.occurred_at));
}

bool Item::take(Act const& act) {
    auto decision = decide(act);
    if (!decision) return false;
    for (auto& draft : decision.assume_value()) {
        auto& event = draft.event;
        event.version = dossier.version + 1;
        event.recorded_at = std::max(event.occurred_at, dossier.recorded_at);
        for (auto const& sealed : draft.sealed)
            event.sealed.push_back({sealed.role, sealed.seal, {}});
        dossier::evolve(dossier, event);
        events.push_back(std::move(event));
    }
    return true;
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

procedure::Event Outcome::event() const {
    return decision_ ? decision_.assume_value().front().event : procedure::Event{};
}

std::vector<dossier::SealedText> Outcome::sealed() const {
    return decision_ ? decision_.assume_value().front().sealed : std::vector<dossier::SealedText>{};
}

Given::Given(std::initializer_list<Act> acts, std::source_location where) {
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
