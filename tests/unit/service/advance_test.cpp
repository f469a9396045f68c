// A command's way through the service: obeyed once, refused with every reason, recorded either way.
#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/unit/service/world.hpp"

namespace juece::testing {
namespace {

using service::Problem;

class Advance : public ::testing::Test, public World {};

TEST_F(Advance, OpensADecisionWhoseIdComesFromTheKey) {
    auto const asked = proposal();
    auto const answer = accepted(asked);
    EXPECT_TRUE(answer.opened);
    EXPECT_EQ(answer.version, 1U);
    ASSERT_EQ(answer.events.size(), 1U);
    EXPECT_EQ(answer.events[0].type, "cn.gov.juece.proposal.submitted.v1");
    EXPECT_EQ(stream("decision/" + answer.decision.text()).size(), 1U);
    EXPECT_EQ(uuid_text(answer.decision.bytes())[14], '8') << "UUIDv8";
}

TEST_F(Advance, SealsWhatAPersonTypedAndKeepsItOutOfTheLeaf) {
    auto const answer = accepted(proposal());
    auto const leaf = stream("decision/" + answer.decision.text()).at(0);
    EXPECT_EQ(leaf.leaf.find("应急"), std::string::npos);
    auto const title = memory_log.payload(log, answer.events[0].id, 0);
    ASSERT_TRUE(title);
    EXPECT_NE(title->salted.find("突发地质灾害应急预案修订"), std::string::npos);
    auto const decoded = node->codec.decode(leaf.leaf);
    ASSERT_TRUE(decoded);
    std::string const prefixed = std::string{"juece/seal/1"} + '\0' + title->salted;
    EXPECT_EQ(decoded.value().event.sealed.at(0).digest, node->hasher.digest({prefixed}));
}

TEST_F(Advance, GivesTheFirstAnswerToARepeatAlsoAfterARestart) {
    auto const asked = proposal();
    auto const first = accepted(asked);
    auto const again = accepted(asked);
    Node restarted{faulty, documents, clock, 2};
    auto const later = std::get<service::Accepted>(ask(restarted, asked));
    for (auto const& repeat : {again, later}) {
        EXPECT_TRUE(repeat.repeated);
        EXPECT_EQ(repeat.decision, first.decision);
        EXPECT_EQ(repeat.version, first.version);
        EXPECT_EQ(repeat.events.at(0).id, first.events.at(0).id);
        EXPECT_EQ(repeat.events.at(0).seq, first.events.at(0).seq);
        EXPECT_EQ(repeat.events.at(0).type, first.events.at(0).type);
    }
    EXPECT_EQ(stream("decision/" + first.decision.text()).size(), 1U);
}

TEST_F(Advance, RefusesAKeyThatCameWithAnotherBody) {
    auto asked = proposal();
    accepted(asked);
    asked.data.set("title", "另一件事");
    EXPECT_EQ(failed(asked).problem, Problem::key_reused);
}

TEST_F(Advance, FiftyIdenticalCommandsHaveOneEffectAndOneAnswer) {
    auto const decision = studied();
    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    faulty.hold = true;
    std::vector<service::Answer> answers;
    for (int i = 0; i < 50; ++i) {
        node->service.advance(start, [&](service::Answer answer) { answers.push_back(std::move(answer)); });
    }
    EXPECT_TRUE(answers.empty()) << "nothing is answered before it is durable";
    faulty.release();
    ASSERT_EQ(answers.size(), 50U);
    for (auto const& answer : answers) {
        ASSERT_TRUE(std::holds_alternative<service::Accepted>(answer));
        EXPECT_EQ(
            std::get<service::Accepted>(answer).events.at(0).id, std::get<service::Accepted>(answers[0]).events.at(0).id
        );
    }
    EXPECT_EQ(stream("decision/" + decision.text()).size(), 3U);
}

TEST_F(Advance, RefusesWithEveryReasonAndRecordsTheAttempt) {
    auto const decision = studied();
    auto start = request(handler, "start_procedure");
    start.decision = decision;
    auto const answer = refused(start);
    EXPECT_TRUE(answer.recorded);
    std::vector<std::string> rules;
    for (auto const& refusal : answer.refusals)
        rules.push_back(refusal.rule);
    EXPECT_EQ(rules, (std::vector<std::string>{"by", "R08", "R11"}));
    auto const attempts = stream("attempts/" + decision.text());
    ASSERT_EQ(attempts.size(), 1U);
    auto const leaf = node->codec.decode(attempts[0].leaf);
    ASSERT_TRUE(leaf);
    auto const& data = leaf.value().event.data;
    EXPECT_EQ(leaf.value().event.type, "attempts.refused.v1");
    EXPECT_FALSE(leaf.value().event.step);
    EXPECT_EQ(data.text("command"), "start_procedure");
    EXPECT_EQ(data.number("version"), 2);
    EXPECT_EQ(data.find("refusals")->list()->size(), 3U);
}

TEST_F(Advance, CountsRefusalsAboveThirtyAMinuteAndRecordsTheCount) {
    auto const decision = studied();
    auto const attempt = [&] {
        auto start = request(handler, "start_procedure");
        start.decision = decision;
        return refused(start).recorded;
    };
    for (int i = 0; i < 30; ++i)
        EXPECT_TRUE(attempt());
    for (int i = 0; i < 7; ++i)
        EXPECT_FALSE(attempt());
    clock.advance(std::chrono::minutes{1});
    EXPECT_TRUE(attempt());
    auto const attempts = stream("attempts/" + decision.text());
    ASSERT_EQ(attempts.size(), 32U);
    auto const suppressed = node->codec.decode(attempts[30].leaf);
    ASSERT_TRUE(suppressed);
    EXPECT_EQ(suppressed.value().event.type, "attempts.suppressed.v1");
    EXPECT_EQ(suppressed.value().event.data.number("count"), 7);
}

TEST_F(Advance, ACountThatCouldNotBeRecordedIsRecordedNextTime) {
    auto const decision = studied();
    auto start = request(handler, "start_procedure");
    start.decision = decision;
    auto const attempt = [&] {
        return refused(start).recorded;
    };
    for (int i = 0; i < 37; ++i)
        EXPECT_EQ(attempt(), i < 30);
    clock.advance(std::chrono::minutes{1});
    faulty.appends = 0;
    faulty.moody_from = 0;
    faulty.mood = FaultyLog::Mood::fails_before;
    EXPECT_EQ(failed(start).problem, Problem::unavailable);
    faulty.mood = FaultyLog::Mood::well;
    EXPECT_TRUE(attempt());
    auto const attempts = stream("attempts/" + decision.text());
    ASSERT_EQ(attempts.size(), 32U);
    EXPECT_EQ(node->codec.decode(attempts[30].leaf).value().event.data.number("count"), 7);
}

TEST_F(Advance, AClockThatIsSetBackDoesNotSuppressForHours) {
    auto const decision = studied();
    auto const attempt = [&] {
        auto start = request(handler, "start_procedure");
        start.decision = decision;
        return refused(start).recorded;
    };
    for (int i = 0; i < 31; ++i)
        EXPECT_EQ(attempt(), i < 30);
    clock.set(clock.now() - std::chrono::hours{2});
    EXPECT_TRUE(attempt());
}

TEST_F(Advance, ADryRunTellsAndRecordsNothing) {
    auto const decision = studied();
    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    start.dry_run = true;
    EXPECT_EQ(accepted(start).events.at(0).type, "cn.gov.juece.initiation.started.v1");
    start.documents.clear();
    auto const told = refused(start);
    EXPECT_FALSE(told.recorded);
    EXPECT_EQ(stream("decision/" + decision.text()).size(), 2U);
    EXPECT_TRUE(stream("attempts/" + decision.text()).empty());
}

TEST_F(Advance, IfMatchAllowsOnlyTheVersionThatWasSeen) {
    auto const decision = studied();
    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    start.if_match = 1;
    EXPECT_EQ(failed(start).problem, Problem::stale);
    start.if_match = 3;
    EXPECT_EQ(failed(start).problem, Problem::stale);
    start.if_match = 2;
    EXPECT_EQ(accepted(start).version, 3U);
}

TEST_F(Advance, NamesEveryFaultOfARequestThatCannotBeJudged) {
    auto asked = proposal();
    asked.data.set("title", 7);
    asked.data.set("colour", "red");
    auto const answer = failed(asked);
    EXPECT_EQ(answer.problem, Problem::invalid);
    EXPECT_EQ(answer.faults.size(), 2U);

    auto const unknown = failed(request(handler, "abolish"));
    EXPECT_EQ(unknown.problem, Problem::unknown_command);

    auto short_key = proposal();
    short_key.idempotency_key = "short";
    EXPECT_EQ(failed(short_key).faults.at(0).code, "bad_idempotency_key");

    auto nobody = request(handler, "report_study", Object{{"conclusion", "start"}});
    nobody.decision = DecisionId{};
    EXPECT_EQ(failed(nobody).problem, Problem::unknown_decision);

    auto elsewhere = proposal();
    elsewhere.log = *LogName::parse("nowhere");
    EXPECT_EQ(failed(elsewhere).problem, Problem::unknown_log);
}

TEST_F(Advance, RefusesADocumentThatWasNotUploaded) {
    auto asked = proposal();
    asked.documents = {{"proposal", node->hasher.digest({"never sent"}), 0, {}, {}}};
    EXPECT_EQ(failed(asked).faults.at(0).code, "unknown_document");
    asked = proposal();
    auto document = upload("proposal", "建议书");
    document.digest.sm3 = {};
    asked.documents = {document};
    EXPECT_EQ(failed(asked).faults.at(0).code, "digest_mismatch");
}

TEST_F(Advance, TellsThatAReasonForAHardRuleLetsNothingPass) {
    auto asked = proposal();
    asked.reasons = {{"R01", "情况特殊"}};
    auto const answer = failed(asked);
    EXPECT_EQ(answer.faults.at(0).code, "reason_not_asked");
    EXPECT_EQ(answer.faults.at(0).pointer, "/reasons/0/rule");
}

TEST_F(Advance, RefusesAnActInTheFuture) {
    auto asked = proposal();
    asked.occurred_at = start_of(*parse_day("2023-10-12"));
    EXPECT_EQ(failed(asked).faults.at(0).code, "occurred_in_future");
}

TEST_F(Advance, RefusesALeafThatWouldBeTooLarge) {
    auto const decision = studied();
    List handlers;
    for (int i = 0; i < 4'000; ++i)
        handlers.emplace_back("organ-with-a-rather-long-code-" + std::to_string(i));
    auto start =
        request(organ, "start_procedure", Object{{"handlers", handlers}, {"lead", "organ-with-a-rather-long-code-0"}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    EXPECT_EQ(failed(start).faults.at(0).code, "leaf_too_large");
    EXPECT_EQ(stream("decision/" + decision.text()).size(), 2U);
}

TEST_F(Advance, RecordsOfAnAttemptTooLongForALeafTheRulesAlone) {
    auto const decision = studied();
    auto start = request(organ, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    accepted(start);
    List experts;
    for (int i = 0; i < 14'000; ++i)
        experts.emplace_back(Object{
            {"kind", "expert"}, {"person", fmt::format("{:08x}-0000-4000-8000-000000000000", i)}});
    auto choose =
        request(identity("甲", procedure::Role::handler, "yingji"), "choose_panel", Object{{"experts", experts}});
    choose.decision = decision;
    auto const answer = refused(choose);
    EXPECT_TRUE(std::ranges::any_of(answer.refusals, [](auto const& refusal) { return refusal.missing.size() > 0; }));

    auto const attempts = stream("attempts/" + decision.text());
    ASSERT_EQ(attempts.size(), 1U);
    auto const leaf = node->codec.decode(attempts[0].leaf);
    ASSERT_TRUE(leaf);
    auto const* reasons = leaf.value().event.data.find("refusals")->list();
    ASSERT_EQ(reasons->size(), answer.refusals.size());
    for (std::size_t i = 0; i < reasons->size(); ++i) {
        auto const& reason = *(*reasons)[i].object();
        EXPECT_EQ(reason.text("rule"), answer.refusals[i].rule);
        EXPECT_EQ(*reason.find("missing"), Value{Object{}});
    }
    refused(choose);
    EXPECT_EQ(stream("attempts/" + decision.text()).size(), 2U) << "the stream goes on";
    Node other{faulty, documents, clock, 2};
    EXPECT_TRUE(std::holds_alternative<service::Refused>(ask(other, choose))) << "another node can read it";
}

TEST_F(Advance, TheMenuTellsWhatIsOpenAndWhatIsNot) {
    auto const decision = studied();
    auto const view = menu(decision, organ);
    EXPECT_EQ(view.version, 2U);
    auto const start = std::find_if(view.options.begin(), view.options.end(), [](auto const& option) {
        return option.spec->name == "start_procedure";
    });
    ASSERT_NE(start, view.options.end());
    EXPECT_TRUE(start->may_act);
    EXPECT_TRUE(start->standing.empty());
}

}  // namespace
}  // namespace juece::testing
