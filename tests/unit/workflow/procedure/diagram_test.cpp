// The generated page: it says what the table says, and the page in docs/ is the generated one.
#include "workflow/procedure/diagram.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "workflow/procedure/command.hpp"

namespace juece::procedure {
namespace {

Statute const& d713() { return *find_statute("d713_2019"); }

TEST(Diagram, DrawsEveryRow) {
    auto const picture = mermaid(d713());
    EXPECT_EQ(picture.rfind("stateDiagram-v2\n", 0), 0U);
    for (auto const& chapter : d713().chapters) {
        for (auto const& row : chapter.rows) {
            auto const region = std::string{code(row.region)};
            auto const arrow = region + "_" + std::string{code(row.from)} + " --> " + region + "_" +
                               std::string{code(row.to)} + ": " + std::string{label(row.on)} + "\n";
            EXPECT_NE(picture.find(arrow), std::string::npos) << arrow;
        }
    }
}

TEST(Diagram, TellsEveryRuleInTheWordsOfTheLaw) {
    auto const page = markdown(d713());
    for (auto const& chapter : d713().chapters) {
        for (auto const& row : chapter.rows) {
            EXPECT_NE(page.find(d713().text_of(row.article)), std::string::npos);
            for (auto const& clause : row.clauses)
                EXPECT_NE(page.find(clause.rule->phrase), std::string::npos) << clause.rule->id;
        }
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
