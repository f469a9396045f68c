// R30–R33, R35, R86: each seen refusing and permitting.
#include "tests/support/acts/expertise.hpp"

#include <gtest/gtest.h>

#include "tests/support/folding.hpp"
#include "tests/support/statute.hpp"
#include "tests/support/trial.hpp"
#include "workflow/rules/expertise.hpp"
#include "workflow/rules/folding.hpp"

namespace juece::testing {
namespace {

using procedure::Region;
using procedure::Role;
using rules::Facts;
using rules::Outcome;
using rules::Panel;

// The panel's rows, one member of one of them changed.
Act choose_panel_where(std::size_t place, std::string_view member, Value value) {
    auto const act = choose_panel();
    auto experts = *act.command.data.find("experts")->list();
    experts[place - 1].object()->set(member, std::move(value));
    return act.with("experts", std::move(experts));
}

Panel panel_of(Act const& opinion) { return {{*PersonId::parse(opinion.command.data.text("expert"))}}; }

TEST(ExpertiseRules, HoldAStageDueUntilItIsDoneOrWaived) {
    STATUTE("D713 19(1)");
    Trial trial{choose_panel()};
    EXPECT_EQ(trial.ask<rules::ExpertsArgued>(), absent({"expert_review"}));
    // Unknown is not false, and that the item is not technical is said by waiving, not by a fact alone.
    EXPECT_EQ(trial.holds(rules::Switch::tech, false).ask<rules::ExpertsArgued>(), absent({"expert_review"}));
    EXPECT_EQ(trial.stage(Region::expert_review, Outcome::waived).ask<rules::ExpertsArgued>(), std::nullopt);
    EXPECT_EQ(trial.stage(Region::expert_review, Outcome::finished).ask<rules::ExpertsArgued>(), std::nullopt);
}

TEST(ExpertiseRules, ReadNoReviewThatEndedAfterTheActJudged) {
    STATUTE("D713 19(1)");
    Trial trial{choose_panel()};
    trial.facts.stage(Region::expert_review) = rules::Fact<Outcome>{Outcome::finished, 9, beijing("2023-11-21")};
    EXPECT_EQ(trial.ask<rules::ExpertsArgued>(), absent({"expert_review"}));
}

TEST(ExpertiseRules, GiveTheExpertsADraftToArgue) {
    STATUTE("D713 19(1)");
    Trial trial{choose_panel()};
    EXPECT_EQ(trial.ask<rules::DraftForExperts>(), absent({"completed_draft"}));
    EXPECT_EQ(trial.fact(&Facts::draft, digest_of(draft_text)).ask<rules::DraftForExperts>(), std::nullopt);
}

TEST(ExpertiseRules, RefuseAnInterestedExpert) {
    STATUTE("D713 20");
    EXPECT_EQ(Trial{choose_panel()}.ask<rules::NoInterest>(), std::nullopt);
    EXPECT_EQ(
        Trial{choose_panel_where(2, "no_interest", false)}.ask<rules::NoInterest>(), (Object{{"places", List{2}}})
    );
}

TEST(ExpertiseRules, TakeWhoDeclaresNothingForInterested) {
    STATUTE("D713 20");
    auto const silent =
        choose_panel().with("experts", List{Object{{"person", person(101).text()}, {"kind", "agency"}}});
    EXPECT_EQ(
        Trial{silent.lacking("declarations")}.ask<rules::NoInterest>(),
        (Object{{"absent", List{"declarations"}}, {"places", List{1}}})
    );
    EXPECT_EQ(Trial{choose_panel().without("experts")}.ask<rules::NoInterest>(), absent({"experts"}));
    EXPECT_EQ(Trial{choose_panel().with("experts", List{})}.ask<rules::NoInterest>(), absent({"experts"}));
}

TEST(ExpertiseRules, TellAnOfficialWhomHeMayNotChoose) {
    STATUTE("D713 20");
    auto const missing = Trial{choose_panel_where(2, "no_interest", false)}.ask<rules::NoInterest>();
    ASSERT_TRUE(missing.has_value());
    EXPECT_EQ(
        rules::refuse(rules::NoInterest::rule, *missing).message,
        "不得选择与决策事项有直接利害关系的专家、专业机构,未声明无利害关系的(名单次序):2;尚缺:无"
    );
}

TEST(ExpertiseRules, RefuseAnExpertWhoWasDisqualified) {
    STATUTE("D713 41");
    EXPECT_EQ(Trial{choose_panel()}.ask<rules::NotDisqualified>(), std::nullopt);
    EXPECT_EQ(
        Trial{choose_panel_where(3, "disqualified", true)}.ask<rules::NotDisqualified>(), (Object{{"places", List{3}}})
    );
}

TEST(ExpertiseRules, WarnOfAPanelWithoutDissent) {
    STATUTE("D713 20");
    EXPECT_EQ(rules::DissentSought::rule.force, rules::Force::warning);
    EXPECT_EQ(Trial{choose_panel()}.ask<rules::DissentSought>(), std::nullopt);
    EXPECT_EQ(
        Trial{choose_panel().without("dissent_included")}.ask<rules::DissentSought>(), absent({"dissent_included"})
    );
}

TEST(ExpertiseRules, WarnOfAPanelThatTheProfileWouldComposeOtherwise) {
    STATUTE("D713 20");
    EXPECT_EQ(rules::PanelComposed::rule.force, rules::Force::warning);
    Trial trial{choose_panel()};
    EXPECT_EQ(trial.ask<rules::PanelComposed>(), std::nullopt) << "the decree fixes no number";

    trial.profile.panel_size_min = 5;
    EXPECT_EQ(
        trial.ask<rules::PanelComposed>(), (Object{{"absent", List{"panel_size"}}, {"size", 3}, {"size_min", 5}})
    );
    trial.profile.panel_size_min = 3;
    trial.profile.panel_size_odd = true;
    EXPECT_EQ(trial.ask<rules::PanelComposed>(), std::nullopt);
}

TEST(ExpertiseRules, CountAnExpertOnce) {
    STATUTE("D713 20");
    // The third row names the first expert again: two persons, and two is not odd.
    auto const act = choose_panel();
    auto const first = (*act.command.data.find("experts")->list())[0].object()->text("person");
    Trial trial{choose_panel_where(3, "person", first)};
    trial.profile.panel_size_odd = true;
    EXPECT_EQ(
        trial.ask<rules::PanelComposed>(), (Object{{"absent", List{"odd_panel_size"}}, {"size", 2}, {"size_min", 0}})
    );
}

TEST(ExpertiseRules, TakeOpinionsOfThePanelOnly) {
    STATUTE("D713 19(2)");
    Trial trial{file_expert_opinion()};
    EXPECT_EQ(trial.ask<rules::OfThePanel>(), absent({"panel_member"}));
    EXPECT_EQ(trial.fact(&Facts::panel, Panel{{person(200)}}).ask<rules::OfThePanel>(), absent({"panel_member"}));
    EXPECT_EQ(trial.fact(&Facts::panel, panel_of(trial.act)).ask<rules::OfThePanel>(), std::nullopt);
}

TEST(ExpertiseRules, LetAnExpertSpeakForHimselfOnly) {
    STATUTE("D713 19(2)");
    auto const anothers = file_expert_opinion().with("expert", person(102).text());
    Trial trial{anothers};
    trial.fact(&Facts::panel, panel_of(anothers));
    EXPECT_EQ(trial.ask<rules::OfThePanel>(), absent({"own_opinion"}));
    // The handling unit enters what the expert signed on paper.
    trial.act = anothers.by(Role::handler);
    EXPECT_EQ(trial.ask<rules::OfThePanel>(), std::nullopt);
}

TEST(ExpertiseRules, AskForASignedOpinion) {
    STATUTE("D713 19(2)");
    EXPECT_EQ(Trial{file_expert_opinion()}.ask<rules::OpinionSigned>(), std::nullopt);
    EXPECT_EQ(
        Trial{file_expert_opinion().with("signature", "sealed")}.ask<rules::OpinionSigned>(), absent({"own_signature"})
    );
    EXPECT_EQ(
        Trial{file_expert_opinion().without("signature").lacking("expert_opinion")}.ask<rules::OpinionSigned>(),
        absent({"expert_opinion", "signature"})
    );
    // 署名 is a person's, 盖章 an agency's.
    Trial agency{file_expert_opinion()};
    auto const who = *PersonId::parse(agency.act.command.data.text("expert"));
    agency.fact(&Facts::panel, Panel{{who}, {who}});
    EXPECT_EQ(agency.ask<rules::OpinionSigned>(), absent({"agency_seal"}));
    agency.act = agency.act.with("signature", "sealed");
    EXPECT_EQ(agency.ask<rules::OpinionSigned>(), std::nullopt);
}

TEST(ExpertiseRules, ConcludeNoReviewInWhichNobodySpoke) {
    STATUTE("D713 19(1)");
    Trial trial{conclude_expert_review()};
    EXPECT_EQ(trial.ask<rules::OpinionsFiled>(), absent({"expert_opinion"}));
    trial.facts.expert_opinions.push_back({person(101), 8, beijing("2023-11-28")});
    EXPECT_EQ(trial.ask<rules::OpinionsFiled>(), absent({"expert_opinion"})) << "filed after the conclusion";
    trial.facts.expert_opinions.push_back({person(102), 9, beijing("2023-11-24")});
    EXPECT_EQ(trial.ask<rules::OpinionsFiled>(), std::nullopt);
}

TEST(ExpertiseRules, AskWhatTheExpertsConcludedAndWhatBecameOfIt) {
    STATUTE("D713 29(3)");
    EXPECT_EQ(Trial{conclude_expert_review()}.ask<rules::ExpertReportMade>(), std::nullopt);
    EXPECT_EQ(
        Trial{conclude_expert_review().with("conclusion", "not_supported")}.ask<rules::ExpertReportMade>(), std::nullopt
    ) << "an opinion does not bind";
    auto const bare = conclude_expert_review().without("conclusion").without("adopted").lacking("expert_report");
    EXPECT_EQ(
        Trial{bare}.ask<rules::ExpertReportMade>(), absent({"expert_report", "expert_conclusion", "adopted_opinions"})
    );
}

TEST(ExpertiseFacts, ForgetThePanelOfAVoidReview) {
    STATUTE("D713 20");
    Folding folding{rules::fold_expertise};
    auto& facts = folding.facts;
    folding.take(choose_panel_where(3, "person", panel_of(file_expert_opinion()).experts[0].text()));
    ASSERT_TRUE(facts.panel.has_value());
    EXPECT_EQ(facts.panel->value.experts.size(), 2u) << "named twice, one expert";
    folding.take(file_expert_opinion());
    auto const concluded = folding.take(conclude_expert_review());
    EXPECT_EQ(facts.expert_opinions.size(), 1u);
    ASSERT_TRUE(facts.stage(Region::expert_review).has_value());
    EXPECT_EQ(facts.stage(Region::expert_review)->version, concluded);

    folding.take(procedure::Trigger::expert_review_voided, concluded);
    EXPECT_FALSE(facts.stage(Region::expert_review).has_value());
    EXPECT_FALSE(facts.panel.has_value());
    EXPECT_TRUE(facts.expert_opinions.empty());
    EXPECT_FALSE(rules::fold_expertise(facts, {}, procedure::Trigger::fact_set));
}

}  // namespace
}  // namespace juece::testing
