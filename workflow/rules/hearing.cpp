// What a hearing lacks, before, at and after it.
#include "workflow/rules/hearing.hpp"

#include "workflow/rules/absent.hpp"
#include "workflow/rules/notice.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::rules {
namespace {

using procedure::Region;

bool is_called_for(Judgement const& judged) {
    return judged.holds(Switch::vital) == true || judged.holds(Switch::dispute) == true;
}

// D713 17, in the decree's order.
bool are_in_order(Value const* steps) {
    return steps != nullptr && *steps == Value{List{"introduction", "debate", "confirmation"}};
}

// D713 16(1): 可以召开听证会.
bool is_discretion(Citation const& law) {
    return law.source == Source::d713 && law.article == 16 && law.paragraph <= 1;
}

// What the ground of holding no hearing lacks; empty if it will do.
std::string_view flaw_of(std::optional<GroundGiven> const& ground, Judgement const& judged) {
    if (!ground) return "ground";
    if (ground->law) return is_discretion(*ground->law) ? "" : "ground";
    bool const calls_for_one =
        ground->fact == Switch::vital || ground->fact == Switch::dispute || ground->fact == Switch::hear_law;
    if (!calls_for_one || ground->value) return "ground";
    return is_known(*ground, judged) ? "" : "known_fact";
}

}  // namespace

Unmet HearingOrReason::unmet(Judgement const& judged) {
    bool const is_settled = judged.is_finished(Region::hearing) || judged.is_waived(Region::hearing);
    return unmet_unless(is_settled || !is_called_for(judged), "finished_hearing");
}

Unmet HearingHeld::unmet(Judgement const& judged) {
    bool const is_due = judged.holds(Switch::hear_law) == true;
    return unmet_unless(!is_due || judged.is_finished(Region::hearing), "finished_hearing");
}

Unmet HearingNotRequiredByLaw::unmet(Judgement const& judged) {
    if (judged.holds(Switch::hear_law) != true) return std::nullopt;
    return Object{{"fact", code(Switch::hear_law)}};
}

Unmet GroundForNoHearing::unmet(Judgement const& judged) {
    auto const ground = ground_in(judged.data);
    List absent;
    if (auto const flaw = flaw_of(ground, judged); !flaw.empty()) absent.emplace_back(flaw);
    bool const is_reason_due = is_called_for(judged) || (ground && ground->law);
    if (is_reason_due && !judged.data.has("reason")) absent.emplace_back("reason");
    if (absent.empty()) return std::nullopt;

    Object missing{{"absent", std::move(absent)}};
    if (ground) missing.set("ground", ground->code());
    return missing;
}

Unmet DraftForHearing::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.draft) != nullptr, "completed_draft");
}

Unmet HearingNoticeComplete::unmet(Judgement const& judged) {
    auto absent = absent_from_notice(judged);
    auto const held_on = parse_day(judged.data.text("held_on"));
    if (!held_on) {
        absent.emplace_back("held_on");
    } else if (*held_on <= judged.today()) {
        absent.emplace_back("later_held_on");
    }
    for (auto const* member : {"time", "place"}) {
        if (!judged.data.has(member)) absent.emplace_back(member);
    }
    return unmet_unless_empty(std::move(absent));
}

Unmet SelectionPublished::unmet(Judgement const& judged) {
    auto const* plan = judged.known(judged.facts.hearing);
    if (plan == nullptr || !plan->selects_participants) return std::nullopt;
    auto const& method = plan->method_published;
    auto const& list = plan->list_published;
    List absent;
    if (!method) absent.emplace_back("selection_method_published");
    if (!list) absent.emplace_back("participants_published");
    if (method && list && *method >= *list) absent.emplace_back("method_before_list");
    if (list && *list >= plan->held_on) absent.emplace_back("list_before_hearing");
    return unmet_unless_empty(std::move(absent));
}

Unmet MaterialsInTime::unmet(Judgement const& judged) {
    auto const* plan = judged.known(judged.facts.hearing);
    if (plan == nullptr) return unmet_unless(false, "held_on");
    auto const days = plan->held_on - judged.today();
    auto const days_min = judged.profile.hearing_days_min;
    if (days >= days_min) return std::nullopt;
    return Object{
        {"days", days.count},
        {"days_min", days_min.count},
        {"held_on", text(plan->held_on)},
        {"latest", text(plan->held_on - days_min)}};
}

Unmet HeldOnItsDay::unmet(Judgement const& judged) {
    auto const* plan = judged.known(judged.facts.hearing);
    if (plan == nullptr) return unmet_unless(false, "held_on");
    if (judged.today() == plan->held_on) return std::nullopt;
    Object missing{{"held_on", text(plan->held_on)}};
    if (judged.today() < plan->held_on) missing.set("earliest", text(plan->held_on));
    return missing;
}

Unmet HearingInOrder::unmet(Judgement const& judged) {
    auto const& data = judged.data;
    List absent;
    if (!data.flag("public")) absent.emplace_back("public");
    if (!are_in_order(data.find("steps"))) absent.emplace_back("steps_in_order");
    if (!judged.has_document("record")) absent.emplace_back("record");
    auto const participants = data.number("participants");
    auto const unsigned_ones = data.number("unsigned");
    if (participants == 0) absent.emplace_back("participants");
    if (data.number("signed") + unsigned_ones != participants) absent.emplace_back("every_signature");
    if (unsigned_ones > 0 && !data.has("witness")) absent.emplace_back("witness");
    return unmet_unless_empty(std::move(absent));
}

Unmet HearingReported::unmet(Judgement const& judged) {
    return unmet_unless(judged.has_document("hearing_report"), "hearing_report");
}

}  // namespace juece::rules
