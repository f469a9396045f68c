// What is missing of a submission, of an opinion, or of a draft that is to be discussed.
#include "workflow/rules/legality.hpp"

#include <algorithm>
#include <optional>

#include "workflow/core/assertion.hpp"
#include "workflow/rules/absent.hpp"
#include "workflow/rules/counting.hpp"

namespace juece::rules {
namespace {

bool is_person(Known<Doer> const& fact, PersonId const& person, Judgement const& judged) {
    auto const* doer = judged.known(fact);
    return doer != nullptr && doer->person == person;
}

bool is_handler(OrganCode const& organ, Judgement const& judged) {
    auto const* handlers = judged.known(judged.facts.handlers);
    return handlers != nullptr && std::ranges::find(*handlers, organ) != handlers->end();
}

bool is_document(std::string_view role, Digest const* digest, Judgement const& judged) {
    auto const* document = judged.document(role);
    return document != nullptr && digest != nullptr && document->digest == *digest;
}

// The member is there and says so: neither absence nor its opposite is an answer.
bool says(Object const& data, std::string_view member, bool answer) {
    return data.has(member) && data.flag(member) == answer;
}

bool names_counsel(Object const& data) {
    auto const* member = data.find("counsel");
    auto const* counsel = member != nullptr ? member->list() : nullptr;
    return counsel != nullptr && !counsel->empty();
}

Unmet materials_unknown() { return Object{{"absent", List{"materials_complete"}}}; }

// What a count of working days since the submission found, with the day from which it counts.
Unmet since(Day sent, Unmet unmet) {
    if (unmet) unmet->set("sent", text(sent));
    return unmet;
}

// The rule's own article where the pre-review is Shanghai's; elsewhere what that jurisdiction asks for it by.
Citation of_initial_review(Rule const& rule, Profile const& profile) {
    auto const ground = profile.ground_of("legality_initial");
    bool const is_of_another_text = ground.set_by != "national" && ground.source.source != rule.cites.source;
    return is_of_another_text ? ground.source : rule.cites;
}

}  // namespace

Unmet InitialReviewDue::unmet(Judgement const& judged) {
    return unmet_unless(judged.profile.legality_initial, "initial_review_by_profile");
}

Unmet DrafterApart::unmet(Judgement const& judged) {
    bool const drafted_it = is_person(judged.facts.drafter, judged.performer.actor.person, judged);
    return unmet_unless(!drafted_it, "another_initial_reviewer");
}

Unmet InitialOpinionComplete::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"authority", judged.data.has("authority")},
        {"content", judged.data.has("content")},
        {"procedure", judged.data.has("procedure")},
        {"initial_opinion", judged.has_document("initial_opinion")},
    });
}

Citation InitialOpinionComplete::rests_on(Profile const& profile) { return of_initial_review(rule, profile); }

Citation ClearedInitially::rests_on(Profile const& profile) { return of_initial_review(rule, profile); }

Unmet ClearedInitially::unmet(Judgement const& judged) {
    auto const* cleared = judged.known(judged.facts.cleared_draft);
    if (cleared == nullptr) return Object{{"absent", List{"initial_clearance"}}};
    auto const* draft = judged.known(judged.facts.draft);
    return unmet_unless(draft != nullptr && *cleared == *draft, "clearance_of_this_draft");
}

Unmet MaterialsComplete::unmet(Judgement const& judged) {
    auto const* draft = judged.known(judged.facts.draft);
    bool const is_sent = judged.has_document("draft");
    return unmet_unless_all({
        {"draft", is_sent},
        {"current_draft", !is_sent || is_document("draft", draft, judged)},
        {"law_basis", judged.has_document("law_basis")},
        {"procedure_statement", judged.has_document("procedure_statement")},
    });
}

Unmet ReviewerApart::unmet(Judgement const& judged) {
    auto const& person = judged.performer.actor.person;
    List held;
    if (is_person(judged.facts.drafter, person, judged)) held.emplace_back("drafter");
    if (is_person(judged.facts.initial_reviewer, person, judged)) held.emplace_back("initial_reviewer");
    if (held.empty()) return std::nullopt;
    return Object{{"held", std::move(held)}};
}

Unmet SecondReviewer::unmet(Judgement const& judged) {
    auto const& reviewer = judged.performer.actor;
    if (!is_handler(reviewer.organ, judged)) return std::nullopt;
    auto const second = PersonId::parse(judged.data.text("second_reviewer"));
    auto const organ = OrganCode::parse(judged.data.text("second_reviewer_organ"));
    bool const is_another = second && *second != reviewer.person && !is_person(judged.facts.drafter, *second, judged) &&
                            !is_person(judged.facts.initial_reviewer, *second, judged);
    return unmet_unless_all({
        {"second_reviewer", second.has_value()},
        {"another_second_reviewer", !second || is_another},
        {"second_reviewer_organ", organ.has_value()},
        {"other_organ", !organ || !is_handler(*organ, judged)},
    });
}

Unmet OpinionIsReview::unmet(Judgement const& judged) {
    auto const form = judged.data.text("form");
    if (form == "review") return std::nullopt;
    if (form.empty()) return Object{{"absent", List{"form"}}};
    return Object{{"form", form}};
}

Unmet SevenWorkingDays::unmet(Judgement const& judged) {
    if (judged.data.has("early_note")) return std::nullopt;
    auto const* sent = judged.known(judged.facts.materials_complete);
    if (sent == nullptr) return materials_unknown();
    return since(*sent, not_yet(judged, *sent, judged.profile.review_days_min));
}

Unmet LongestReview::unmet(Judgement const& judged) {
    auto const most = judged.profile.review_days_max;
    JUECE_ASSERT(most.has_value(), "asked only where the profile sets a longest review");
    auto const* sent = judged.known(judged.facts.materials_complete);
    if (sent == nullptr) return materials_unknown();
    return since(*sent, too_late(judged, *sent, *most));
}

Unmet ThreeQuestions::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"authority", judged.data.has("authority")},
        {"procedure", judged.data.has("procedure")},
        {"content", judged.data.has("content")},
        {"legality_opinion", judged.has_document("legality_opinion")},
    });
}

Unmet CounselHeardInReview::unmet(Judgement const& judged) {
    return unmet_unless(judged.has_document("counsel_opinion") || names_counsel(judged.data), "counsel_opinion");
}

Unmet ExploratoryReform::unmet(Judgement const& judged) {
    return unmet_unless(judged.holds(Switch::explore) == true, code(Switch::explore));
}

Unmet RiskStated::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"legal_risk", judged.data.has("legal_risk")},
        {"no_national_rule", says(judged.data, "no_national_rule", true)},
        {"not_against_existing_law", says(judged.data, "against_existing_law", false)},
    });
}

Unmet ChangesAccepted::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"draft", judged.has_document("draft")},
        {"change_note", judged.has_document("change_note")},
        {"accepted", says(judged.data, "accepted", true)},
    });
}

Unmet SameDraft::unmet(Judgement const& judged) {
    auto const* review = judged.known(judged.facts.review);
    if (review == nullptr) return Object{{"absent", List{"review_opinion"}}};
    return unmet_unless(is_document("draft", &review->draft, judged), "reviewed_draft");
}

Unmet ReviewedBeforeDiscussion::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.review) != nullptr, "review_opinion");
}

Unmet LegalBeforeDiscussion::unmet(Judgement const& judged) {
    auto const* review = judged.known(judged.facts.review);
    if (review == nullptr) return Object{{"verdict", "no_review"}};
    bool const is_legal = review->verdict == "legal" || review->verdict == "exploratory" ||
                          (review->verdict == "legal_after_changes" && review->changes_accepted);
    if (is_legal) return std::nullopt;
    return Object{{"verdict", review->verdict}};
}

}  // namespace juece::rules
