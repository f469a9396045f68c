// Who acts: by the register on the day of the act, for somebody else, in somebody else's name, and who may not.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/unit/service/town.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using service::Problem;

std::vector<std::string> rules_of(service::Refused const& refused) {
    std::vector<std::string> rules;
    for (auto const& refusal : refused.refusals)
        rules.push_back(refusal.rule);
    return rules;
}

class Performing : public ::testing::Test, public Town {};

TEST_F(Performing, TheRegisterSaysWhatAPostMayDoAndOfWhichOrganItIs) {
    auto const decision = started();
    auto const event = last_event(decision);
    EXPECT_EQ(event.type, "initiation.started.v1");
    EXPECT_EQ(event.actor.person, mayor.person);
    EXPECT_EQ(event.actor.post.text(), "mayor");
    EXPECT_EQ(event.actor.organ.text(), "minhang") << "not the token's";
    EXPECT_EQ(event.basis.register_version, stream("register").size());
    // The token's roles do not help whom the register gives none.
    auto decline = request(clerk, "decline_procedure", Object{{"reason", "不成熟"}});
    decline.who.roles = {Role::organ};
    decline.decision = decision;
    EXPECT_EQ(refused(decline).refusals.at(0).rule, "step");
}

TEST_F(Performing, WhoDoesNotHoldThePostIsTurnedAwayWithoutARecord) {
    auto const decision = started();
    auto draft = draft_of(decision, holder("王", "yingji.clerk"));
    EXPECT_EQ(failed(draft).problem, Problem::post_not_held);
    draft.dry_run = true;
    EXPECT_EQ(failed(draft).problem, Problem::post_not_held);
    EXPECT_TRUE(stream("attempts/" + decision.text()).empty());
}

TEST_F(Performing, APostIsHeldOnTheDayOfTheActNotOnTheDayOfItsEntry) {
    auto const decision = started();
    move_clock("2023-10-13");
    entered("dismiss", Object{{"person", clerk.person.text()}, {"post", "yingji.clerk"}, {"on", "2023-10-13"}});
    EXPECT_EQ(failed(draft_of(decision, clerk)).problem, Problem::post_not_held);
    auto earlier = draft_of(decision, clerk);
    earlier.occurred_at = at_time(*parse_day("2023-10-12"), std::chrono::hours{10});
    EXPECT_EQ(accepted(earlier).version, 4U);
}

TEST_F(Performing, InWhichRolesSomebodyStandsTheRegisterOfTheDayAskedSays) {
    auto const roles = [&](std::optional<Timestamp> as_of) {
        std::vector<Role> found;
        node->service.standing(log, {clerk, {}, {}, {}, as_of}, [&](auto const& answer) {
            found = std::get<service::Standing>(answer).roles;
        });
        return found;
    };
    auto const morning = [](std::string_view day) { return at_time(*parse_day(day), std::chrono::hours{9}); };
    std::vector const both{Role::department, Role::handler};
    EXPECT_EQ(roles({}), both);
    move_clock("2023-10-13");
    entered("dismiss", Object{{"person", clerk.person.text()}, {"post", "yingji.clerk"}, {"on", "2023-10-12"}});
    EXPECT_TRUE(roles({}).empty());
    EXPECT_EQ(roles(morning("2023-10-12")), both) << "the entry was not recorded yet";
    EXPECT_TRUE(roles(morning("2023-10-13")).empty());
}

TEST_F(Performing, APostThatTheRegisterDoesNotKnowCountsInARehearsalAsTheTokenSays) {
    auto asked = proposal();
    asked.who = identity("甲", Role::department, "elsewhere");
    EXPECT_EQ(accepted(asked).version, 1U);
}

TEST_F(Performing, AProductionLogKnowsRegisteredPostsOnly) {
    auto const production = *LogName::parse("310112");
    open_production(production);
    auto asked = proposal();
    asked.log = production;
    asked.who = identity("甲", Role::department, "yingji");
    asked.who.auth = "certificate";
    EXPECT_EQ(failed(asked).problem, Problem::post_not_held);

    // The first entries are made on the token's word; from then on the register decides here too.
    auto const enter_here = [&](std::string command, Object data) {
        auto request = entry(std::move(command), std::move(data));
        request.log = production;
        request.who = identity("丙", Role::office, "yingji");
        request.who.auth = "certificate";
        return enter(std::move(request));
    };
    auto const since = "2019-01-01";
    enter_here("add_organ", Object{{"organ", "yingji"}, {"name", "局"}, {"kind", "department"}, {"from", since}});
    enter_here(
        "establish_post",
        Object{
            {"post", "department"},
            {"organ", "yingji"},
            {"title", "经办"},
            {"holders", "one"},
            {"roles", List{"department", "office"}},
            {"from", since}}
    );
    enter_here("enter_person", Object{{"person", asked.who.person.text()}, {"name", "甲"}});
    auto const last =
        enter_here("appoint", Object{{"person", asked.who.person.text()}, {"post", "department"}, {"from", since}});
    ASSERT_TRUE(std::holds_alternative<service::Registered>(last));
    EXPECT_EQ(accepted(asked).version, 1U);
    auto const locked_out = enter_here("enter_person", Object{{"name", "乙"}});
    EXPECT_EQ(std::get<service::Failed>(locked_out).problem, Problem::post_not_held);
}

TEST_F(Performing, WhoStandsInActsWithTheRolesOfThePostAndInItsName) {
    auto stand_in = entry(
        "name_stand_in",
        Object{{"person", person("副区长").text()}, {"post", "mayor"}, {"kind", "in_charge"}, {"from", "2023-10-01"}}
    );
    stand_in.documents = {upload("authority", "由副区长主持工作")};
    entered(stand_in);
    mayor = holder("副区长", "mayor");
    auto const event = last_event(started());
    EXPECT_EQ(event.actor.person, person("副区长"));
    ASSERT_TRUE(event.actor.on_behalf_of);
    EXPECT_EQ(event.actor.on_behalf_of->post.text(), "mayor");
    EXPECT_EQ(event.actor.on_behalf_of->kind, "in_charge");
}

TEST_F(Performing, WhoIsRecusedFromAnItemIsRefusedInItAlone) {
    auto const decision = started();
    auto const another = started();
    entered("recuse", Object{{"person", clerk.person.text()}, {"decision", decision.text()}, {"reason", "利害关系"}});
    auto const rules = rules_of(refused(draft_of(decision, clerk)));
    EXPECT_NE(std::ranges::find(rules, "D15"), rules.end());
    accepted(draft_of(another, clerk));
}

TEST_F(Performing, TheSuccessorOfTheHandlingOrganGoesOn) {
    auto const decision = started();
    EXPECT_EQ(rules_of(refused(draft_of(decision, holder("王", "shuiwu.clerk")))), std::vector<std::string>{"by"});
    move_clock("2023-11-01");
    entered("succeed_organ", Object{{"organ", "yingji"}, {"successor", "shuiwu"}, {"on", "2023-11-01"}});
    auto const answer = accepted(draft_of(decision, holder("王", "shuiwu.clerk")));
    EXPECT_EQ(answer.version, 4U);
    EXPECT_EQ(last_event(decision).actor.organ.text(), "shuiwu");
}

TEST_F(Performing, TheMenuOfAnOrganIsThatOfAllItsPosts) {
    auto const decision = started();
    std::optional<service::MenuView> view;
    node->service.menu_of_organ(log, decision, *OrganCode::parse("yingji"), [&](auto answer) {
        if (auto* const menu = std::get_if<service::MenuView>(&answer)) view = std::move(*menu);
    });
    ASSERT_TRUE(view);
    auto const draft = std::ranges::find(view->options, "complete_draft", [](auto const& o) { return o.spec->name; });
    ASSERT_NE(draft, view->options.end());
    EXPECT_TRUE(draft->may_act);
    auto const stranger = menu(decision, holder("王", "yingji.clerk"));
    for (auto const& option : stranger.options)
        EXPECT_FALSE(option.may_act) << option.spec->name;
}

class EnteredByAnother : public Performing {
protected:
    service::CommandRequest dictated(DecisionId decision) {
        auto draft = draft_of(decision, registrar);
        draft.performer = service::Principal{clerk.person, clerk.post};
        draft.documents.push_back(upload("authority", "请代为录入"));
        return draft;
    }
};

TEST_F(EnteredByAnother, IsThePerformersActAndSaysWhoTypedIt) {
    auto const decision = started();
    accepted(dictated(decision));
    auto const event = last_event(decision);
    EXPECT_EQ(event.actor.person, clerk.person);
    EXPECT_EQ(event.actor.organ.text(), "yingji");
    ASSERT_TRUE(event.actor.entered_by);
    EXPECT_EQ(event.actor.entered_by->person, registrar.person);
    EXPECT_EQ(event.actor.entered_by->post.text(), "office.clerk");
    EXPECT_EQ(event.actor.authority, node->hasher.digest({"请代为录入"}));
    EXPECT_EQ(event.actor.auth, "rehearsal");
    auto const row = menu(decision).row;
    EXPECT_EQ(node->codec.canonical(*row.find("awaiting_confirmation")), "[4]");
}

TEST_F(EnteredByAnother, NeedsTheInstructionAndAPerformerWhoHeldThePost) {
    auto const decision = started();
    auto draft = dictated(decision);
    draft.documents.pop_back();
    draft.performer->person = person("王");
    auto const answer = failed(draft);
    std::vector<std::string> codes;
    for (auto const& fault : answer.faults)
        codes.push_back(fault.code);
    EXPECT_EQ(codes, (std::vector<std::string>{"performer_unknown", "missing_document"}));
    draft = dictated(decision);
    draft.who = clerk;
    EXPECT_EQ(failed(draft).faults.at(0).code, "performer_is_enterer");
    draft = dictated(decision);
    draft.who = holder("副区长", "office.clerk");
    EXPECT_EQ(failed(draft).problem, Problem::post_not_held) << "whoever enters holds a post today";
}

TEST_F(EnteredByAnother, IsNotForHimWhoIsRecused) {
    auto const decision = started();
    auto const recused = registrar.person.text();
    entered("recuse", Object{{"person", recused}, {"decision", decision.text()}, {"reason", "利害关系"}});
    auto const rules = rules_of(refused(dictated(decision)));
    EXPECT_NE(std::ranges::find(rules, "D15"), rules.end());
    accepted(dictated(started()));
}

TEST_F(EnteredByAnother, AnotherPerformerIsAnotherRequest) {
    auto const decision = started();
    auto draft = dictated(decision);
    accepted(draft);
    draft.performer.reset();
    EXPECT_EQ(failed(draft).problem, Problem::key_reused);
}

}  // namespace
}  // namespace juece::testing
