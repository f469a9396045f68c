// Whatever breaks on the way (here randomness, and the clock): whoever asked is told, nothing is recorded, and the next
// one's turn comes.
#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/unit/service/town.hpp"

namespace juece::testing {
namespace {

using service::Failed;
using service::Problem;

// Breaks once, after so many more questions.
class BrittleClock final : public ports::Clock {
public:
    explicit BrittleClock(ports::Clock const& behind) : behind_{behind} {}

    mutable int questions_until_it_breaks = -1;

    Timestamp now() const override {
        if (questions_until_it_breaks-- == 0) throw std::runtime_error{"no time"};
        return behind_.now();
    }

private:
    ports::Clock const& behind_;
};

class Breaking : public ::testing::Test, public Town {
protected:
    void expect_broken(service::CommandRequest const& asked) {
        node->entropy.broken = true;
        auto const answer = failed(asked);
        EXPECT_EQ(answer.problem, Problem::corrupt);
        EXPECT_EQ(answer.detail, "no randomness");
        node->entropy.broken = false;
    }
};

TEST_F(Breaking, AnOpeningIsAnsweredAndMayBeRepeated) {
    auto asked = proposal();
    asked.who = clerk;
    expect_broken(asked);
    EXPECT_EQ(node->service.figures().waiting, 0U);
    EXPECT_FALSE(accepted(asked).repeated);
}

TEST_F(Breaking, AStepOfAnOpenFileIsAnsweredAndTheNextGoesOn) {
    auto const decision = started();
    auto const draft = draft_of(decision, clerk);
    expect_broken(draft);
    EXPECT_EQ(accepted(draft).version, 4U);
}

TEST_F(Breaking, ThoseWhoWaitBehindItHaveTheirTurn) {
    auto const decision = started();
    faulty.hold = true;
    int answered = 0;
    auto const ask_later = [&](service::CommandRequest asked) {
        asked.decision = decision;
        node->service.advance(std::move(asked), [&](service::Answer const&) { ++answered; });
    };
    ask_later(request(clerk, "set_fact", Object{{"fact", "F_TECH"}, {"value", true}, {"ground", "D713 19(1)"}}));
    ask_later(draft_of(decision, clerk));
    ask_later(draft_of(decision, clerk));
    EXPECT_EQ(answered, 0);
    node->entropy.broken = true;
    faulty.release();
    EXPECT_EQ(answered, 3);
    node->entropy.broken = false;
    EXPECT_EQ(accepted(draft_of(decision, clerk)).version, 5U);
}

TEST_F(Breaking, ARefusalThatIsNotRecordedIsNotAnsweredAsOne) {
    auto const decision = started();
    auto again = request(mayor, "start_procedure", Object{{"handlers", List{"yingji"}}});
    again.decision = decision;
    again.documents = {upload("decision", "同意启动")};
    expect_broken(again);
    EXPECT_TRUE(stream("attempts/" + decision.text()).empty());
    refused(again);
    EXPECT_EQ(stream("attempts/" + decision.text()).size(), 1U);
}

TEST_F(Breaking, ACorrectionIsAnsweredThoughItReadsTheHistoryFirst) {
    auto const decision = started();
    auto fact = request(clerk, "set_fact", Object{{"fact", "F_TECH"}, {"value", true}, {"ground", "D713 19(1)"}});
    fact.decision = decision;
    accepted(fact);
    auto annul = request(
        clerk,
        "annul_entry",
        Object{{"target", std::uint64_t{4}}, {"second_person", person("丙").text()}, {"reason", "误录到本事项"}}
    );
    annul.decision = decision;
    annul.documents = {upload("evidence", "情况说明")};
    expect_broken(annul);
    EXPECT_EQ(accepted(annul).version, 5U);
}

TEST_F(Breaking, AnEntryInTheRegisterIsAnsweredAndTheNextGoesOn) {
    auto const asked = entry("enter_person", Object{{"name", "赵"}});
    node->entropy.broken = true;
    EXPECT_EQ(not_entered(asked).problem, Problem::corrupt);
    node->entropy.broken = false;
    EXPECT_FALSE(entered(asked).repeated);
}

TEST_F(Breaking, APublicationIsAnsweredAndTheNextGoesOn) {
    rules::Profile profile;
    profile.id = "national";
    profile.in_force_from = *parse_day("2024-01-01");
    Object const data{{"id", "national"}, {"in_force_from", "2024-01-01"}, {"parameters", rules::to_data(profile)}};
    using Answer = std::variant<service::Published, Failed>;
    auto const publish = [&] {
        Answer result;
        node->service.publish_rules({log, registrar, false, "publish_profile", data}, [&](Answer answer) {
            result = std::move(answer);
        });
        return result;
    };
    node->entropy.broken = true;
    EXPECT_EQ(std::get<Failed>(publish()).problem, Problem::corrupt);
    node->entropy.broken = false;
    EXPECT_TRUE(std::get<service::Published>(publish()).event);
}

TEST_F(Breaking, ARehearsalsClockIsAnsweredAndMayBeMovedAgain) {
    auto const to = at_time(*parse_day("2023-10-12"), std::chrono::hours{9});
    std::variant<service::LogView, Failed> answer;
    auto const move = [&] { node->service.move_clock(log, mayor, to, [&](auto given) { answer = std::move(given); }); };
    node->entropy.broken = true;
    move();
    EXPECT_EQ(std::get<Failed>(answer).problem, Problem::corrupt);
    node->entropy.broken = false;
    move();
    EXPECT_EQ(std::get<service::LogView>(answer).clock, to);
}

TEST_F(Breaking, ARehearsalThatCannotBeOpenedIsAnswered) {
    std::variant<service::LogView, Failed> answer;
    auto const open = [&] {
        service::RehearsalRequest request{*LogName::parse("another"), mayor, "national", "d713_2019", {}, false};
        node->service.open_rehearsal(std::move(request), [&](auto given) { answer = std::move(given); });
    };
    node->entropy.broken = true;
    open();
    EXPECT_EQ(std::get<Failed>(answer).problem, Problem::corrupt);
    node->entropy.broken = false;
    open();
    EXPECT_TRUE(std::holds_alternative<service::LogView>(answer));
}

TEST_F(Breaking, AMenuIsAnsweredAndTheNextGoesOn) {
    auto const production = *LogName::parse("310112");
    open_production(production);
    BrittleClock brittle{clock};
    Node other{faulty, documents, brittle, 2};
    std::variant<service::MenuView, Failed> answer;
    auto const ask_menu = [&] {
        other.service.menu(production, DecisionId{}, std::nullopt, [&](auto given) { answer = std::move(given); });
        return std::get<Failed>(answer).problem;
    };
    EXPECT_EQ(ask_menu(), Problem::unknown_decision);
    brittle.questions_until_it_breaks = 1;  // whether what is known is fresh; then, with the turn taken, the day
    EXPECT_EQ(ask_menu(), Problem::corrupt);
    EXPECT_EQ(ask_menu(), Problem::unknown_decision);
}

}  // namespace
}  // namespace juece::testing
