// S10: the draft that was listed, what the record of the meeting says, and the decision.
#include <algorithm>
#include <cstdint>

#include "workflow/rules/folding.hpp"

namespace juece::rules {
namespace {

using procedure::Event;
using procedure::Trigger;

// When the discussion of the item ended: at the time said (“1130”, in Beijing); else when the record was made, if that
// was the day of the meeting; else with the meeting's day. A time that no clock shows ends with the day.
Timestamp ended(Event const& event) {
    auto const held_on = parse_day(event.data.text("held_on")).value_or(beijing_day(event.occurred_at));
    if (event.data.has("ended")) {
        auto const hours = std::chrono::hours{event.data.number("ended") / 100};
        auto const minutes = std::chrono::minutes{event.data.number("ended") % 100};
        bool const is_a_time = hours < std::chrono::hours{24} && minutes < std::chrono::minutes{60};
        return is_a_time ? at_time(held_on, hours + minutes) : last_moment_of(held_on);
    }
    return held_on == beijing_day(event.occurred_at) ? event.occurred_at : last_moment_of(held_on);
}

// Nobody's meeting is larger, and a slip of the keyboard must not overflow.
int count(Event const& event, std::string_view member) {
    constexpr std::int64_t most = 100'000;
    return static_cast<int>(std::min(event.data.number(member), most));
}

MeetingRecord meeting_in(Event const& event) {
    MeetingRecord meeting;
    meeting.kind = event.data.text("kind");
    meeting.ended = ended(event);
    meeting.members = count(event, "members");
    meeting.present = count(event, "present");
    meeting.views = count(event, "views_recorded");
    meeting.dissents = count(event, "dissents");
    meeting.head_order = count(event, "head_order");
    meeting.last_order = count(event, "last_order");
    meeting.majority = event.data.text("majority");
    meeting.reason_given = event.data.flag("reason_given");
    return meeting;
}

// 成文日期 is what the paper says; a paper that says nothing is of the day of the act.
void set_decision(Facts& facts, std::string decision, Event const& event) {
    set(facts.decision, std::move(decision), event);
    set(facts.decision_dated, parse_day(event.data.text("dated")).value_or(beijing_day(event.occurred_at)), event);
}

}  // namespace

bool fold_deliberation(Facts& facts, Event const& event, Trigger on) {
    switch (on) {
        case Trigger::deliberation_listed:
            set_digest(facts.listed_draft, "draft", event);
            return true;
        case Trigger::deliberation_recorded:
            set(facts.meeting, meeting_in(event), event);
            return true;
        case Trigger::deliberation_approved:
            set_decision(facts, "approved", event);
            return true;
        case Trigger::deliberation_modified:
            set_decision(facts, "modified", event);
            return true;
        case Trigger::deliberation_rejected:
            set_decision(facts, "rejected", event);
            return true;
        case Trigger::deliberation_deferred:
            set_decision(facts, "deferred", event);
            return true;
        case Trigger::deliberation_returned:
            set_decision(facts, "returned", event);
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
