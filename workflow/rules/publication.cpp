// What is missing before a decision is issued, or of the order to execute it.
#include "workflow/rules/publication.hpp"

#include "workflow/rules/absent.hpp"
#include "workflow/rules/counting.hpp"
#include "workflow/rules/waiver.hpp"

namespace juece::rules {
namespace {

// A day that is said and has come.
bool is_done(Judgement const& judged, std::string_view member) {
    auto const day = parse_day(judged.data.text(member));
    return day && *day <= judged.today();
}

// OGI 14, OGI 15, or an article of a law: what excuses from publication. Not OGI 16, which would fit any item.
bool excuses_from_publication(Citation const& law) {
    if (law.source == Source::ogi) return law.article == 14 || law.article == 15;
    return level(law.source) == NormLevel::law;
}

bool has_ground(Judgement const& judged) {
    auto const ground = ground_in(judged.data);
    if (!ground) return !judged.data.has("ground") && judged.holds(Switch::not_public) == true;
    if (ground->law) return excuses_from_publication(*ground->law);
    return ground->fact == Switch::not_public && ground->value && is_known(*ground, judged);
}

// One of 执行目标、执行时限、执行反馈, and whether the profile has made it a duty.
struct Term {
    std::string_view member;
    bool is_duty = false;
};

Unmet missing_terms(Judgement const& judged, bool duties) {
    auto const& profile = judged.profile;
    List absent;
    for (auto const& [member, is_duty] :
         {Term{"target", profile.execution_target},
          Term{"deadline", profile.execution_deadline},
          Term{"feedback", profile.execution_feedback}}) {
        if (is_duty == duties && !judged.data.has(member)) absent.emplace_back(member);
    }
    return unmet_unless_empty(std::move(absent));
}

}  // namespace

Unmet DecisionStands::unmet(Judgement const& judged) {
    auto const* decision = judged.known(judged.facts.decision);
    bool const is_passed = decision != nullptr && (*decision == "approved" || *decision == "modified");
    return unmet_unless(is_passed, "standing_decision");
}

Unmet PublishedOnWebsite::unmet(Judgement const& judged) {
    bool const is_said = judged.data.has("website");
    return unmet_unless_all({
        {"decision", judged.has_document("decision")},
        {"website_day", is_said},
        {"website_by_now", !is_said || is_done(judged, "website")},
        {"website_record", judged.has_document("website_record")},
    });
}

Unmet PublishedInTime::unmet(Judgement const& judged) {
    auto const* dated = judged.known(judged.facts.decision_dated);
    if (dated == nullptr) return Object{{"absent", List{"decision_dated"}}};
    auto late = too_late(judged, *dated, judged.profile.publication_days_max);
    if (late) late->set("dated", text(*dated));
    return late;
}

Unmet AdoptionExplained::unmet(Judgement const& judged) {
    List facts;
    for (auto const of : {Switch::hot, Switch::tech}) {
        if (judged.holds(of) == true) facts.emplace_back(code(of));
    }
    if (facts.empty()) return std::nullopt;
    auto missing = unmet_unless_all({
        {"adoption_explanation", judged.has_document("adoption_explanation")},
        {"interpretation", judged.has_document("interpretation")},
    });
    if (missing) missing->set("facts", std::move(facts));
    return missing;
}

Unmet DecisionNotPublic::unmet(Judgement const& judged) {
    auto missing = unmet_unless_all({
        {"ground", has_ground(judged)},
        {"decision", judged.has_document("decision")},
    });
    if (missing) missing->set("allowed", List{"OGI 14", "OGI 15", "law", code(Switch::not_public)});
    return missing;
}

Unmet WebsiteFirst::unmet(Judgement const& judged) {
    return unmet_unless(judged.known(judged.facts.published_on_website) != nullptr, "website_day");
}

Unmet EveryChannelDone::unmet(Judgement const& judged) {
    auto const& data = judged.data;
    bool const has_gazette = data.has("gazette");
    bool const has_newspaper = data.has("newspaper");
    bool const no_gazette = !judged.profile.has_gazette && data.has("gazette_reason");
    return unmet_unless_all({
        {"gazette_or_none", has_gazette || no_gazette},
        {"gazette_by_now", !has_gazette || is_done(judged, "gazette")},
        {"newspaper_or_reason", has_newspaper || data.has("newspaper_reason")},
        {"newspaper_by_now", !has_newspaper || is_done(judged, "newspaper")},
    });
}

Unmet ExecutorNamed::unmet(Judgement const& judged) { return unmet_unless(judged.data.has("executor"), "executor"); }

Unmet ExecutionTermsNamed::unmet(Judgement const& judged) { return missing_terms(judged, false); }

Unmet ExecutionTermsDemanded::unmet(Judgement const& judged) { return missing_terms(judged, true); }

}  // namespace juece::rules
