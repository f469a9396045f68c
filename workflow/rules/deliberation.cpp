// What is missing of a package, of a meeting's record, or of the decision built on it.
#include "workflow/rules/deliberation.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "workflow/rules/absent.hpp"

namespace juece::rules {
namespace {

using procedure::Region;

// --- the record ------------------------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 7> views{
    "agree", "agree_in_principle", "agree_after_changes", "disagree", "defer", "silent", "written_opinion"};

struct Tally {
    std::map<std::string, std::int64_t, std::less<>> counts;  // of members other than the head, each once
    std::int64_t head_order = 0;
    std::int64_t last_order = 0;

    std::int64_t of(std::string_view view) const {
        auto const found = counts.find(view);
        return found != counts.end() ? found->second : 0;
    }
    std::int64_t agreements() const { return of("agree") + of("agree_in_principle") + of("agree_after_changes"); }
    std::int64_t dissents() const { return of("disagree") + of("defer"); }
    std::int64_t recorded() const { return agreements() + dissents() + of("silent"); }
};

// A view counts from its first word: a head who opened the discussion and closed it did not speak last.
void count_head(Object const& row, Tally& tally) {
    auto const order = row.number("order");
    if (order > 0 && (tally.head_order == 0 || order < tally.head_order)) tally.head_order = order;
}

Tally tally_of(List const& rows) {
    Tally tally;
    std::map<std::string_view, Object const*> last_word;  // by person: who spoke twice has one view, the later
    for (auto const& value : rows) {
        auto const* row = value.object();
        if (row == nullptr || row->flag("attending_only")) continue;
        tally.last_order = std::max(tally.last_order, row->number("order"));
        if (row->flag("head")) {
            count_head(*row, tally);
            continue;
        }
        auto const [known, is_new] = last_word.try_emplace(row->text("person"), row);
        if (!is_new && known->second->number("order") < row->number("order")) known->second = row;
    }
    for (auto const& [person, row] : last_word)
        ++tally.counts[std::string{row->text("view")}];
    return tally;
}

// D713 30(2): 多数人 is more than half of the members present, the head left out; silence belongs to no side.
std::string_view majority_of(Tally const& tally, std::int64_t present) {
    auto const members = std::max(tally.recorded(), present - 1);
    auto const is_majority = [&](std::int64_t n) { return 2 * n > members; };
    if (is_majority(tally.agreements())) return "approve";
    if (is_majority(tally.of("disagree"))) return "reject";
    if (is_majority(tally.of("defer"))) return "defer";
    return "none";
}

// --- the decision ----------------------------------------------------------------------------------------------------

MeetingRecord const* meeting_of(Judgement const& judged) { return judged.known(judged.facts.meeting); }

// The side that a majority took, in the words of a view.
std::string_view view_of(std::string_view majority) {
    if (majority == "approve") return "agree";
    return majority == "reject" ? "disagree" : "defer";
}

// Whether there is a majority that the decision goes against, and no reason was given for that. A record that is
// missing is R58's to tell.
Unmet reason_unless(Judgement const& judged, std::initializer_list<std::string_view> accords_with) {
    auto const* meeting = meeting_of(judged);
    if (meeting == nullptr || meeting->reason_given || meeting->majority == "none") return std::nullopt;
    if (std::ranges::find(accords_with, meeting->majority) != accords_with.end()) return std::nullopt;
    return Object{{"majority_view", view_of(meeting->majority)}};
}

bool was_public_heard(Judgement const& judged) {
    auto const is_known = [&](auto const& method) { return judged.known(method) != nullptr; };
    return judged.is_finished(Region::public_comment) || judged.is_finished(Region::hearing) ||
           std::ranges::any_of(judged.facts.participation, is_known);
}

}  // namespace

void add_computed_meeting(Judgement const& judged, Object& data) {
    auto const* member = judged.data.find("views");
    auto const* rows = member != nullptr ? member->list() : nullptr;
    auto const tally = tally_of(rows != nullptr ? *rows : List{});
    Object counts;
    for (auto const view : views)
        counts.set(view, tally.of(view));
    data.set("counts", std::move(counts));
    data.set("views_recorded", tally.recorded());
    data.set("dissents", tally.dissents());
    data.set("head_order", tally.head_order);
    data.set("last_order", tally.last_order);
    data.set("majority", majority_of(tally, judged.data.number("present")));
    data.set("reason_given", judged.data.has("head_reason"));
}

Unmet PackageComplete::unmet(Judgement const& judged) {
    auto const is_there_if = [&](bool needed, std::string_view role) { return !needed || judged.has_document(role); };
    return unmet_unless_all({
        {"draft", judged.has_document("draft")},
        {"adoption_report", is_there_if(was_public_heard(judged), "adoption_report")},
        {"expert_adoption", is_there_if(judged.is_finished(Region::expert_review), "expert_adoption")},
        {"risk_report", is_there_if(judged.is_finished(Region::risk_assessment), "risk_report")},
        {"legality_opinion", judged.has_document("legality_opinion")},
        {"competition_information",
         is_there_if(
             judged.holds(Switch::market) == true || judged.is_finished(procedure::Region::fair_competition),
             "competition_information"
         )},
    });
}

Unmet LawfulMeeting::unmet(Judgement const& judged) {
    auto const* meeting = meeting_of(judged);
    if (meeting == nullptr) return Object{{"absent", List{"deliberation_record"}}};
    if (meeting->kind == "standing_meeting" || meeting->kind == "plenary_meeting") return std::nullopt;
    return Object{{"kind", meeting->kind}};
}

Unmet QuorumPresent::unmet(Judgement const& judged) {
    auto const* meeting = meeting_of(judged);
    auto const percent = judged.profile.quorum_percent;
    if (meeting == nullptr) return std::nullopt;
    bool const is_reached = meeting->present > 0 && meeting->present * 100 >= meeting->members * percent;
    if (is_reached) return std::nullopt;
    return Object{{"members", meeting->members}, {"present", meeting->present}, {"quorum_percent", percent}};
}

Unmet HeadLast::unmet(Judgement const& judged) {
    auto const* meeting = meeting_of(judged);
    if (meeting == nullptr) return std::nullopt;
    if (meeting->head_order > 0 && meeting->head_order == meeting->last_order) return std::nullopt;
    return Object{{"head_order", meeting->head_order}, {"last_order", meeting->last_order}};
}

Unmet ReasonToApprove::unmet(Judgement const& judged) { return reason_unless(judged, {"approve"}); }

Unmet ReasonToReject::unmet(Judgement const& judged) { return reason_unless(judged, {"reject"}); }

Unmet ReasonToDefer::unmet(Judgement const& judged) { return reason_unless(judged, {"defer"}); }

Unmet ReasonToReturn::unmet(Judgement const& judged) { return reason_unless(judged, {"reject", "defer"}); }

Unmet EveryViewRecorded::unmet(Judgement const& judged) {
    auto const* meeting = meeting_of(judged);
    if (meeting == nullptr) return std::nullopt;
    auto const without_head = std::max(meeting->present - 1, 0);
    if (meeting->views == without_head) return std::nullopt;
    return Object{{"present_without_head", without_head}, {"views", meeting->views}};
}

Unmet DecidedAfterDiscussion::unmet(Judgement const& judged) {
    auto const* meeting = meeting_of(judged);
    if (meeting == nullptr || judged.occurred_at >= meeting->ended) return std::nullopt;
    constexpr std::size_t time_begins = 11;  // of "2023-12-05 10:30:00"
    constexpr std::size_t hours_and_minutes = 5;
    return Object{
        {"earliest", text(beijing_day(meeting->ended))},
        {"ended", beijing_text(meeting->ended).substr(time_begins, hours_and_minutes)}};
}

Unmet ReviewerHeard::unmet(Judgement const& judged) {
    auto const heard = parse_day(judged.data.text("reviewer_heard_on"));
    if (!heard) return Object{{"absent", List{"reviewer_heard_on"}}};
    bool const was_reviewed = judged.known(judged.facts.review) != nullptr;
    return unmet_unless_all({
        {"heard_after_opinion", was_reviewed && *heard >= beijing_day(judged.facts.review->occurred_at)},
        {"heard_before_decision", *heard <= judged.today()},
    });
}

Unmet AdvisersHeard::unmet(Judgement const& judged) {
    auto const heard = parse_day(judged.data.text("counsel_heard_on"));
    return unmet_unless_all({
        {"counsel_heard_on", heard.has_value()},
        {"heard_before_decision", !heard || *heard <= judged.today()},
        {"counsel_heard_form", judged.data.has("counsel_heard_form")},
    });
}

Unmet MinorChange::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"final_text", judged.has_document("final_text")},
        {"change_note", judged.has_document("change_note")},
        {"substance_stated", judged.data.has("substantial")},
        {"minor_change_only", !judged.data.flag("substantial")},
    });
}

}  // namespace juece::rules
