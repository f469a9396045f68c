// The generated page: it says what the table says, and the page in docs/ is the generated one.
#include "workflow/procedure/diagram.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

#include "workflow/procedure/command.hpp"

namespace juece::procedure {
namespace {

Statute const& d713() { return *find_statute("d713_2019"); }

std::vector<RowView> every_row() {
    std::vector<RowView> rows;
    for (auto const& chapter : d713().chapters)
        rows.insert(rows.end(), chapter.rows.begin(), chapter.rows.end());
    return rows;
}

TEST(Diagram, DrawsEveryRowAndDashesWhatFollowsFromAnotherAct) {
    auto const picture = mermaid(d713());
    EXPECT_EQ(picture.rfind("flowchart TB\n", 0), 0U);
    for (auto const& row : every_row()) {
        auto const region = std::string{code(row.region)};
        auto const arrow = region + "_" + std::string{code(row.from)} + (row.is_asked_for() ? " -->" : " -.->") +
                           "|\"" + std::string{label(row.on)} + "\"| " + region + "_" + std::string{code(row.to)} +
                           "\n";
        EXPECT_NE(picture.find(arrow), std::string::npos) << arrow;
    }
}

TEST(Diagram, DrawsEachRegionAloneAsItDrawsItAmongAll) {
    auto const whole = mermaid(d713());
    for (auto const& chapter : d713().chapters) {
        auto const alone = mermaid(chapter);
        EXPECT_NE(whole.find(alone.substr(alone.find('\n') + 1)), std::string::npos) << code(chapter.region);
    }
}

TEST(Diagram, TellsEveryRuleInTheWordsOfTheLaw) {
    auto const page = markdown(d713());
    auto rows = every_row();
    rows.insert(rows.end(), d713().acts.begin(), d713().acts.end());
    for (auto const& row : rows) {
        EXPECT_NE(page.find(d713().text_of(row.article)), std::string::npos);
        for (auto const& clause : row.clauses)
            EXPECT_NE(page.find(clause.rule->phrase), std::string::npos) << clause.rule->id;
    }
    for (auto const& spec : every_command())
        EXPECT_NE(page.find(spec.name), std::string::npos) << spec.name;
}

TEST(Diagram, IsThePageInDocs) {
    std::filesystem::path const path = std::filesystem::path{JUECE_SOURCE_DIR} / "docs" / "procedure.md";
    std::ifstream file{path};
    ASSERT_TRUE(file) << path;
    std::stringstream page;
    page << file.rdbuf();
    EXPECT_TRUE(page.str() == markdown(d713())) << "docs/procedure.md is not what the table says; write it again with\n"
                                                   "    juecectl statute --markdown > docs/procedure.md";
}

}  // namespace
}  // namespace juece::procedure
