// What the events of public participation say of an item (S04): which method is complete, and whether its result was
// voided since.
#include "workflow/rules/folding.hpp"

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Region;
using procedure::Trigger;

bool has_document(Event const& event, std::string_view role) {
    return std::ranges::find(event.documents, role, &procedure::Document::role) != event.documents.end();
}

std::uint64_t target_of(Event const& event) { return static_cast<std::uint64_t>(event.data.number("target")); }

// 意见采纳情况说明 falls with the result that brought it.
void void_adoption(Facts& facts, Event const& event) {
    if (facts.adoption_reported && facts.adoption_reported->version == target_of(event))
        facts.adoption_reported.reset();
}

void set_comment_period(Facts& facts, Event const& event) {
    auto const last_day = parse_day(event.data.text("until"));
    if (!last_day) return;
    auto const opened = facts.comment_period ? facts.comment_period->value.opened : beijing_day(event.occurred_at);
    set(facts.comment_period, CommentPeriod{opened, *last_day, event.data.flag("shortened")}, event);
}

void set_published_days(HearingPlan& plan, Event const& event) {
    if (auto const day = parse_day(event.data.text("selection_method_published"))) plan.method_published = day;
    if (auto const day = parse_day(event.data.text("participants_published"))) plan.list_published = day;
}

void announce(Facts& facts, Event const& event) {
    auto const held_on = parse_day(event.data.text("held_on"));
    if (!held_on) return;
    HearingPlan plan{
        .announced = beijing_day(event.occurred_at),
        .held_on = *held_on,
        .selects_participants = event.data.flag("selects_participants")};
    set_published_days(plan, event);
    set(facts.hearing, plan, event);
}

void deliver(Facts& facts, Event const& event) {
    set(facts.hearing_materials_delivered, true, event);
    if (!facts.hearing) return;
    auto plan = facts.hearing->value;
    set_published_days(plan, event);
    set(facts.hearing, plan, event);
}

void forget_hearing(Facts& facts) {
    facts.hearing.reset();
    facts.hearing_materials_delivered.reset();
}

bool fold_comment(Facts& facts, Event const& event, Trigger on) {
    auto& stage = facts.stage(Region::public_comment);
    switch (on) {
        case Trigger::public_comment_opened:
        case Trigger::public_comment_extended:
            set_comment_period(facts, event);
            return true;
        case Trigger::public_comment_reported:
            set(stage, Outcome::finished, event);
            set(facts.adoption_reported, true, event);
            return true;
        case Trigger::public_comment_waived:
            set(stage, Outcome::waived, event);
            return true;
        case Trigger::public_comment_voided:
            void_adoption(facts, event);
            facts.comment_period.reset();
            stage.reset();
            return true;
        case Trigger::public_comment_reinstated:
            stage.reset();
            return true;
        case Trigger::public_comment_closed:
            return true;
        default:
            return false;
    }
}

bool fold_hearing(Facts& facts, Event const& event, Trigger on) {
    auto& stage = facts.stage(Region::hearing);
    switch (on) {
        case Trigger::hearing_announced:
            announce(facts, event);
            return true;
        case Trigger::hearing_delivered:
            deliver(facts, event);
            return true;
        case Trigger::hearing_postponed:
            forget_hearing(facts);
            return true;
        case Trigger::hearing_reported:
            set(stage, Outcome::finished, event);
            if (has_document(event, "adoption_report")) set(facts.adoption_reported, true, event);
            return true;
        case Trigger::hearing_waived:
            set(stage, Outcome::waived, event);
            return true;
        case Trigger::hearing_voided:
            void_adoption(facts, event);
            forget_hearing(facts);
            stage.reset();
            return true;
        case Trigger::hearing_reinstated:
            stage.reset();
            return true;
        case Trigger::hearing_held:
            return true;
        default:
            return false;
    }
}

void record(Facts& facts, Event const& event) {
    facts.participation.push_back({std::string{event.data.text("method")}, event.version, event.occurred_at});
    if (has_document(event, "adoption_report")) set(facts.adoption_reported, true, event);
}

}  // namespace

bool fold_participation(Facts& facts, Event const& event, Trigger on) {
    switch (on) {
        case Trigger::participation_recorded:
            record(facts, event);
            return true;
        case Trigger::participation_voided:
            void_adoption(facts, event);
            std::erase_if(facts.participation, [&](auto const& record) { return record.version == target_of(event); });
            return true;
        case Trigger::public_comment_opinion_received:
            facts.opinions[event.version] = false;
            return true;
        case Trigger::public_comment_opinion_resolved:
            facts.opinions[target_of(event)] = true;
            return true;
        default:
            return fold_comment(facts, event, on) || fold_hearing(facts, event, on);
    }
}

}  // namespace juece::rules
