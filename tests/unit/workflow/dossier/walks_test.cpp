// Random walks: whatever offices try, in whatever order and with whatever is missing, the item stays lawful.
//
// Beside the table stands a second, simpler account of the law (`Simple`), written without it; both must agree on
// every act.
#include <algorithm>
#include <array>
#include <random>
#include <span>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/support/given.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::Role;
using procedure::State;
using procedure::Trigger;

// What a person would keep in mind of an item.
struct Simple {
    bool argued_by_department = true;
    bool proposed = false, studied = false, ended = false, started = false, drafted = false, finalised = false;
    bool assigned = false, deferred = false, waived = false, closed = false, reported = false;
    std::optional<Day> asked_until;

    bool allows(Trigger on, Day today) const {
        bool const before_start = proposed && !started && !ended;
        bool const undecided = before_start && !deferred;
        switch (on) {
            case Trigger::proposal_submitted:
                return !proposed;
            case Trigger::proposal_assigned:
                return undecided && !assigned && !studied;
            case Trigger::proposal_studied:
                return undecided && !studied && (argued_by_department || assigned);
            case Trigger::proposal_rejected:
                return undecided;
            case Trigger::initiation_started:
                return before_start && studied;
            case Trigger::initiation_declined:
            case Trigger::initiation_deferred:
                return undecided && studied;
            case Trigger::drafting_completed:
                return started && !drafted;
            case Trigger::drafting_finalised:
                return drafted && !finalised && (reported || waived);
            case Trigger::public_comment_opened:
                return drafted && !asked_until && !waived;
            case Trigger::public_comment_closed:
                return asked_until && !closed && today > *asked_until;
            case Trigger::public_comment_reported:
                return closed && !reported;
            case Trigger::public_comment_waived:
                return started && !asked_until && !waived;
        }
        return false;
    }

    void happens(Trigger on, Day today) {
        switch (on) {
            case Trigger::proposal_submitted:
                proposed = true;
                return;
            case Trigger::proposal_assigned:
                assigned = true;
                return;
            case Trigger::proposal_studied:
                studied = true;
                return;
            case Trigger::proposal_rejected:
            case Trigger::initiation_declined:
                ended = true;
                return;
            case Trigger::initiation_started:
                started = true;
                return;
            case Trigger::initiation_deferred:
                deferred = true;
                return;
            case Trigger::drafting_completed:
                drafted = true;
                return;
            case Trigger::drafting_finalised:
                finalised = true;
                return;
            case Trigger::public_comment_opened:
                asked_until = today + CalendarDays{30};
                return;
            case Trigger::public_comment_closed:
                closed = true;
                return;
            case Trigger::public_comment_reported:
                reported = true;
                return;
            case Trigger::public_comment_waived:
                waived = true;
                return;
        }
    }
};

// Steps after which little is left to do; walks that took them as often as others would seldom get far.
bool is_dead_end(Trigger on) {
    return on == Trigger::proposal_rejected || on == Trigger::initiation_declined ||
           on == Trigger::public_comment_waived;
}

void expect_same_after_replay(Item const& item) {
    auto const again = dossier::replay(*item.statute, item.events);
    RC_ASSERT(dossier::row_of({}, again) == item.row());
    RC_ASSERT(again.version == item.dossier.version);
    RC_ASSERT(again.last_occurred == item.dossier.last_occurred);
    for (auto const& chapter : item.statute->chapters)
        RC_ASSERT(again.machine.state(chapter.region) == item.state(chapter.region));
}

// An option is open exactly if complete data is accepted; what is not listed is out of order.
void expect_menu_agrees(Item const& item, Role role, Timestamp now) {
    auto const options = dossier::menu(item.dossier, performer(role, handling_organ()), item.context(now));
    for (auto const trigger : procedure::every_trigger()) {
        auto const decision = item.decide(complete_act(trigger, now).by(role));
        auto const option =
            std::ranges::find(options, trigger, [](dossier::Option const& candidate) { return candidate.row.on; });
        if (option == options.end()) {
            RC_ASSERT(!decision && decision.assume_error().front().rule == "step");
        } else {
            RC_ASSERT(decision.has_value() == option->standing.empty());
        }
    }
}

Act bent(Act act, std::mt19937& dice) {
    auto const roll = [&](std::size_t n) { return static_cast<std::size_t>(dice() % n); };
    if (!act.command.data.empty() && roll(2) == 0)
        return act.without(
            std::next(act.command.data.begin(), static_cast<std::ptrdiff_t>(roll(act.command.data.size())))->first
        );
    if (!act.command.documents.empty() && roll(2) == 0)
        return act.lacking(act.command.documents[roll(act.command.documents.size())].role);
    constexpr std::array roles{
        Role::organ, Role::office, Role::handler, Role::department, Role::citizen, Role::auditor};
    return act.by(roles[roll(roles.size())], roll(3) == 0 ? other_organ() : handling_organ());
}

TEST(Walks, AgreeWithTheSimpleAccountOfTheLaw) {
    EXPECT_TRUE(rc::check([](bool argued_by_department, std::vector<unsigned char> const& steps) {
        Item item;
        Simple simple;
        simple.argued_by_department = argued_by_department;
        auto now = beijing("2023-10-11");
        for (auto const step : steps) {
            now += std::chrono::hours{step % 7} * 24;
            std::vector<Trigger> choice;
            std::ranges::copy_if(procedure::every_trigger(), std::back_inserter(choice), [&](Trigger on) {
                return simple.allows(on, beijing_day(now)) && (!is_dead_end(on) || step % 11 == 0);
            });
            // Mostly what is allowed, so that walks get far; at times anything.
            bool const anything = choice.empty() || step % 5 == 0;
            auto const trigger =
                anything ? procedure::every_trigger()[step % procedure::trigger_count] : choice[step % choice.size()];
            auto act = complete_act(trigger, now);
            if (trigger == Trigger::proposal_submitted && !argued_by_department)
                act = act.by(Role::citizen).with("proposer_kind", "citizen");
            bool const expected = simple.allows(trigger, beijing_day(now));
            RC_ASSERT(item.take(act) == expected);
            if (expected) simple.happens(trigger, beijing_day(now));
        }
        RC_TAG(std::string{code(item.state(Region::main))}, std::string{code(item.state(Region::public_comment))});
        RC_ASSERT((item.state(Region::main) == State::finalised) == simple.finalised);
        expect_same_after_replay(item);
    }));
}

TEST(Walks, NeverLeaveTheLaw) {
    EXPECT_TRUE(rc::check([](unsigned seed) {
        std::mt19937 dice{seed};
        Item item;
        auto now = beijing("2023-10-11");
        auto const length = 5 + dice() % 55;
        for (std::size_t step = 0; step < length; ++step) {
            now += std::chrono::hours{dice() % 200};
            // Mostly what leads on, so that walks get far; sometimes anything.
            auto options = dossier::menu(item.dossier, {}, item.context(now));
            if (dice() % 20 != 0)
                std::erase_if(options, [](dossier::Option const& option) { return is_dead_end(option.row.on); });
            auto const trigger = options.empty() || dice() % 4 == 0
                                     ? procedure::every_trigger()[dice() % procedure::trigger_count]
                                     : options[dice() % options.size()].row.on;
            if (is_dead_end(trigger) && dice() % 20 != 0) continue;
            auto act = complete_act(trigger, now);
            if (dice() % 3 == 0) act = bent(std::move(act), dice);
            if (!procedure::faults_of_shape(*act.command.spec, act.command.data, act.command.documents).empty())
                continue;
            auto const from = item.state(region_of(trigger));
            auto const version = item.dossier.version;
            if (item.take(act)) {
                auto const* row = item.statute->row(from, trigger);
                RC_ASSERT(row != nullptr);
                RC_ASSERT(item.state(row->region) == row->to);
                RC_ASSERT(item.dossier.version == version + 1);
            } else {
                RC_ASSERT(item.state(region_of(trigger)) == from);
                RC_ASSERT(item.dossier.version == version);
            }
            expect_menu_agrees(item, Role::handler, now);
            expect_menu_agrees(item, Role::organ, now);
            if (item.state(Region::main) == State::finalised)
                RC_ASSERT(item.dossier.facts.participation || item.dossier.facts.not_public);
            if (item.state(Region::public_comment) == State::open) RC_ASSERT(item.dossier.facts.draft.has_value());
        }
        RC_TAG(std::string{code(item.state(Region::main))}, std::string{code(item.state(Region::public_comment))});
        expect_same_after_replay(item);
        for (std::size_t n = 0; n <= item.events.size(); ++n) {
            auto const prefix = std::span{item.events}.first(n);
            RC_ASSERT(dossier::replay(*item.statute, prefix).version == n);
        }
    }));
}

}  // namespace
}  // namespace juece::testing
