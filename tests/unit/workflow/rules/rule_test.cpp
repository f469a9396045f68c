// Rendering of refusals, and what every rule of the statute must carry.
#include "workflow/rules/rule.hpp"

#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/statute.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::rules {
namespace {

TEST(Render, PutsWordsNumbersAndListsInPlace) {
    Object const missing{{"absent", List{"notice", "explanation"}}, {"days", 29}, {"last_day", "2023-11-11"}};
    EXPECT_EQ(render("尚缺:{absent};{days} 日至 {last_day}", missing), "尚缺:公告、草案说明;29 日至 2023-11-11");
}

TEST(Render, WritesDaysThatANoticeArrangedAsAClause) {
    Object const missing{
        {"counted",
         List{
             Object{
                 {"from", "2023-09-29"},
                 {"to", "2023-10-06"},
                 {"reason", "day_off"},
                 {"notice", "国办发明电〔2022〕16号"}},
             Object{
                 {"from", "2023-10-07"},
                 {"to", "2023-10-08"},
                 {"reason", "make_up_day"},
                 {"notice", "国办发明电〔2022〕16号"}}}}};
    EXPECT_EQ(
        render("其间的放假和调休:{counted}", missing),
        "其间的放假和调休:9月29日–10月6日放假(国办发明电〔2022〕16号),10月7日、8日调休上班"
    );
    EXPECT_EQ(render("其间的放假和调休:{counted}", {{"counted", List{}}}), "其间的放假和调休:无");
}

TEST(Render, SaysNothingForWhatIsNotThere) {
    EXPECT_EQ(render("{absent}", {}), "无");
    EXPECT_EQ(render("{absent}", {{"absent", List{}}}), "无");
    EXPECT_EQ(render("plain", {}), "plain");
    EXPECT_EQ(render("open { only", {}), "open { only");
    EXPECT_EQ(render("", {}), "");
}

TEST(Refusal, CarriesArticleLevelAndOriginalPhrase) {
    auto const& row = *procedure::find_statute("d713_2019")->first_row(procedure::Trigger::public_comment_closed);
    auto const refusal = refuse(*row.clauses[0].rule, {{"last_day", "2023-11-11"}});
    EXPECT_EQ(refusal.rule, "R22");
    EXPECT_EQ(text(refusal.cites), "D713 15(1)");
    EXPECT_EQ(refusal.level, NormLevel::administrative_regulation);
    EXPECT_FALSE(refusal.phrase.empty());
}

std::vector<Rule const*> every_rule() {
    std::vector<Rule const*> all;
    auto const collect = [&](std::span<procedure::RowView const> rows) {
        for (auto const& row : rows) {
            for (auto const& clause : row.clauses)
                all.push_back(clause.rule);
        }
    };
    for (auto const* statute : procedure::every_statute()) {
        for (auto const& chapter : statute->chapters)
            collect(chapter.rows);
        collect(statute->acts);
    }
    return all;
}

TEST(Rules, QuoteTheirArticleAndTellAnOfficialWhatIsMissing) {
    for (auto const* rule : every_rule()) {
        EXPECT_FALSE(rule->phrase.empty() || rule->message.empty()) << rule->id;
        EXPECT_GT(rule->cites.article, 0) << rule->id;
        // A work plan is no law: nothing that rests on one may stop an act (docs/choices.md).
        bool const rests_on_a_plan = level(rule->cites.source) == NormLevel::plan;
        EXPECT_FALSE(rests_on_a_plan && rule->force == Force::hard) << rule->id;
    }
}

TEST(Rules, HoldFromTheDayOfTheirSource) {
    for (auto const* rule : every_rule()) {
        EXPECT_FALSE(rule->in_force(*parse_day("2019-05-14"))) << rule->id;
        if (rule->cites.source != Source::d713) continue;
        EXPECT_TRUE(rule->in_force(*parse_day("2019-09-01"))) << rule->id;
        EXPECT_FALSE(rule->in_force(*parse_day("2019-08-31"))) << rule->id;
    }
}

TEST(Rules, OfTheFairCompetitionRegulationAreUnknownIn2023) {
    STATUTE("FCR 27");
    std::set<std::string_view> in_2023;
    std::set<std::string_view> in_2024;
    for (auto const* rule : every_rule()) {
        if (rule->in_force(*parse_day("2023-12-31"))) in_2023.insert(rule->id);
        if (rule->in_force(*parse_day("2024-08-01"))) in_2024.insert(rule->id);
    }
    for (auto const* id : {"R41", "R42", "R43", "R44"}) {
        EXPECT_FALSE(in_2023.contains(id)) << id;
        EXPECT_TRUE(in_2024.contains(id)) << id;
    }
}

}  // namespace
}  // namespace juece::rules
