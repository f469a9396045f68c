// The register over the service: who may write it, once and for all, in order, whoever was faster.
#include <gtest/gtest.h>

#include "tests/unit/service/town.hpp"

namespace juece::testing {
namespace {

using service::Problem;

class Register : public ::testing::Test, public Town {};

TEST_F(Register, ShowsWhoHoldsWhichPostOnADay) {
    auto const now = roll();
    EXPECT_EQ(now.number("version"), static_cast<std::int64_t>(stream("register").size()));
    EXPECT_EQ(now.find("organs")->list()->size(), 4U);
    auto const before = roll(*parse_day("2018-12-31"));
    EXPECT_TRUE(before.find("organs")->list()->empty());
    auto const first = roll(std::nullopt, 1);
    EXPECT_EQ(first.find("organs")->list()->size(), 1U) << "what the register knew at its first version";
}

TEST_F(Register, KeepsNamesOutOfItsLeaves) {
    auto const person_entered = entered("enter_person", Object{{"name", "张三丰"}});
    ASSERT_TRUE(person_entered.person) << "an id was drawn";
    auto const leaf = stream("register").back();
    EXPECT_EQ(leaf.leaf.find("张三丰"), std::string::npos);
    EXPECT_NE(leaf.leaf.find(person_entered.person->text()), std::string::npos);
    auto const name = memory_log.payload(log, leaf.id, 0);
    ASSERT_TRUE(name);
    EXPECT_EQ(name->seal, procedure::SealClass::personal);
    EXPECT_NE(name->salted.find("张三丰"), std::string::npos);
}

TEST_F(Register, GivesTheFirstAnswerToARepeatAlsoAfterARestart) {
    auto const asked = entry("enter_person", Object{{"name", "张"}});
    auto const first = entered(asked);
    auto const size = stream("register").size();
    Node restarted{faulty, documents, clock, 2};
    auto const later = std::get<service::Registered>(enter(restarted, asked));
    for (auto const& repeat : {entered(asked), later}) {
        EXPECT_TRUE(repeat.repeated);
        EXPECT_EQ(repeat.person, first.person);
        EXPECT_EQ(repeat.version, first.version);
        EXPECT_EQ(repeat.events.at(0).seq, first.events.at(0).seq);
    }
    EXPECT_EQ(stream("register").size(), size);
    auto other = asked;
    other.data.set("name", "另一人");
    EXPECT_EQ(not_entered(other).problem, Problem::key_reused);
}

TEST_F(Register, IsWrittenByTheOfficeAndTheOrganOnly) {
    auto asked = entry("enter_person", Object{{"name", "张"}});
    asked.who = clerk;
    EXPECT_EQ(not_entered(asked).problem, Problem::forbidden);
    asked.who = mayor;
    entered(asked);
    // A post that the register knows counts for its holder alone, whatever the token says.
    asked = entry("enter_person", Object{{"name", "张"}});
    asked.who = holder("王", "office.clerk");
    asked.who.roles = {procedure::Role::office};
    EXPECT_EQ(not_entered(asked).problem, Problem::post_not_held);
}

TEST_F(Register, TakesTheTokensWordUntilSomebodyHoldsAWritingPost) {
    auto const another = *LogName::parse("another");
    open_rehearsal("another");
    auto asked = entry("add_organ", Object{{"organ", "o"}, {"name", "o"}, {"kind", "office"}, {"from", "2019-01-01"}});
    asked.log = another;
    asked.who = identity("甲", procedure::Role::department, "o");
    EXPECT_EQ(not_entered(asked).problem, Problem::forbidden);
    asked.who = identity("丙", procedure::Role::office, "o");
    entered(asked);
}

TEST_F(Register, TellsWhatWouldContradict) {
    auto const answer = not_entered(
        entry("appoint", Object{{"person", person("副区长").text()}, {"post", "mayor"}, {"from", "2020-01-01"}})
    );
    EXPECT_EQ(answer.problem, Problem::invalid);
    EXPECT_EQ(answer.faults.at(0).code, "post_occupied");
    EXPECT_EQ(not_entered(entry("abolish", {})).problem, Problem::unknown_command);
}

TEST_F(Register, ADryRunTellsAndRecordsNothing) {
    auto const size = stream("register").size();
    auto asked = entry("enter_person", Object{{"name", "张"}});
    asked.dry_run = true;
    EXPECT_EQ(entered(asked).events.at(0).type, "cn.gov.juece.register.person_entered.v1");
    EXPECT_EQ(stream("register").size(), size);
}

TEST_F(Register, IfMatchAllowsOnlyTheVersionThatWasSeen) {
    auto asked = entry("enter_person", Object{{"name", "张"}});
    asked.if_match = 1;
    auto const stale = not_entered(asked);
    EXPECT_EQ(stale.problem, Problem::stale);
    EXPECT_EQ(stale.version, stream("register").size());
    asked.if_match = stale.version;
    EXPECT_EQ(entered(asked).version, stale.version + 1);
}

TEST_F(Register, TheSlowerNodeDecidesAgain) {
    Node other{faulty, documents, clock, 2};
    ASSERT_TRUE(std::holds_alternative<service::Registered>(enter(other, entry("enter_person", Object{{"name", "张"}})))
    );
    entered("enter_person", Object{{"name", "周"}});
    // `other` still believes the version before; what it decides must follow what stands.
    auto const fill =
        entry("dismiss", Object{{"person", person("区长").text()}, {"post", "mayor"}, {"on", "2023-10-11"}});
    entered(fill);
    auto const again =
        entry("dismiss", Object{{"person", person("区长").text()}, {"post", "mayor"}, {"on", "2023-10-11"}});
    auto const answer = enter(other, again);
    ASSERT_TRUE(std::holds_alternative<service::Failed>(answer)) << "dismissed twice";
    EXPECT_EQ(std::get<service::Failed>(answer).faults.at(0).code, "already_ended");
}

TEST_F(Register, AFailedCommitHasOneEffectWhenItIsRepeated) {
    for (auto const mood : {FaultyLog::Mood::fails_before, FaultyLog::Mood::fails_after}) {
        auto const size = stream("register").size();
        auto const asked = entry("enter_person", Object{{"name", "张"}});
        faulty.moody_from = 0;
        faulty.mood = mood;
        EXPECT_EQ(not_entered(asked).problem, Problem::unavailable);
        faulty.mood = FaultyLog::Mood::well;
        entered(asked);
        EXPECT_EQ(stream("register").size(), size + 1);
    }
}

TEST_F(Register, NobodyIsRecusedFromADecisionThatDoesNotExist) {
    auto const asked = [&](DecisionId decision) {
        return entry(
            "recuse", Object{{"person", person("李").text()}, {"decision", decision.text()}, {"reason", "利害关系"}}
        );
    };
    EXPECT_EQ(not_entered(asked(DecisionId{})).faults.at(0).code, "unknown_decision");
    entered(asked(started()));
}

}  // namespace
}  // namespace juece::testing
