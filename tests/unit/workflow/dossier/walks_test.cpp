// Random walks: whatever offices try, in whatever order and with whatever is missing, the item stays lawful.
//
// A walk begins with part of a lawful way, so that it gets everywhere, and goes on with anything: steps that lead on,
// steps out of order, acts of record, corrections, annulments, returns that void some results. Beside the table stand
// a few sentences of the law, judged from the list of events alone (`Account`).
#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <span>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/support/given.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::Role;
using procedure::State;
using procedure::Trigger;

using Dice = std::mt19937;

std::size_t roll(Dice& dice, std::size_t n) { return static_cast<std::size_t>(dice() % n); }

// --- acts that fit the item ------------------------------------------------------------------------------------------

bool brings_a_text(Trigger on) {
    return on == Trigger::drafting_completed || on == Trigger::drafting_revised ||
           on == Trigger::legality_review_changes_adopted;
}

// Every finished result named, each standing or void as the dice fall.
List results_for(Item const& item, Timestamp when, Dice& dice) {
    constexpr std::array<std::string_view, 5> regions{
        "public_comment", "hearing", "expert_review", "risk_assessment", "fair_competition"};
    auto const& facts = item.dossier.facts;
    List rows;
    auto const add = [&](std::string_view stage, auto const& fact, bool can_stand) {
        if (fact.occurred_at > when) return;
        bool const stands = can_stand && roll(dice, 2) == 0;
        rows.push_back(Object{{"stage", stage}, {"version", fact.version}, {"verdict", stands ? "stands" : "void"}});
    };
    for (auto const slug : regions) {
        auto const& outcome = facts.stage(*procedure::parse_region(slug));
        if (outcome && outcome->value == rules::Outcome::finished) add(slug, *outcome, true);
    }
    for (auto const& method : facts.participation)
        add("participation", method, true);
    auto const is_current = [&](Digest const& text) { return facts.draft && facts.draft->value == text; };
    if (facts.cleared_draft) add("legality_initial", *facts.cleared_draft, is_current(facts.cleared_draft->value));
    if (facts.review && facts.review->value.verdict != "illegal")
        add("legality_review", *facts.review, is_current(facts.review->value.draft));
    return rows;
}

// The version that an act of record speaks of: one that it fits, if there is one.
std::uint64_t target_for(Item const& item, Trigger on, Dice& dice) {
    auto const& entries = item.dossier.facts.entries;
    std::vector<std::uint64_t> fit;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto const& entry = entries[i];
        bool const is_fit = (on == Trigger::entry_corrected && entry.what == Trigger::public_comment_opened) ||
                            (on == Trigger::entry_reviewed && entry.awaits_review) ||
                            (on == Trigger::entry_confirmed && entry.awaits_confirmation);
        if (is_fit) fit.push_back(i + 1);
    }
    if (fit.empty()) return 1 + roll(dice, entries.size());
    return fit[roll(dice, fit.size())];
}

// Some acts are typed by a clerk.
Act typed(Act act, Dice& dice) {
    if (roll(dice, 8) == 0) act.who.actor.entered_by = procedure::EnteredBy{person(77), *PostCode::parse("post-clerk")};
    return act;
}

// The complete act of a trigger, bent to what is known of the item: its text, its entries, its results.
Act fitting(Item const& item, Trigger on, Timestamp when, Dice& dice) {
    auto act = complete_act(on, when);
    auto const& facts = item.dossier.facts;
    if (brings_a_text(on) && roll(dice, 3) == 0) act = act.attaching("draft", "草案第" + std::to_string(dice() % 3));
    if (facts.draft && !brings_a_text(on)) {
        for (auto& document : act.command.documents) {
            if (document.role == "draft") document.digest = facts.draft->value;
        }
    }
    if (on == Trigger::fact_set) {
        auto const& codes = rules::switch_codes();
        act = act.with("fact", codes[roll(dice, codes.size())]).with("value", roll(dice, 2) == 0);
    }
    if (act.command.data.has("target") && !facts.entries.empty()) act = act.with("target", target_for(item, on, dice));
    if (on == Trigger::entry_corrected) {
        auto const until = text(beijing_day(when) + CalendarDays{static_cast<int>(roll(dice, 40))});
        act = act.with("corrections", List{Object{{"member", "until"}, {"values", List{until}}}});
    }
    if (on == Trigger::entry_confirmed && roll(dice, 2) == 0) act = act.attaching("evidence_signed", "签名件");
    if (on == Trigger::legality_initial_returned || on == Trigger::legality_review_failed ||
        on == Trigger::deliberation_returned)
        act = act.with("results", results_for(item, when, dice));
    return act;
}

// Something missing, or another post.
Act bent(Act act, Dice& dice) {
    auto const& data = act.command.data;
    if (!data.empty() && roll(dice, 2) == 0)
        return act.without(std::next(data.begin(), static_cast<std::ptrdiff_t>(roll(dice, data.size())))->first);
    auto const& documents = act.command.documents;
    if (!documents.empty() && roll(dice, 2) == 0) return act.lacking(documents[roll(dice, documents.size())].role);
    auto const role = procedure::every_role()[roll(dice, procedure::every_role().size())];
    return roll(dice, 3) == 0 ? act.by(role, other_organ()) : act.by(role);
}

bool is_possible(Item const& item, Act const& act) {
    auto const& command = act.command;
    return procedure::faults_of_shape(*command.spec, command.data, command.documents).empty() &&
           dossier::faults_of_command(item.dossier, command, command.occurred_at).empty();
}

// Steps after which little is left to do; walks that took them as often as others would seldom get far.
bool is_dead_end(Trigger on) {
    return on == Trigger::proposal_rejected || on == Trigger::initiation_declined ||
           on == Trigger::deliberation_rejected || on == Trigger::procedure_terminated;
}

// --- the law in a few sentences --------------------------------------------------------------------------------------

// What the list of events says, without the table.
struct Account {
    std::set<std::uint64_t> heard;  // results of public participation that were not voided
    bool is_excused = false;        // 依法不予公开
    bool is_reviewed = false;       // since the last return
    bool is_discussed = false;      // since the review
    bool is_decided = false;
    bool has_party_answer = false;

    void happens(procedure::Event const& event) {
        auto const on = *procedure::trigger_in(event);
        auto const target = static_cast<std::uint64_t>(event.data.number("target"));
        switch (on) {
            case Trigger::public_comment_reported:
            case Trigger::hearing_reported:
            case Trigger::participation_recorded:
                heard.insert(event.version);
                return;
            case Trigger::public_comment_voided:
            case Trigger::hearing_voided:
            case Trigger::participation_voided:
                heard.erase(target);
                return;
            case Trigger::public_comment_waived:
                is_excused = true;
                return;
            case Trigger::public_comment_reinstated:
                is_excused = false;
                return;
            // 第十四条: 充分听取意见，依法不予公开的决策事项除外。
            case Trigger::legality_review_submitted:
                RC_ASSERT(!heard.empty() || is_excused);
                return;
            case Trigger::legality_review_passed:
            case Trigger::legality_review_exploratory:
            case Trigger::legality_review_changes_adopted:
                is_reviewed = true;
                is_discussed = false;
                return;
            case Trigger::legality_review_failed:
            case Trigger::legality_initial_returned:
                is_reviewed = is_discussed = false;
                return;
            case Trigger::deliberation_recorded:
                is_discussed = true;
                return;
            // 第二十五条: 未经合法性审查的,不得提交决策机关讨论。第三十条: 在集体讨论的基础上作出决定。
            case Trigger::deliberation_approved:
            case Trigger::deliberation_modified:
                RC_ASSERT(is_reviewed && is_discussed);
                is_decided = true;
                return;
            case Trigger::deliberation_deferred:
                is_discussed = false;
                return;
            case Trigger::deliberation_returned:
                is_reviewed = is_discussed = false;
                return;
            case Trigger::party_report_answered:
                has_party_answer = true;
                return;
            // 第三十一条: 出台前应当按照规定向同级党委请示报告。
            case Trigger::publication_published:
            case Trigger::publication_withheld:
                RC_ASSERT(is_decided && has_party_answer);
                return;
            case Trigger::execution_ordered:
                RC_ASSERT(is_decided);
                return;
            default:
                return;
        }
    }
};

// --- what must hold after every act ----------------------------------------------------------------------------------

void expect_same_after_replay(Item const& item, std::span<procedure::Event const> events) {
    auto const again = dossier::replay(*item.statute, events);
    RC_ASSERT(again.version == events.size());
    if (events.size() < item.events.size()) return;
    RC_ASSERT(dossier::row_of({}, again) == item.row());
    RC_ASSERT(again.last_occurred == item.dossier.last_occurred);
    auto const now = item.events.empty() ? Timestamp{} : item.events.back().recorded_at;
    auto const context = item.context(now);
    auto const live = dossier::menu(item.dossier, {}, context);
    auto const replayed = dossier::menu(again, {}, context);
    RC_ASSERT(live.size() == replayed.size());
    for (std::size_t i = 0; i < live.size(); ++i) {
        RC_ASSERT(live[i].row.on == replayed[i].row.on);
        RC_ASSERT(live[i].standing == replayed[i].standing);
    }
}

bool is_content(procedure::RowView const& row, std::string_view rule) {
    return std::ranges::any_of(row.clauses, [&](procedure::Clause const& clause) {
        return clause.rule->id == rule && clause.rule->nature == rules::Nature::content;
    });
}

// What is accepted was open; of what was open, only what the command carries can be refused; what is not listed is out
// of order, another's, or has nothing to answer.
void expect_menu_agrees(Item const& item, Role role, Timestamp now, Dice& dice) {
    auto const who = performer(role);
    auto const options = dossier::menu(item.dossier, who, item.context(now));
    for (auto const& spec : procedure::every_command()) {
        auto act = fitting(item, spec.trigger, now, dice);
        act.who = who;
        if (!is_possible(item, act)) continue;
        auto const decision = item.decide(act);
        auto const option = std::ranges::find(options, &spec, &dossier::Option::spec);
        if (option == options.end()) {
            RC_ASSERT(!decision.has_value());
        } else if (decision) {
            RC_ASSERT(option->standing.empty());
        } else if (option->standing.empty()) {
            for (auto const& refusal : decision.assume_error())
                RC_ASSERT(is_content(option->row, refusal.rule));
        } else {
            RC_ASSERT(decision.assume_error().front().rule != "step");
        }
    }
}

void expect_taken(Item const& item, Act const& act, std::uint64_t before) {
    RC_ASSERT(item.dossier.version > before);
    RC_ASSERT(!item.dossier.facts_outdated);
    RC_ASSERT(item.dossier.facts.entries.size() == item.dossier.version);
    auto const& event = item.events[before];
    RC_ASSERT(procedure::trigger_in(event) == act.command.spec->trigger);
    std::set<Region> moved;
    for (auto const& each : std::span{item.events}.subspan(before)) {
        if (!each.step) continue;
        RC_ASSERT(moved.insert(each.step->region).second);
        RC_ASSERT(item.state(each.step->region) == each.step->to);
    }
}

Timestamp later(Item const& item, Timestamp now, Dice& dice) {
    auto const row = item.row();
    auto const date = parse_day(row.text("next_date"));
    if (date && roll(dice, 4) == 0 && beijing_day(now) <= *date)
        return std::max(now, at_time(*date, std::chrono::hours{roll(dice, 2) == 0 ? 9 : 33}));
    return now + std::chrono::hours{roll(dice, 120)};
}

Trigger chosen(Item const& item, Timestamp now, Dice& dice) {
    auto options = dossier::menu(item.dossier, {}, item.context(now));
    if (roll(dice, 20) != 0)
        std::erase_if(options, [](dossier::Option const& option) { return is_dead_end(option.row.on); });
    // Mostly what leads on, so that walks get far; sometimes anything.
    if (roll(dice, 3) != 0)
        std::erase_if(options, [](dossier::Option const& option) {
            return !option.standing.empty() || !option.row.moves();
        });
    auto const commands = procedure::every_command();
    if (options.empty() || roll(dice, 5) == 0) return commands[roll(dice, commands.size())].trigger;
    return options[roll(dice, options.size())].row.on;
}

TEST(Walks, NeverLeaveTheLaw) {
    EXPECT_TRUE(rc::check([](unsigned seed) {
        Dice dice{seed};
        Item item;
        auto const whole_way = ways::executing();
        auto const begun = roll(dice, whole_way.size() + 1);
        for (auto const& act : std::span{whole_way}.first(begun))
            RC_ASSERT(item.take(act));
        // Two levels of review, where the way has not gone past the first.
        item.profile.legality_initial = begun <= ways::freed().size() && roll(dice, 3) == 0;
        auto now = begun == 0 ? beijing("2023-10-11") : whole_way[begun - 1].command.occurred_at;
        auto const length = 5 + roll(dice, 45);
        for (std::size_t step = 0; step < length; ++step) {
            now = later(item, now, dice);
            auto const trigger = chosen(item, now, dice);
            if (is_dead_end(trigger) && roll(dice, 20) != 0) continue;
            auto act = typed(fitting(item, trigger, now, dice), dice);
            if (roll(dice, 4) == 0) act = bent(std::move(act), dice);
            if (!is_possible(item, act)) continue;
            auto const version = item.dossier.version;
            auto const row_before = item.row();
            if (item.take(act)) {
                expect_taken(item, act, version);
            } else {
                RC_ASSERT(item.dossier.version == version);
                RC_ASSERT(item.row() == row_before);
            }
            if (roll(dice, 6) == 0) {
                auto const roles = procedure::every_role();
                expect_menu_agrees(item, roles[roll(dice, roles.size())], now, dice);
            }
        }
        RC_TAG(std::string{code(item.state(Region::main))});
        Account account;
        for (auto const& event : item.events)
            account.happens(event);
        expect_same_after_replay(item, item.events);
        expect_same_after_replay(item, std::span{item.events}.first(roll(dice, item.events.size() + 1)));
    }));
}

TEST(Walks, AlongTheLawfulWayAreOpenInTheMenu) {
    Item item;
    for (auto const& act : ways::executing()) {
        auto const now = act.command.occurred_at;
        auto const options = dossier::menu(item.dossier, act.who, item.context(now));
        auto const option = std::ranges::find(options, act.command.spec, &dossier::Option::spec);
        ASSERT_NE(option, options.end()) << act.command.spec->name;
        EXPECT_TRUE(option->standing.empty()) << act.command.spec->name;
        EXPECT_TRUE(is_possible(item, act)) << act.command.spec->name;
        ASSERT_TRUE(item.take(act)) << act.command.spec->name;
    }
    EXPECT_EQ(item.state(Region::main), State::executing);
}

}  // namespace
}  // namespace juece::testing
