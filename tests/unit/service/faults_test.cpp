// What happens when the log fails, and when another node is faster: nothing lost, nothing twice, no wrong refusal.
#include <gtest/gtest.h>

#include "tests/unit/service/world.hpp"

namespace juece::testing {
namespace {

using service::Problem;

class Faults : public ::testing::TestWithParam<FaultyLog::Mood>, public World {};

// Every append of an opening, a step and a refusal fails once, told before or after it was stored; the client repeats.
TEST_P(Faults, ARepeatAfterAFailedCommitHasOneEffect) {
    for (std::size_t at = 0; at < 3; ++at) {
        World world;
        world.faulty.appends = 0;
        world.faulty.mood = GetParam();
        world.faulty.moody_from = at;
        auto const until_answered = [&](service::CommandRequest const& asked) {
            auto answer = world.ask(asked);
            if (auto* const failed = std::get_if<service::Failed>(&answer)) {
                EXPECT_EQ(failed->problem, Problem::unavailable);
                world.faulty.mood = FaultyLog::Mood::well;
                answer = world.ask(asked);
            }
            return answer;
        };
        auto const opened = std::get<service::Accepted>(until_answered(world.proposal()));
        auto study = world.request(world.handler, "report_study", Object{{"conclusion", "start"}});
        study.decision = opened.decision;
        EXPECT_EQ(std::get<service::Accepted>(until_answered(study)).version, 2U);
        auto start = world.request(world.handler, "start_procedure");
        start.decision = opened.decision;
        EXPECT_TRUE(std::holds_alternative<service::Refused>(until_answered(start)));
        EXPECT_EQ(world.stream("decision/" + opened.decision.text()).size(), 2U) << "failing append " << at;
    }
}

INSTANTIATE_TEST_SUITE_P(
    EveryMoment, Faults, ::testing::Values(FaultyLog::Mood::fails_before, FaultyLog::Mood::fails_after)
);

class TwoNodes : public ::testing::Test, public World {
protected:
    Node other{faulty, documents, clock, 2};
};

TEST_F(TwoNodes, TheSlowerNodeDecidesAgainFromWhatTheFasterOneRecorded) {
    auto const decision = studied();
    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    EXPECT_TRUE(std::holds_alternative<service::Accepted>(ask(other, start)));
    // This node still believes version 2; the same command again is recognised as obeyed, not started twice.
    auto const repeat = accepted(start);
    EXPECT_TRUE(repeat.repeated);
    EXPECT_EQ(repeat.version, 3U);
}

TEST_F(TwoNodes, AStaleNodeDoesNotRefuseWrongly) {
    auto const decision = studied();
    auto draft = request(identity("甲", procedure::Role::handler, "yingji"), "complete_draft");
    draft.decision = decision;
    draft.documents = {upload("draft", "草案"), upload("law_inventory", "清单"), upload("cost_benefit", "报告")};
    EXPECT_EQ(refused(draft).refusals.at(0).rule, "step") << "not started yet";

    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    EXPECT_TRUE(std::holds_alternative<service::Accepted>(ask(other, start)));
    // The first node's file is stale; its refusal may not be recorded, so it looks again and obeys.
    draft.idempotency_key = new_key();
    EXPECT_EQ(accepted(draft).version, 4U);
    EXPECT_EQ(stream("attempts/" + decision.text()).size(), 1U);
}

// Its caller has given up meanwhile, asked the other node, and been refused there.
TEST_F(TwoNodes, ARefusalThatWasLongOnItsWayDoesNotBecomeAnAct) {
    auto const decision = studied();
    auto draft = request(identity("甲", procedure::Role::handler, "yingji"), "complete_draft");
    draft.decision = decision;
    draft.documents = {upload("draft", "草案"), upload("law_inventory", "清单"), upload("cost_benefit", "报告")};
    faulty.hold = true;
    std::optional<service::Answer> late;
    node->service.advance(draft, [&](service::Answer answer) { late = std::move(answer); });
    faulty.hold = false;
    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    EXPECT_TRUE(std::holds_alternative<service::Accepted>(ask(other, start)));
    clock.advance(std::chrono::seconds{12});
    faulty.release();
    ASSERT_TRUE(late && std::holds_alternative<service::Failed>(*late));
    EXPECT_EQ(std::get<service::Failed>(*late).problem, Problem::busy);
    EXPECT_EQ(stream("decision/" + decision.text()).size(), 3U);
    EXPECT_EQ(accepted(draft).version, 4U) << "whoever still wants it asks again";
}

// Beyond thirty a minute refusals are counted only: nothing is appended that the log could find stale. Found by
// tests/nemesis.
TEST_F(TwoNodes, AStaleNodeDoesNotRefuseWronglyWhereRefusalsAreOnlyCounted) {
    auto const decision = studied();
    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    auto draft = request(identity("甲", procedure::Role::handler, "yingji"), "complete_draft");
    draft.decision = decision;
    draft.documents = {upload("draft", "草案"), upload("law_inventory", "清单"), upload("cost_benefit", "报告")};
    for (int i = 0; i < 35; ++i)
        EXPECT_EQ(refused(draft).recorded, i < 30);

    EXPECT_TRUE(std::holds_alternative<service::Accepted>(ask(other, start)));
    auto dry = draft;
    dry.dry_run = true;
    EXPECT_EQ(accepted(dry).version, 3U);
    EXPECT_TRUE(std::holds_alternative<service::Accepted>(ask(other, start)));
    draft.idempotency_key = new_key();
    EXPECT_EQ(accepted(draft).version, 4U);
}

TEST_F(TwoNodes, AnItemThatWasUnknownIsFoundOnceAnotherNodeHasOpenedIt) {
    auto const opening = proposal();
    auto dry = opening;
    dry.dry_run = true;
    auto study = request(handler, "report_study", Object{{"conclusion", "start"}});
    study.decision = accepted(dry).decision;
    EXPECT_EQ(std::get<service::Failed>(ask(other, study)).problem, Problem::unknown_decision);
    accepted(opening);
    EXPECT_TRUE(std::holds_alternative<service::Accepted>(ask(other, study)));
}

TEST_F(TwoNodes, IfMatchIsStaleAtOnceWhenAnotherNodeWasFaster) {
    auto const decision = studied();
    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    EXPECT_TRUE(std::holds_alternative<service::Accepted>(ask(other, start)));
    start.idempotency_key = new_key();
    start.if_match = 2;
    EXPECT_EQ(failed(start).problem, Problem::stale);
}

TEST_F(TwoNodes, AMailboxThatIsFullAnswersBusyAtOnce) {
    auto const decision = studied();
    faulty.hold = true;
    int busy = 0;
    int answered = 0;
    for (int i = 0; i < 70; ++i) {
        auto asked = request(handler, "start_procedure");
        asked.decision = decision;
        node->service.advance(asked, [&](service::Answer answer) {
            ++answered;
            auto* const failed = std::get_if<service::Failed>(&answer);
            if (failed != nullptr && failed->problem == Problem::busy) ++busy;
        });
    }
    EXPECT_EQ(busy, 5) << "one in flight and 64 waiting";
    faulty.release();
    EXPECT_EQ(answered, 70);
}

}  // namespace
}  // namespace juece::testing
