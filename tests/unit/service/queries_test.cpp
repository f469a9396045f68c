// Reads composed from the log: the past as it was known then, and who may open what is sealed.
#include "workflow/service/queries.hpp"

#include <gtest/gtest.h>

#include "tests/unit/service/world.hpp"
#include "workflow/service/leaves.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using procedure::SealClass;

class Queries : public ::testing::Test, public World {
protected:
    service::Reading reading() { return {memory_log, node->codec, log}; }

    void move_clock(std::string_view to) {
        node->service.move_clock(log, organ, *parse_timestamp(to), [](auto const&) {});
    }

    bool may_read(service::Identity const& who, SealClass seal, DecisionId decision) {
        return service::may_read(reading(), who, seal, stream(service::decision_stream(decision)).at(0));
    }
};

TEST(AsOf, IsAMomentOrTheEndOfADayInBeijing) {
    EXPECT_EQ(text(*service::parse_as_of("2023-11-01")), "2023-11-01T15:59:59.999999Z");
    EXPECT_EQ(text(*service::parse_as_of("2023-11-01T01:00:00.000000Z")), "2023-11-01T01:00:00.000000Z");
    for (auto const* bad : {"", "2023-11", "2023-02-29", "2023-11-01T01:00:00Z", "now"}) {
        EXPECT_FALSE(service::parse_as_of(bad)) << bad;
    }
}

TEST_F(Queries, ShowADecisionAsItWasKnownThen) {
    auto const decision = accepted(proposal()).decision;
    move_clock("2023-10-12T01:00:00.000000Z");
    auto study = request(handler, "report_study", Object{{"conclusion", "start"}});
    study.decision = decision;
    accepted(std::move(study));

    auto const then = service::decision_as_of(reading(), decision, *service::parse_as_of("2023-10-11"));
    ASSERT_TRUE(then);
    EXPECT_EQ(then->version, 1U);
    EXPECT_EQ(then->row.find("states")->object()->text("main"), "proposed");
    auto const now = service::decision_as_of(reading(), decision, *service::parse_as_of("2023-10-12"));
    ASSERT_TRUE(now);
    EXPECT_EQ(now->version, 2U);
    EXPECT_EQ(now->row, menu(decision).row);
    EXPECT_FALSE(service::decision_as_of(reading(), decision, *service::parse_as_of("2023-10-10")));
}

TEST_F(Queries, PageThroughAStreamUpToAMomentAndALimit) {
    auto const decision = studied();
    auto const name = service::decision_stream(decision);
    EXPECT_EQ(service::events_of(reading(), name, 0, {}, 100).size(), 2U);
    EXPECT_EQ(service::events_of(reading(), name, 0, {}, 1).size(), 1U);
    EXPECT_EQ(service::events_of(reading(), name, 1, {}, 100).at(0).version, 2U);
    EXPECT_TRUE(service::events_of(reading(), name, 0, service::parse_as_of("2023-10-10"), 100).empty());
}

TEST_F(Queries, FindTheTitle) {
    auto const payload = service::title_payload(reading(), studied());
    EXPECT_NE(payload.find("突发地质灾害应急预案修订"), std::string::npos);
    EXPECT_EQ(service::title_payload(reading(), DecisionId{}), "");
}

TEST_F(Queries, OpenWhatIsSealedByItsClass) {
    auto const decision = studied();
    auto const stranger = identity("丁", Role::citizen, "public");
    auto const colleague = identity("戊", Role::citizen, "yingji");
    auto const auditor = identity("己", Role::auditor, "shenji");
    auto const responsible = identity("庚", Role::handler, "elsewhere");
    EXPECT_TRUE(may_read(stranger, SealClass::government, decision));
    EXPECT_FALSE(may_read(stranger, SealClass::parties, decision));
    EXPECT_TRUE(may_read(colleague, SealClass::parties, decision)) << "its organ proposed the item";
    for (auto const& who : {organ, office, auditor})
        EXPECT_TRUE(may_read(who, SealClass::restricted, decision));
    for (auto const& who : {stranger, responsible})
        EXPECT_FALSE(may_read(who, SealClass::restricted, decision));
    for (auto const& who : {responsible, auditor})
        EXPECT_TRUE(may_read(who, SealClass::personal, decision));
    for (auto const& who : {stranger, organ, office})
        EXPECT_FALSE(may_read(who, SealClass::personal, decision));
}

TEST_F(Queries, CountAnAttemptAsPartOfItsDecision) {
    auto const decision = studied();
    auto early = request(handler, "complete_draft");
    early.decision = decision;
    early.documents = {upload("draft", "草案")};
    refused(std::move(early));
    auto const attempt = stream(service::attempts_stream(decision)).at(0);
    auto const colleague = identity("戊", Role::citizen, "yingji");
    EXPECT_TRUE(service::may_read(reading(), colleague, SealClass::parties, attempt));
    EXPECT_FALSE(service::may_read(reading(), organ, SealClass::parties, attempt));
}

}  // namespace
}  // namespace juece::testing
