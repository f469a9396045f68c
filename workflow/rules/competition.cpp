// What is missing of a fair-competition review, under the law of the day.
#include "workflow/rules/competition.hpp"

#include "workflow/rules/absent.hpp"

namespace juece::rules {
namespace {

using procedure::Region;

bool is_over(Judgement const& judged) {
    return judged.is_finished(Region::fair_competition) || judged.is_waived(Region::fair_competition);
}

Object since_the_regulation() { return {{"in_force_from", text(Day{fcr_in_force_from})}}; }

// FCR 12: one of its four cases; of the fourth, the law or administrative regulation that makes it one.
bool names_a_case(Object const& data) {
    auto const exception_case = data.text("exception_case");
    if (exception_case != "case_in_law") return !exception_case.empty();
    auto const cites = parse_citation(data.text("exception_law"));
    if (!cites) return false;
    auto const from = level(cites->source);
    return from == NormLevel::law || from == NormLevel::administrative_regulation;
}

// A term that ends before the measure begins to apply is none.
bool names_an_end(Judgement const& judged) {
    if (judged.data.has("end_condition")) return true;
    auto const term = parse_day(judged.data.text("term"));
    return term && *term > judged.today();
}

}  // namespace

Unmet CompetitionReviewed::unmet(Judgement const& judged) { return unmet_unless(is_over(judged), "fair_competition"); }

Unmet DraftForCompetition::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.draft) != nullptr, "completed_draft");
}

Unmet RegulationInForce::unmet(Judgement const&) { return since_the_regulation(); }

Unmet BeforeTheRegulation::unmet(Judgement const&) { return since_the_regulation(); }

Unmet PreliminaryOpinionMade::unmet(Judgement const& judged) {
    return unmet_unless(judged.has_document("preliminary_opinion"), "preliminary_opinion");
}

Unmet StakeholdersHeard::unmet(Judgement const& judged) {
    bool const public_is_heard = !judged.data.flag("public_interest") || judged.data.flag("public_heard");
    return unmet_unless_all(
        {{"stakeholder_opinions", judged.has_document("stakeholder_opinions")}, {"public_heard", public_is_heard}}
    );
}

Unmet ExceptionGrounded::unmet(Judgement const& judged) {
    auto const& data = judged.data;
    if (data.text("verdict") != "exception") return std::nullopt;
    return unmet_unless_all({
        {"exception_case", names_a_case(data)},
        {"no_lesser_alternative", data.flag("no_lesser_alternative")},
        {"term_or_end_condition", names_an_end(judged)},
        {"exception_explanation", data.has("exception_explanation")},
    });
}

Unmet ConclusionMade::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"competition_verdict", judged.data.has("verdict")},
        {"competition_conclusion", judged.has_document("competition_conclusion")},
    });
}

Unmet CompetitionPassed::unmet(Judgement const& judged) {
    if (judged.is_waived(Region::fair_competition)) return std::nullopt;
    if (!judged.is_finished(Region::fair_competition)) return unmet_unless(false, "fair_competition");
    auto const* verdict = judged.known(judged.facts.competition_verdict);
    return unmet_unless(verdict != nullptr && *verdict != "fail", "passing_conclusion");
}

}  // namespace juece::rules
