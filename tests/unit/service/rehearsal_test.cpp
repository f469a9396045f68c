// Rehearsals: a log of its own, rules published in it, a clock that only moves forward, and no way into production.
#include <gtest/gtest.h>

#include "tests/unit/service/world.hpp"

namespace juece::testing {
namespace {

using service::Problem;

class Rehearsal : public ::testing::Test, public World {
protected:
    std::variant<service::LogView, service::Failed> move(std::string_view to) {
        std::variant<service::LogView, service::Failed> result;
        node->service.move_clock(log, organ, *parse_timestamp(to), [&](auto answer) { result = std::move(answer); });
        return result;
    }
};

TEST_F(Rehearsal, SaysInItsFirstEventAndInEveryLeafWhatItIs) {
    accepted(proposal());
    auto const events = memory_log.read_log(log, 0, 100);
    ASSERT_GE(events.size(), 4U);
    EXPECT_EQ(events[0].type, "cn.gov.juece.log.opened.v1");
    EXPECT_EQ(events[1].stream, "rules/statute/d713_2019");
    EXPECT_EQ(events[2].stream, "rules/profile/national");
    EXPECT_EQ(events[3].stream, "rules/calendar/cn");
    for (auto const& event : events) {
        EXPECT_NE(event.leaf.find("\"rehearsal\":true"), std::string::npos) << event.type;
    }
}

TEST_F(Rehearsal, MovesItsClockForwardAndNeverBack) {
    auto const moved = std::get<service::LogView>(move("2023-10-12T01:00:00.000000Z"));
    EXPECT_EQ(text(moved.clock), "2023-10-12T01:00:00.000000Z");
    EXPECT_EQ(std::get<service::Failed>(move("2023-10-12T00:59:59.000000Z")).faults.at(0).code, "clock_backwards");
    EXPECT_TRUE(std::holds_alternative<service::LogView>(move("2023-10-12T01:00:00.000000Z"))) << "a repeat";
    EXPECT_EQ(stream("log").size(), 2U);
    auto const answer = accepted(proposal());
    EXPECT_EQ(text(stream("decision/" + answer.decision.text()).at(0).recorded_at), "2023-10-12T01:00:00.000000Z");
}

TEST_F(Rehearsal, KeepsItsClockAcrossARestart) {
    move("2023-10-12T01:00:00.000000Z");
    Node restarted{faulty, documents, clock, 2};
    std::optional<service::LogView> view;
    restarted.service.describe_log(log, [&](std::variant<service::LogView, service::Failed> answer) {
        view = std::get<service::LogView>(answer);
    });
    ASSERT_TRUE(view);
    EXPECT_EQ(text(view->clock), "2023-10-12T01:00:00.000000Z");
}

TEST_F(Rehearsal, HasANameOfItsOwnAndKnownRules) {
    auto const open = [&](std::string_view name, std::string profile) {
        Problem problem{};
        service::RehearsalRequest request{*LogName::parse(name), organ, std::move(profile), "d713_2019", {}, false};
        node->service.open_rehearsal(std::move(request), [&](std::variant<service::LogView, service::Failed> answer) {
            problem = std::get<service::Failed>(answer).problem;
        });
        return problem;
    };
    EXPECT_EQ(open("rehearsal", "national"), Problem::exists);
    EXPECT_EQ(open("another", "atlantis"), Problem::invalid);
}

TEST_F(Rehearsal, HasAName) {
    std::optional<service::Failed> refused;
    node->service.open_rehearsal(
        {LogName{}, organ, "national", "d713_2019", {}, false},
        [&](std::variant<service::LogView, service::Failed> answer) { refused = std::get<service::Failed>(answer); }
    );
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->faults.at(0).code, "bad_log_name");
}

TEST_F(Rehearsal, ARehearsalIdentityCannotActInAProductionLog) {
    auto const production = *LogName::parse("310112");
    ports::AppendItem first;
    first.stream = "log";
    procedure::Event event;
    event.version = 1;
    event.type = "log.opened.v1";
    event.actor = {organ.person, organ.post, organ.organ, {}, {}, {}, "machine"};
    event.data = Object{{"kafka", false}, {"name", "310112"}, {"rehearsal", false}};
    auto const leaf = node->codec.encode({production, "log", {}, false}, event);
    first.leaves.push_back(
        {event.id, "cn.gov.juece.log.opened.v1", {}, leaf, node->hasher.digest({std::string_view{"\0", 1}, leaf})}
    );
    ASSERT_TRUE(memory_log.open(production, false, false, {first}));
    auto asked = proposal();
    asked.log = production;
    EXPECT_EQ(failed(asked).problem, Problem::not_rehearsal);
}

}  // namespace
}  // namespace juece::testing
