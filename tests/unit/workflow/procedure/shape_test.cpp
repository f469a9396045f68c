// The shape of commands: every fault at once, each with its place; what a rule asks for is no fault.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/acts/deciding.hpp"
#include "tests/support/acts/entries.hpp"
#include "tests/support/acts/opening.hpp"
#include "tests/support/acts/participation.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/statute.hpp"

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
    for (auto const& spec : procedure::every_command())
        EXPECT_EQ(told(complete_act(spec.trigger, beijing("2023-10-12"))), Told{}) << spec.name;
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
            "unknown_document /documents/4/role"})
    );
}

// What is counted from a day is told with four digits of its year as well.
TEST(Shape, RefusesDaysFromWhichNothingCouldBeCounted) {
    EXPECT_EQ(told(open_public_comment().with("until", "8999-12-31")), Told{});
    EXPECT_EQ(told(open_public_comment().with("until", "9000-01-01")), Told{"day_too_far /data/until"});
}

TEST(Shape, AsksForRequiredMembersAndDocuments) {
    EXPECT_EQ(
        told(propose().without("title").without("proposer_kind")),
        (Told{"missing_field /data/title", "missing_field /data/proposer_kind"})
    );
    EXPECT_EQ(told(complete_draft().lacking("draft")), Told{"missing_document /documents"});
}

TEST(Shape, RefusesTextsOfBlanksAndTextsThatAreDocuments) {
    EXPECT_EQ(told(propose().with("title", "\u3000\u00A0 \t")), Told{"blank_text /data/title"});
    EXPECT_EQ(told(propose().with("title", "\u3000预案")), Told{});
    std::string longest;
    for (int i = 0; i < 10'000; ++i)
        longest += "字";
    EXPECT_EQ(told(propose().with("title", longest)), Told{});
    EXPECT_EQ(told(propose().with("title", longest + "a")), Told{"text_too_long /data/title"});
}

TEST(Shape, RefusesValuesOfAnotherKind) {
    EXPECT_EQ(told(propose().with("title", 1)), Told{"wrong_type /data/title"});
    EXPECT_EQ(told(propose().with("category", "palace")), Told{"unknown_choice /data/category"});
    EXPECT_EQ(told(start_procedure().with("handlers", "one")), Told{"wrong_type /data/handlers"});
    EXPECT_EQ(told(start_procedure().with("handlers", List{"区 政府"})), Told{"bad_organ /data/handlers/0"});
    EXPECT_EQ(told(close_public_comment().with("public_opinions", "0")), Told{"wrong_type /data/public_opinions"});
    EXPECT_EQ(told(set_fact().with("ground", "OGI XIV")), Told{"bad_citation /data/ground"});
    EXPECT_EQ(told(set_fact().with("value", "yes")), Told{"wrong_type /data/value"});
    EXPECT_EQ(told(annul_entry().with("target", 0)), Told{"bad_version /data/target"});
    EXPECT_EQ(told(annul_entry().with("target", "one")), Told{"wrong_type /data/target"});
    EXPECT_EQ(told(annul_entry().with("second_person", "张三")), Told{"bad_person /data/second_person"});
    EXPECT_EQ(told(propose().with("merged_into", 1)), Told{"unknown_field /data/merged_into"});
}

TEST(Shape, TakesAGroundAsAFactOrAsAnArticle) {
    auto const ground = [](Value value) { return told(waive_public_comment().with("ground", std::move(value))); };
    EXPECT_EQ(ground(Object{{"fact", "F_TECH"}, {"value", false}}), Told{});
    EXPECT_EQ(ground(Object{{"law", "OGI"}, {"article", 14}}), Told{});
    EXPECT_EQ(ground(Object{{"law", "D713"}, {"article", 15}, {"paragraph", 1}}), Told{});
    Told const bad{"bad_ground /data/ground"};
    EXPECT_EQ(ground(Object{{"fact", "F_TECH"}}), bad);
    EXPECT_EQ(ground(Object{{"fact", "F_TECK"}, {"value", false}}), bad);
    EXPECT_EQ(ground(Object{{"fact", "F_TECH"}, {"value", "no"}}), bad);
    EXPECT_EQ(ground(Object{{"fact", "F_TECH"}, {"value", false}, {"law", "OGI"}}), bad);
    EXPECT_EQ(ground(Object{{"law", "OGI"}}), bad);
    EXPECT_EQ(ground(Object{{"law", "OGI"}, {"article", 14}, {"paragraph", 0}}), bad);
    EXPECT_EQ(ground(Object{{"law", "OGI"}, {"article", 14}, {"note", 1}}), bad);
    EXPECT_EQ(ground(Object{}), bad);
    EXPECT_EQ(ground("OGI 14"), Told{"wrong_type /data/ground"});
    EXPECT_EQ(ground(true), Told{"wrong_type /data/ground"});
}

TEST(Shape, PointsIntoRows) {
    auto const results = [](Value value) { return told(fail_legality_review().with("results", std::move(value))); };
    Object const good{{"stage", "hearing"}, {"version", 9}, {"verdict", "void"}};
    EXPECT_EQ(results(List{good}), Told{});
    EXPECT_EQ(results("all of them"), Told{"wrong_type /data/results"});
    EXPECT_EQ(results(List{good, "hearing"}), Told{"wrong_type /data/results/1"});
    EXPECT_EQ(
        results(List{Object{{"stage", "haering"}, {"version", 0}, {"why", "x"}}}),
        (Told{
            "unknown_choice /data/results/0/stage",
            "bad_version /data/results/0/version",
            "missing_field /data/results/0/verdict",
            "unknown_field /data/results/0/why"})
    );
}

TEST(Shape, PointsIntoSealedRows) {
    auto views = *record_deliberation().command.data.find("views");
    views.list()->front().object()->set("person", "the head");
    EXPECT_EQ(told(record_deliberation().with("views", views)), Told{"bad_person /data/views/0/person"});
}

TEST(Shape, TakesAnyCodeWhereAFieldHasNoChoices) {
    auto const corrected_to = [](List values) {
        return told(
            correct_entry().with("corrections", List{Object{{"member", "until"}, {"values", std::move(values)}}})
        );
    };
    EXPECT_EQ(corrected_to({"2023-11-12"}), Told{});
    EXPECT_EQ(corrected_to({}), Told{});
    EXPECT_EQ(corrected_to({"因防汛需要"}), Told{"unknown_choice /data/corrections/0/values/0"});
    EXPECT_EQ(corrected_to({"two words"}), Told{"unknown_choice /data/corrections/0/values/0"});
}

TEST(Shape, TakesTheCommonPapersOnEveryCommand) {
    for (auto const& spec : procedure::every_command()) {
        auto const act = complete_act(spec.trigger, beijing("2023-10-12"))
                             .attaching("authority", "授权书")
                             .attaching("late_source", "来源文书");
        EXPECT_EQ(told(act), Told{}) << spec.name;
    }
}

TEST(Shape, RefusesADocumentTwiceAndALongNumber) {
    auto act = complete_draft();
    act.command.documents.push_back(act.command.documents.front());
    act.command.documents.front().number = "闵府发〔2023〕12号\n";
    EXPECT_EQ(told(act), (Told{"bad_document_number /documents/0/number", "repeated_document /documents/3/role"}));
}

TEST(Commands, AreFoundByNameAndByTrigger) {
    EXPECT_EQ(procedure::find_command("propose")->trigger, procedure::Trigger::proposal_submitted);
    EXPECT_EQ(procedure::find_command("proposal.submitted"), nullptr);
    for (auto const& spec : procedure::every_command())
        EXPECT_EQ(procedure::command_of(spec.trigger), &spec);
    for (auto const trigger : procedure::every_trigger()) {
        auto const& row = *procedure::find_statute("d713_2019")->first_row(trigger);
        EXPECT_EQ(procedure::command_of(trigger) != nullptr, row.is_asked_for()) << code(trigger);
    }
}

// What a field or a document is for must be a rule of the table: of its own row, or, as with a hearing's days or a
// head's reason, of a row that is built on it.
TEST(Commands, NameOnlyRulesOfTheTable) {
    auto const* statute = procedure::find_statute("d713_2019");
    std::set<std::string_view> rules{""};
    auto const add = [&](std::span<procedure::RowView const> rows) {
        for (auto const& row : rows) {
            for (auto const& clause : row.clauses)
                rules.insert(clause.rule->id);
        }
    };
    add(statute->acts);
    for (auto const& chapter : statute->chapters)
        add(chapter.rows);
    for (auto const& spec : procedure::every_command()) {
        for (auto const& field : spec.fields)
            EXPECT_TRUE(rules.contains(field.rule)) << spec.name << " " << field.name;
        for (auto const& slot : spec.documents)
            EXPECT_TRUE(rules.contains(slot.rule)) << spec.name << " " << slot.role;
    }
}

}  // namespace
}  // namespace juece::testing
