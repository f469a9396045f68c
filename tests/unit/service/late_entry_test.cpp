// 补录: inside the grace nothing is asked, beyond it reason, paper and approval; and corrections restate the row.
#include "workflow/service/late_entry.hpp"

#include <gtest/gtest.h>

#include "adapters/codec/json.hpp"
#include "tests/support/calendars.hpp"
#include "tests/unit/service/town.hpp"
#include "workflow/dossier/history.hpp"
#include "workflow/service/decision_file.hpp"

namespace juece::testing {
namespace {

Timestamp nine_on(std::string_view day) { return at_time(*parse_day(day), std::chrono::hours{9}); }

class LateEntries : public ::testing::Test, public Town {
protected:
    // Drafted on Friday 2023-10-13; three working days later is Wednesday the 18th.
    service::CommandRequest drafted_on_the_13th(DecisionId decision) {
        auto draft = draft_of(decision, clerk);
        draft.occurred_at = nine_on("2023-10-13");
        return draft;
    }

    service::CommandRequest late(DecisionId decision, std::string_view approver = "office.clerk") {
        auto draft = drafted_on_the_13th(decision);
        draft.late_entry = service::LateRequest{"paper_first", *PostCode::parse(approver)};
        draft.documents.push_back(upload("late_source", "纸质文书"));
        return draft;
    }
};

TEST_F(LateEntries, WithinTheGraceNothingIsAskedAndNothingMayBeClaimed) {
    auto const decision = started();
    move_clock("2023-10-18");
    EXPECT_EQ(failed(late(decision)).faults.at(0).code, "late_entry_not_needed");
    accepted(drafted_on_the_13th(decision));
    EXPECT_FALSE(last_event(decision).late_entry);
}

TEST_F(LateEntries, BeyondTheGraceReasonPaperAndApprovalAreAsked) {
    auto const decision = started();
    move_clock("2023-10-19");
    auto draft = drafted_on_the_13th(decision);
    auto const answer = failed(draft);
    EXPECT_EQ(answer.faults.at(0).code, "late_entry_required");
    EXPECT_NE(answer.faults.at(0).message.find("4 个工作日"), std::string::npos) << answer.faults.at(0).message;
    draft.dry_run = true;
    EXPECT_EQ(failed(draft).faults.at(0).code, "late_entry_required");

    auto incomplete = late(decision, "yingji.clerk");
    incomplete.late_entry->reason = "forgotten";
    incomplete.documents.pop_back();
    std::vector<std::string> codes;
    for (auto const& fault : failed(incomplete).faults)
        codes.push_back(fault.code);
    EXPECT_EQ(codes, (std::vector<std::string>{"unknown_choice", "missing_document", "not_an_office_post"}));

    accepted(late(decision));
    auto const event = last_event(decision);
    ASSERT_TRUE(event.late_entry);
    EXPECT_EQ(event.late_entry->reason, "paper_first");
    EXPECT_EQ(event.late_entry->approved_by.text(), "office.clerk");
    EXPECT_EQ(event.late_entry->source, node->hasher.digest({"纸质文书"}));
    EXPECT_EQ(event.occurred_at, nine_on("2023-10-13"));
    EXPECT_EQ(event.recorded_at, nine_on("2023-10-19"));
}

TEST(Lateness, CountsWorkingDaysByTheNoticesKnownToday) {
    auto const known = calendar::test::published().known_on(*parse_day("2023-10-09"));
    calendar::WorkingDays const grace{3};
    // 29 September to 6 October 2023 were off, 7 and 8 October were worked.
    auto const before_the_holiday = service::lateness(known, *parse_day("2023-09-28"), grace);
    EXPECT_FALSE(before_the_holiday.is_late);
    EXPECT_EQ(before_the_holiday.working_days, 3);
    EXPECT_TRUE(service::lateness(known, *parse_day("2023-09-27"), grace).is_late);
}

TEST(Lateness, WithoutANoticeAnActCountsAsLateUnlessTooFewDaysHavePassed) {
    auto const known = calendar::Calendar{}.known_on(*parse_day("2023-10-09"));
    calendar::WorkingDays const grace{3};
    EXPECT_FALSE(service::lateness(known, *parse_day("2023-10-06"), grace).is_late);
    auto const unknown = service::lateness(known, *parse_day("2023-10-05"), grace);
    EXPECT_TRUE(unknown.is_late);
    EXPECT_FALSE(unknown.working_days);
}

class Corrections : public LateEntries {
protected:
    service::CommandRequest annulled(DecisionId decision, std::uint64_t target) {
        auto annul = request(
            clerk,
            "annul_entry",
            Object{{"target", target}, {"second_person", person("丙").text()}, {"reason", "误录到本事项"}}
        );
        annul.decision = decision;
        annul.documents = {upload("evidence", "情况说明")};
        return annul;
    }

    Object row_in_the_list(DecisionId decision) {
        for (auto const& listed : memory_log.list(log, {})) {
            if (listed.decision == decision) return *codec::parse(listed.row).value().object();
        }
        return {};
    }

    // The fold of everything that the log holds, as a reader without a cache has it.
    Object folded(DecisionId decision) {
        auto const events = service::read_events(memory_log, node->codec, log, decision);
        return dossier::row_of(decision, dossier::replay(*procedure::find_statute("d713_2019"), events));
    }
};

TEST_F(Corrections, OfAnActEnteredLateWhatFollowsFromItIsNoLateEntry) {
    auto const decision = started();
    auto const of_this = [&](service::CommandRequest asked) {
        asked.decision = decision;
        return asked;
    };
    accepted(of_this(request(clerk, "set_fact", Object{{"fact", "F_TECH"}, {"value", false}, {"ground", "D713 19(1)"}}))
    );
    accepted(draft_of(decision, clerk));
    accepted(of_this(request(
        clerk,
        "waive_expert_review",
        Object{{"ground", Object{{"fact", "F_TECH"}, {"value", false}}}, {"reason", "不涉及专业性问题"}}
    )));
    move_clock("2023-10-19");
    auto annul = annulled(decision, 6);
    annul.occurred_at = nine_on("2023-10-13");
    annul.late_entry = service::LateRequest{"paper_first", *PostCode::parse("office.clerk")};
    annul.documents.push_back(upload("late_source", "纸质文书"));
    ASSERT_EQ(accepted(annul).events.size(), 2U);
    auto const events = service::read_events(memory_log, node->codec, log, decision);
    EXPECT_TRUE(events.at(6).late_entry);
    EXPECT_EQ(events.at(7).type, "expert_review.reinstated.v1");
    EXPECT_FALSE(events.at(7).late_entry);
}

TEST_F(Corrections, RestateTheFactsInTheRowAndInEveryNodesCache) {
    auto const decision = started();
    auto consult = request(clerk, "set_fact", Object{{"fact", "F_TECH"}, {"value", true}, {"ground", "D713 19(1)"}});
    consult.decision = decision;
    accepted(consult);
    Node other{faulty, documents, clock, 2};
    auto const before = ask(other, draft_of(decision, clerk));
    ASSERT_TRUE(std::holds_alternative<service::Accepted>(before));
    // This node has not seen the draft: it must read everything again before it corrects.
    auto annul = annulled(decision, 4);
    annul.who = mayor;  // once there is a draft, facts are the organ's
    auto const answer = accepted(annul);
    EXPECT_EQ(answer.version, 6U);
    EXPECT_EQ(row_in_the_list(decision), folded(decision));
    EXPECT_EQ(menu(decision).row, folded(decision));

    auto revise = request(clerk, "revise_draft");
    revise.decision = decision;
    revise.documents = {upload("draft", "修改后的草案")};
    ASSERT_TRUE(std::holds_alternative<service::Accepted>(ask(other, revise))) << "its cache held the old facts";
    EXPECT_EQ(row_in_the_list(decision), folded(decision));
}

}  // namespace
}  // namespace juece::testing
