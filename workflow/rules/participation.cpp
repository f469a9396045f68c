// What is missing before the public has been heard, and how a period of days is reckoned.
#include "workflow/rules/participation.hpp"

#include <algorithm>
#include <array>

#include "workflow/calendar/explanation.hpp"
#include "workflow/core/citation.hpp"
#include "workflow/rules/absent.hpp"
#include "workflow/rules/notice.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::rules {
namespace {

using procedure::Region;

// D713 14(2): ways of hearing the public that are complete once recorded. Talks with groups and interviews that explain
// come on top of one of these.
constexpr std::array<std::string_view, 5> methods{"symposium", "field_visit", "written", "questionnaire", "poll"};

bool is_recorded(std::span<std::string_view const> any_of, Judgement const& judged) {
    return std::ranges::any_of(judged.facts.participation, [&](auto const& record) {
        auto const* method = judged.known(record);
        return method != nullptr && std::ranges::find(any_of, *method) != any_of.end();
    });
}

bool excuses_from_publicity(Citation const& ground) {
    if (ground.source == Source::ogi) return ground.article == 14 || ground.article == 15;
    return level(ground.source) == NormLevel::law;
}

bool names_a_channel(Object const& data) {
    auto const* member = data.find("channels");
    auto const* list = member != nullptr ? member->list() : nullptr;
    return list != nullptr && !list->empty();
}

// What the ground of a waiver of publicity lacks; empty if it will do.
std::string_view flaw_of(std::optional<GroundGiven> const& ground, Judgement const& judged) {
    if (!ground) return "ground";
    if (ground->law) return excuses_from_publicity(*ground->law) ? "" : "ground";
    if (ground->fact != Switch::not_public || !ground->value) return "ground";
    return is_known(*ground, judged) ? "" : "known_fact";
}

}  // namespace

Unmet PublicHeard::unmet(Judgement const& judged) {
    bool const was_heard = judged.is_finished(Region::public_comment) || judged.is_finished(Region::hearing) ||
                           is_recorded(methods, judged);
    return unmet_unless(was_heard || judged.is_waived(Region::public_comment), "participation");
}

Unmet GroupsConsulted::unmet(Judgement const& judged) {
    constexpr std::array<std::string_view, 1> consultation{"group_consultation"};
    bool const is_due = judged.holds(Switch::group) == true;
    return unmet_unless(!is_due || is_recorded(consultation, judged), consultation.front());
}

Unmet ProcedureStarted::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.handlers) != nullptr, "started_procedure");
}

Unmet NotPublicByLaw::unmet(Judgement const& judged) {
    auto const ground = ground_in(judged.data);
    List absent;
    if (auto const flaw = flaw_of(ground, judged); !flaw.empty()) absent.emplace_back(flaw);
    if (!judged.has_document("decision")) absent.emplace_back("decision");
    if (absent.empty()) return std::nullopt;

    Object missing{{"absent", std::move(absent)}, {"allowed", List{"OGI 14", "OGI 15", "law"}}};
    if (ground) missing.set("ground", ground->code());
    return missing;
}

Unmet DraftCompleted::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.draft) != nullptr, "completed_draft");
}

Unmet NoticeComplete::unmet(Judgement const& judged) {
    auto absent = absent_from_notice(judged);
    auto const until = parse_day(judged.data.text("until"));
    if (!until) {
        absent.emplace_back("until");
    } else if (*until <= judged.today()) {
        absent.emplace_back("later_until");
    }
    if (!names_a_channel(judged.data)) absent.emplace_back("channels");
    return unmet_unless_empty(std::move(absent));
}

Unmet ThirtyDays::unmet(Judgement const& judged) {
    auto const until = parse_day(judged.data.text("until"));
    if (!until || judged.data.has("shortening_reason")) return std::nullopt;  // without `until`, R20 refuses
    auto const days = *until - judged.today();
    auto const days_min = judged.profile.comment_days_min;
    if (days >= days_min) return std::nullopt;
    return Object{{"days", days.count}, {"days_min", days_min.count}, {"shortened_by", days_min.count - days.count}};
}

Unmet LaterLastDay::unmet(Judgement const& judged) {
    auto const* period = judged.known(judged.facts.comment_period);
    if (period == nullptr) return unmet_unless(false, "opened_comment");
    auto const until = parse_day(judged.data.text("until"));
    if (until && *until > period->last_day && *until > judged.today()) return std::nullopt;
    return Object{{"absent", List{until ? "longer_until" : "until"}}, {"last_day", text(period->last_day)}};
}

Unmet LastDayEnded::unmet(Judgement const& judged) {
    auto const* period = judged.known(judged.facts.comment_period);
    if (period == nullptr) return unmet_unless(false, "until");
    auto const last = last_day_of(*period, judged);
    if (!last) {
        return Object{
            {"last_day", text(period->last_day)},
            {"days_left", "no_notice"},
            {"earliest", "no_notice"},
            {"year", last.error().year}};
    }
    auto const last_day = last.value().end;
    if (judged.today() > last_day) return std::nullopt;
    auto const earliest = last_day + CalendarDays{1};
    Object missing{
        {"last_day", text(last_day)}, {"days_left", (earliest - judged.today()).count}, {"earliest", text(earliest)}};
    if (last_day != period->last_day) {
        auto const rest = judged.calendar.between({period->last_day - CalendarDays{1}, last_day});
        missing.set("reckoned", text(period->last_day));
        if (rest) missing.set("counted", calendar::in_codes(rest.value()));
    }
    return missing;
}

Unmet AdoptionReported::unmet(Judgement const& judged) {
    return unmet_unless(judged.has_document("adoption_report"), "adoption_report");
}

Unmet AdoptionExists::unmet(Judgement const& judged) {
    bool const is_reported = judged.known(judged.facts.adoption_reported) != nullptr;
    return unmet_unless(is_reported || judged.is_waived(Region::public_comment), "adoption_report");
}

Unmet PublicityReviewed::unmet(Judgement const& judged) {
    return unmet_unless(judged.has_document("publicity_review"), "publicity_review");
}

Unmet DraftToHearOn::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.draft) != nullptr, "completed_draft");
}

Unmet MeetingRecorded::unmet(Judgement const& judged) { return unmet_unless(judged.has_document("record"), "record"); }

Unmet CommentWasOpened::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.comment_period) != nullptr, "opened_comment");
}

Unmet OpinionReceived::unmet(Judgement const& judged) {
    return unmet_unless(!judged.facts.opinions.empty(), "registered_opinion");
}

Unmet OpinionExists::unmet(Judgement const& judged) {
    auto const target = judged.data.number("target");
    if (judged.facts.opinions.contains(static_cast<std::uint64_t>(target))) return std::nullopt;
    return Object{{"target", target}};
}

Unmet ReasonForRejecting::unmet(Judgement const& judged) {
    bool const is_due = judged.data.text("fate") == "not_adopted";
    return unmet_unless(!is_due || judged.data.has("reason"), "reason");
}

Result<calendar::LastDay, calendar::NoNotice> last_day_of(CommentPeriod const& period, Judgement const& judged) {
    auto const length = std::max(CalendarDays{0}, period.last_day - period.opened);
    return judged.calendar.last_day(period.opened, length, judged.profile.end_on_rest_day);
}

void add_computed_comment_period(Judgement const& judged, Object& data) {
    auto const until = parse_day(judged.data.text("until"));
    if (!until) return;  // a law of another day may not have asked for it
    auto const* announced = judged.known(judged.facts.comment_period);
    CommentPeriod const period{announced != nullptr ? announced->opened : judged.today(), *until};
    auto const days = period.last_day - period.opened;
    data.set("days", days.count);
    if (days < judged.profile.comment_days_min) data.set("shortened", true);
    auto const last = last_day_of(period, judged);
    if (!last || days < CalendarDays{0}) return;  // nobody knows yet whether it is a rest day
    if (last.value().falls_on_rest_day()) data.set("falls_on_rest_day", true);
    if (last.value().end != *until) data.set("last_day", text(last.value().end));
}

void add_computed_opinion(Judgement const& judged, Object& data) {
    auto const* period = judged.known(judged.facts.comment_period);
    auto const received_on = parse_day(judged.data.text("received_on"));
    if (period == nullptr || !received_on) return;
    auto const last = last_day_of(*period, judged);
    if (*received_on > (last ? last.value().end : period->last_day)) data.set("late", true);
}

}  // namespace juece::rules
