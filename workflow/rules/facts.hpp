// Facts: what is known of one decision item, folded from its events. Every fact carries the version that set it and
// the time of the act, because a rule about an earlier act may only read what was done no later than the act judged
// (docs/adr/0013-time.md), and because whoever corrects an entry must learn which steps were built on it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/rules/switches.hpp"

namespace juece::rules {

template <class T>
struct Fact {
    T value{};
    std::uint64_t version = 0;
    Timestamp occurred_at{};
};

template <class T>
using Known = std::optional<Fact<T>>;

// How a stage beside the main line stands, once it is over.
enum class Outcome : std::uint8_t { finished, waived };

// Who did an act, for the rules that keep duties apart.
struct Doer {
    PersonId person;
    OrganCode organ;
};

// 征求有关单位意见, D713 13: one request to many units. No answer is no consent.
struct Consultation {
    std::vector<OrganCode> asked;
    std::map<OrganCode, std::string> answers;  // agree | opinions | no_opinion | overdue
};

// 公开征求意见 as announced: D713 15(1).
struct CommentPeriod {
    Day opened;
    Day last_day;
    bool shortened = false;  // shorter than the profile asks, with the reason in the notice
};

// 听证会 as announced: D713 16.
struct HearingPlan {
    Day announced;
    Day held_on;                            // the day for which it is announced
    bool selects_participants = false;      // 需要遴选听证参加人
    std::optional<Day> method_published{};  // 遴选办法
    std::optional<Day> list_published{};    // 听证参加人名单
};

// 专家、专业机构 chosen: D713 20.
struct Panel {
    std::vector<PersonId> experts;
    std::vector<PersonId> agencies{};  // those of them that are 专业机构
};

// 合法性审查意见, D713 25–28.
struct Review {
    std::string verdict;  // legal | legal_after_changes | exploratory | illegal
    Digest draft;         // the text that was reviewed
    bool changes_accepted = false;
};

// What the record of a meeting says of one item, in bare facts: D713 30(3).
struct MeetingRecord {
    std::string kind;           // standing_meeting | plenary_meeting | leading_group | other
    Timestamp ended{};          // of the discussion of this item
    int members = 0;            // 会议组成人员
    int present = 0;            // of them
    int views = 0;              // recorded, of members other than the head
    int dissents = 0;           // of them, neither agreement nor silence
    int head_order = 0;         // the head's place in the order of speech; 0: did not speak
    int last_order = 0;         // the place of the last to speak
    std::string majority;       // approve | reject | defer | none: of present members other than the head
    bool reason_given = false;  // 行政首长在会上说明理由
};

// One event of the item, as far as later acts speak of it: confirmations, corrections, rechecks (docs/choices.md).
struct Entry {
    std::optional<procedure::Trigger> what;
    PersonId performer;
    OrganCode organ;                     // whose act it is
    std::optional<PersonId> entered_by;  // 代录: by whom
    Timestamp occurred_at{};
    Timestamp recorded_at{};
    bool is_signed = false;  // has a document that bears a signature or a seal
    bool awaits_confirmation = false;
    bool is_late = false;
    bool is_corrected = false;
    bool is_annulled = false;
    bool awaits_review = false;  // 待复核: built on a fact that was corrected or annulled since
};

// What a waiver rests on: a fact that was found, or an article of law.
struct WaiverGround {
    std::optional<Switch> fact;
    bool value = false;  // of the fact
};

struct Facts {
    std::vector<Entry> entries;                        // by version − 1
    std::array<Known<bool>, switch_count> switches{};  // F_*
    std::array<Known<Outcome>, procedure::region_count> stages{};
    std::map<procedure::Region, WaiverGround> waivers;  // of the stages that are waived now

    // S01, S02: D713 3, 10, 11
    Known<std::string> category;
    Known<std::string> proposer_kind;
    Known<OrganCode> study_unit;  // 有关单位, who studies the proposal
    Known<bool> studied;
    Known<std::vector<OrganCode>> handlers;  // 决策承办单位
    Known<OrganCode> lead;                   // 牵头的决策承办单位
    Known<Day> complete_by;

    // S03: D713 12, 13
    Known<Digest> draft;  // 决策草案, by digest: the latest
    Known<Doer> drafter;
    Known<Consultation> consultation;

    // S04: D713 14–18
    Known<CommentPeriod> comment_period;
    std::vector<Fact<std::string>> participation;  // other methods, as recorded and not voided; "symposium", …
    Known<bool> adoption_reported;                 // 意见采纳情况说明
    std::map<std::uint64_t, bool> opinions;        // by the version that received it: whether it was answered
    Known<HearingPlan> hearing;
    Known<bool> hearing_materials_delivered;

    // S05–S07: D713 19–24, 29(1)
    Known<Panel> panel;
    std::vector<Fact<PersonId>> expert_opinions;
    Known<bool> risk_controllable;           // as the organ judged it last, D713 24
    Known<std::string> competition_verdict;  // pass | exception | fail

    // S08, S09: D713 25–28
    Known<Doer> initial_reviewer;
    Known<Digest> cleared_draft;    // the text that passed the pre-review
    Known<Day> materials_complete;  // from when the reviewer's working days count
    Known<Review> review;
    Known<Doer> reviewer;

    // S10: D713 29, 30
    Known<Digest> listed_draft;
    Known<MeetingRecord> meeting;
    Known<std::string> decision;  // approved | modified | rejected | deferred | returned
    Known<Day> decision_dated;    // 成文日期

    // S11–S14: D713 8, 31, 32, 34
    Known<std::string> party_answer;  // agreed | agreed_with_opinion | not_agreed | filed
    Known<Day> published_on_website;
    Known<OrganCode> executor;

    Known<bool> const& is(Switch of) const { return switches[static_cast<std::size_t>(of)]; }
    Known<bool>& is(Switch of) { return switches[static_cast<std::size_t>(of)]; }
    // Requires: not `none`.
    Known<Outcome> const& stage(procedure::Region of) const { return stages[static_cast<std::size_t>(of)]; }
    Known<Outcome>& stage(procedure::Region of) { return stages[static_cast<std::size_t>(of)]; }
};

// Applies one event. Events that carry no fact add their entry and change nothing else.
void fold(Facts& facts, procedure::Event const& event);

// The part of fold() that is true of an annulled event too: it is an entry of this item.
void fold_entry(Facts& facts, procedure::Event const& event);

// Whether the document bears a signature or a seal, by its role: a signed act is replaced only by a signed act.
bool is_signed_paper(std::string_view document_role);

}  // namespace juece::rules
