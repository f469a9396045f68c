// A run that is answered otherwise than its file expects says what differs, and stops there.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenarios/support.hpp"
#include "tools/scenario/parse.hpp"
#include "tools/scenario/runner.hpp"

namespace juece::scenario {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Listener final : public Observer {
public:
    void begins(Scenario const&, LogName const&, Driver const&) override {}
    void narrates(std::string const&) override {}
    void stepped(StepResult const& result) override { differences = result.differences; }
    std::vector<std::string> differences;
};

constexpr char const* proposal =
    "2024-07-01 department(赵) propose title=试 category=public_policy proposer_kind=department problem=一 grounds=二\n"
    "        solution=三 necessity=四 feasibility=五\n";

struct Case {
    char const* expected;  // of a proposal that is accepted
    char const* difference;
};

class Differences : public ::testing::TestWithParam<Case> {};

TEST_P(Differences, AreSaid) {
    auto const text = std::string{"# 标题: 试\nprofile: national  statute: d713_2019\n"} + proposal + "    => " +
                      GetParam().expected + "\n2024-07-02 department(赵) report_study conclusion=start\n";
    auto const parsed = parse(text, "sample.scenario");
    ASSERT_TRUE(parsed) << parsed.error().front().message;
    testing::World world;
    Listener listener;
    auto const result = run(parsed.value(), world.driver, world.codec, world.hasher, &listener);
    EXPECT_FALSE(result.as_expected);
    EXPECT_EQ(result.steps_left, 1U);
    EXPECT_THAT(listener.differences, ElementsAre(HasSubstr(GetParam().difference)));
}

INSTANTIATE_TEST_SUITE_P(
    Expectations,
    Differences,
    ::testing::Values(
        Case{"refused R02 D713 3(2)", "应当拒绝,实际准许,并产生了事件 proposal.submitted"},
        Case{"proposal.assigned", "应产生事件 proposal.assigned,实际产生 proposal.submitted"},
        Case{"proposal.submitted proposal.assigned", "应产生事件 proposal.submitted、proposal.assigned"},
        Case{"proposal.submitted category=resource", "category 应为 resource,实际为 public_policy"},
        Case{"proposal.submitted unit=a", "unit 应为 a,实际为 (没有)"},
        Case{"state main=absent", "main 应处于 absent,实际处于 proposed"},
        Case{"menu -report_study", "report_study 应当尚不可以办理"},
        Case{"menu +assign_study", "assign_study 应当可以办理"}
    )
);

std::vector<std::string> differences_of(std::string const& body) {
    auto const parsed = parse("# 标题: 试\nprofile: national  statute: d713_2019\n" + body, "sample.scenario");
    EXPECT_TRUE(parsed);
    testing::World world;
    Listener listener;
    EXPECT_FALSE(run(parsed.value(), world.driver, world.codec, world.hasher, &listener).as_expected);
    return listener.differences;
}

TEST(RefusalExpectation, MustNameEveryReasonAndNoOther) {
    std::string const excluded =
        "2024-07-01 department(赵) propose title=试 exclusion=legislation proposer_kind=citizen category=resource\n";
    EXPECT_THAT(
        differences_of(excluded + "    => refused R01 D713 3(1) R02 D713 3(2)\n"),
        ElementsAre("应以 R01 D713 3(1)、R02 D713 3(2) 为由拒绝,实际为 R02 D713 3(2)")
    );
    EXPECT_THAT(
        differences_of(excluded + "    => refused R02 D713 3(1)\n"),
        ElementsAre("应以 R02 D713 3(1) 为由拒绝,实际为 R02 D713 3(2)")
    );
    EXPECT_THAT(
        differences_of(excluded + "    => refused R02 D713 3(2) 「不许」\n"),
        ElementsAre(HasSubstr("R02 的说明应为“不许”,实际为“"))
    );
    EXPECT_THAT(differences_of(excluded).front(), HasSubstr("应当准许,实际以 R02 D713 3(2) 为由拒绝"));
}

TEST(ImpossibleRequest, IsSaidWithItsFaults) {
    auto const differences = differences_of(
        std::string{proposal} + "2024-07-03 department(赵) report_study conclusion=start\n" +
        "2024-07-04 occurred 2024-06-01 09:00 organ(钱) reject_proposal reason=试\n"
    );
    ASSERT_GE(differences.size(), 2U);
    EXPECT_THAT(differences[0], HasSubstr("请求无法执行"));
    EXPECT_THAT(differences[1], HasSubstr("/occurred_at"));
}

TEST(ReadScenario, NamesEachDocumentThatIsNotThere) {
    auto const file = std::filesystem::temp_directory_path() / "juece_missing_document.scenario";
    std::ofstream{file} << "# 标题: 试\nprofile: national  statute: d713_2019\n"
                        << "2024-07-01 handler(孙) complete_draft draft=@no_such_file.txt explanation=@nor_this.txt\n";
    auto const parsed = read_scenario(file);
    std::filesystem::remove(file);
    ASSERT_FALSE(parsed);
    ASSERT_EQ(parsed.error().size(), 2U);
    EXPECT_EQ(parsed.error()[0].message, "文书 draft 的文件“no_such_file.txt”不存在");
    EXPECT_EQ(parsed.error()[1].at.line, 3U);
}

TEST(PersonOf, IsTheSameForTheSameNameInTheSameLogOnly) {
    testing::World world;
    auto const one = person_of(world.hasher, "log-1", "甲");
    EXPECT_EQ(one, person_of(world.hasher, "log-1", "甲"));
    EXPECT_NE(one, person_of(world.hasher, "log-1", "乙"));
    EXPECT_NE(one, person_of(world.hasher, "log-2", "甲"));
    EXPECT_EQ(one.text()[14], '8');
    EXPECT_THAT(one.text()[19], AnyOf('8', '9', 'a', 'b'));
}

}  // namespace
}  // namespace juece::scenario
