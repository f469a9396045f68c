// The shape of commands: every fault at once, each with its place; what a rule asks for is no fault.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/act.hpp"
#include "workflow/procedure/command.hpp"

namespace juece::testing {
namespace {

using procedure::Fault;

std::vector<Fault> faults_of(Act const& act) {
    return procedure::faults_of_shape(*act.command.spec, act.command.data, act.command.documents);
}

std::vector<std::string> told(Act const& act) {
    std::vector<std::string> told;
    for (auto const& fault : faults_of(act)) {
        EXPECT_FALSE(fault.message.empty());
        told.push_back(fault.code + " " + fault.pointer);
    }
    return told;
}

using Told = std::vector<std::string>;

TEST(Shape, FindsNoFaultInACompleteCommand) {
    for (auto const trigger : procedure::every_trigger())
        EXPECT_EQ(told(complete_act(trigger, beijing("2023-10-12"))), Told{}) << code(trigger);
}

TEST(Shape, LeavesToTheLawWhatARuleAsksFor) {
    EXPECT_EQ(told(open_public_comment().without("until").without("channels").lacking("notice")), Told{});
    EXPECT_EQ(told(start_procedure().without("handlers").lacking("decision")), Told{});
    EXPECT_EQ(told(propose().without("category").without("problem")), Told{});
}

TEST(Shape, TellsEveryFaultAtOnce) {
    auto const act = open_public_comment()
                         .with("until", "2023-02-30")
                         .with("channels", List{"website", "website", "pigeon", 3})
                         .with("units_asked", -1)
                         .with("shortening_reason", " \n")
                         .with("until/then", "x")
                         .attaching("minutes", "?");
    EXPECT_EQ(
        told(act),
        (Told{
            "bad_day /data/until",
            "repeated_item /data/channels/1",
            "unknown_choice /data/channels/2",
            "wrong_type /data/channels/3",
            "blank_text /data/shortening_reason",
            "bad_number /data/units_asked",
            "unknown_field /data/until~1then",
            "unknown_document /documents/3/role"})
    );
}

TEST(Shape, AsksForRequiredMembersAndDocuments) {
    EXPECT_EQ(
        told(propose().without("title").without("proposer_kind")),
        (Told{"missing_field /data/title", "missing_field /data/proposer_kind"})
    );
    EXPECT_EQ(told(complete_draft().lacking("draft")), Told{"missing_document /documents"});
}

TEST(Shape, RefusesValuesOfAnotherKind) {
    EXPECT_EQ(told(propose().with("title", 1)), Told{"wrong_type /data/title"});
    EXPECT_EQ(told(propose().with("category", "palace")), Told{"unknown_choice /data/category"});
    EXPECT_EQ(told(start_procedure().with("handlers", "one")), Told{"wrong_type /data/handlers"});
    EXPECT_EQ(told(start_procedure().with("handlers", List{"区 政府"})), Told{"bad_organ /data/handlers/0"});
    EXPECT_EQ(told(close_public_comment().with("public_opinions", "0")), Told{"wrong_type /data/public_opinions"});
    EXPECT_EQ(told(waive_public_comment().with("ground", "OGI XIV")), Told{"bad_citation /data/ground"});
    EXPECT_EQ(told(waive_public_comment().with("ground", true)), Told{"wrong_type /data/ground"});
}

TEST(Shape, RefusesADocumentTwiceAndALongNumber) {
    auto act = complete_draft();
    act.command.documents.push_back(act.command.documents.front());
    act.command.documents.front().number = "闵府发〔2023〕12号\n";
    EXPECT_EQ(told(act), (Told{"bad_document_number /documents/0/number", "repeated_document /documents/1/role"}));
}

TEST(Commands, AreFoundByNameAndByTrigger) {
    EXPECT_EQ(procedure::find_command("propose")->trigger, procedure::Trigger::proposal_submitted);
    EXPECT_EQ(procedure::find_command("proposal.submitted"), nullptr);
    for (auto const& spec : procedure::every_command())
        EXPECT_EQ(&procedure::command_of(spec.trigger), &spec);
    EXPECT_EQ(procedure::every_command().size(), procedure::trigger_count);
}

// A field or a document that names a rule must be asked for by a rule of the command's rows, or the law would never
// ask.
TEST(Commands, NameOnlyRulesOfTheirRows) {
    auto const* statute = procedure::find_statute("d713_2019");
    for (auto const& spec : procedure::every_command()) {
        auto const asks = [&](std::string_view rule) {
            return std::ranges::any_of(statute->first_row(spec.trigger)->clauses, [&](auto const& clause) {
                return clause.rule->id == rule && clause.rule->nature == rules::Nature::content;
            });
        };
        for (auto const& field : spec.fields)
            EXPECT_TRUE(field.rule.empty() || asks(field.rule)) << spec.name << field.name;
        for (auto const& slot : spec.documents)
            EXPECT_TRUE(slot.rule.empty() || asks(slot.rule)) << spec.name << slot.role;
    }
}

}  // namespace
}  // namespace juece::testing
