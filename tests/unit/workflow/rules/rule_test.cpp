// Rendering of refusals, and what every rule of the statute must carry.
#include "workflow/rules/rule.hpp"

#include <gtest/gtest.h>

#include "workflow/procedure/statute.hpp"

namespace juece::rules {
namespace {

TEST(Render, PutsWordsNumbersAndListsInPlace) {
    Object const missing{{"absent", List{"notice", "explanation"}}, {"days", 29}, {"last_day", "2023-11-11"}};
    EXPECT_EQ(render("尚缺:{absent};{days} 日至 {last_day}", missing), "尚缺:公告、草案说明;29 日至 2023-11-11");
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

TEST(Rules, AllRestOnTheDecreeAndHoldSinceItsFirstDay) {
    for (auto const& chapter : procedure::find_statute("d713_2019")->chapters) {
        for (auto const& row : chapter.rows) {
            for (auto const& clause : row.clauses) {
                auto const& rule = *clause.rule;
                EXPECT_EQ(rule.cites.source, Source::d713) << rule.id;
                EXPECT_FALSE(rule.phrase.empty() || rule.message.empty()) << rule.id;
                EXPECT_TRUE(rule.in_force(*parse_day("2019-09-01"))) << rule.id;
                EXPECT_FALSE(rule.in_force(*parse_day("2019-08-31"))) << rule.id;
            }
        }
    }
}

}  // namespace
}  // namespace juece::rules
