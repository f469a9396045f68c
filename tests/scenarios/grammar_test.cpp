// The grammar of scenario files (docs/formats/scenario.md): what is read, and what each mistake says and where.
#include "tests/scenarios/grammar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace juece::scenario {
namespace {

using testing::parse_body;

Step const& step(Scenario const& scenario, std::size_t index) {
    for (auto const& line : scenario.lines) {
        auto const* found = std::get_if<Step>(&line);
        if (found != nullptr && index-- == 0) return *found;
    }
    throw std::out_of_range{"no such step"};
}

TEST(ScenarioGrammar, ReadsDirectives) {
    auto const parsed = parse(
        "# 标题: 一个 例子   profile: shanghai/minhang   statute: d713_2019\nkafka: true  as_of: 2023-11-01\n"
        "单位: handler=a handler(乙)=b\n2023-10-12 organ(甲) start_procedure\n",
        "x/minhang_c2.scenario"
    );
    ASSERT_TRUE(parsed) << parsed.error().front().message;
    auto const& scenario = parsed.value();
    EXPECT_EQ(scenario.slug, "minhang_c2");
    EXPECT_EQ(scenario.folder, "x");
    EXPECT_EQ(scenario.title, "一个 例子");
    EXPECT_EQ(scenario.profile, "shanghai/minhang");
    EXPECT_TRUE(scenario.kafka);
    EXPECT_EQ(scenario.as_of, parse_day("2023-11-01"));
    EXPECT_EQ(scenario.organ_of({procedure::Role::handler, "甲"}), "a");
    EXPECT_EQ(scenario.organ_of({procedure::Role::handler, "乙"}), "b");
    EXPECT_EQ(scenario.organ_of({procedure::Role::organ, "丙"}), "organ");
    EXPECT_EQ(scenario.post_of({procedure::Role::handler, "甲"}), "handler");
    EXPECT_EQ(scenario.post_of({procedure::Role::handler, "乙"}), "handler.b");
    EXPECT_TRUE(scenario.registers) << "单位 names a person";
}

TEST(ScenarioGrammar, FillsTheRegisterWhenAskedOrWhenPersonsHaveOrgans) {
    auto const registers = [](std::string const& directives) {
        return parse_body(directives + "2024-01-02 organ(甲) start_procedure\n").value().registers;
    };
    EXPECT_FALSE(registers("单位: handler=a\n"));
    EXPECT_TRUE(registers("单位: handler=a handler(乙)=b\n"));
    EXPECT_TRUE(registers("登记: true\n"));
    EXPECT_FALSE(registers("登记: false  单位: handler(乙)=b\n"));
}

TEST(ScenarioGrammar, ReadsTheExampleOfTheContract) {
    auto const parsed = parse(
        "# 标题: …            profile: shanghai/minhang   statute: d713_2019\n"
        "2023-10-12 09:00  handler(甲)  open_public_comment  until=2023-11-11  notice=@notice.pdf\n"
        "    => public_comment.opened   state public_comment=open\n"
        "2023-11-10        handler(甲)  close_public_comment  public_opinions=0\n"
        "    => refused R22 D713 15(1)\n",
        "example.scenario"
    );
    ASSERT_TRUE(parsed) << parsed.error().front().message;
    auto const& opened = step(parsed.value(), 0);
    EXPECT_EQ(opened.given.data.text("until"), "2023-11-11");
    ASSERT_EQ(opened.given.documents.size(), 1U);
    EXPECT_EQ(opened.given.documents[0].file, "notice.pdf");
    EXPECT_EQ(opened.given.documents[0].media_type, "application/pdf");
    ASSERT_EQ(opened.expected.events.size(), 1U);
    ASSERT_EQ(opened.expected.states.size(), 1U);
    EXPECT_EQ(opened.expected.states[0].state, procedure::State::open);
    auto const& closed = step(parsed.value(), 1);
    EXPECT_EQ(beijing_text(closed.time), "2023-11-10 09:00:00");
    ASSERT_EQ(closed.expected.refusals.size(), 1U);
    EXPECT_EQ(closed.expected.refusals[0].article, "D713 15(1)");
}

TEST(ScenarioGrammar, TakesTheLaterOfNineAndTheLineBefore) {
    auto const parsed = parse_body(
        "2024-01-02 11:30 organ(甲) start_procedure\n2024-01-02 organ(甲) start_procedure\n"
        "2024-01-03 organ(甲) start_procedure\n2024-01-04 occurred 2024-01-03 17:05 organ(甲) start_procedure\n"
    );
    ASSERT_TRUE(parsed) << parsed.error().front().message;
    EXPECT_EQ(beijing_text(step(parsed.value(), 1).time), "2024-01-02 11:30:00");
    EXPECT_EQ(beijing_text(step(parsed.value(), 2).time), "2024-01-03 09:00:00");
    EXPECT_EQ(beijing_text(step(parsed.value(), 3).occurred), "2024-01-03 17:05:00");
}

TEST(ScenarioGrammar, ReadsValuesOfEveryKind) {
    auto const parsed = parse_body(
        "2024-01-02 handler(甲) open_public_comment until=2024-03-01 channels=website,email\n"
        "    units_asked=50 shortening_reason=「文中 有空格,还有=号」\n"
        "    notice=@a/b.txt#演示〔2024〕1号 R03=\"另有 规定\"\n"
        "    => refused R20 D713 15(1) 「原话」 by D713 15(1) state main=absent menu +propose -start_procedure\n"
    );
    ASSERT_TRUE(parsed) << parsed.error().front().message;
    auto const& only = step(parsed.value(), 0);
    EXPECT_EQ(only.given.data.number("units_asked"), 50);
    EXPECT_EQ(*only.given.data.find("channels"), (Value{List{"website", "email"}}));
    EXPECT_EQ(only.given.data.text("shortening_reason"), "文中 有空格,还有=号");
    EXPECT_EQ(only.given.documents[0].number, "演示〔2024〕1号");
    ASSERT_EQ(only.given.reasons.size(), 1U);
    EXPECT_EQ(only.given.reasons[0].text, "另有 规定");
    EXPECT_TRUE(only.spec != nullptr && only.of_register == nullptr);
    ASSERT_EQ(only.expected.refusals.size(), 2U);
    EXPECT_EQ(only.expected.refusals[0].message, "原话");
    EXPECT_EQ(only.expected.refusals[1].rule, "by");
    ASSERT_EQ(only.expected.menu.size(), 2U);
    EXPECT_FALSE(only.expected.menu[1].open);
}

TEST(ScenarioGrammar, KeepsNarrationInItsPlace) {
    auto const parsed =
        parse_body("# 先说一句\n2024-01-02 organ(甲) start_procedure\n    => state main=absent\n#\n# 再说一句\n");
    ASSERT_TRUE(parsed);
    auto const& lines = parsed.value().lines;
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(std::get<Narration>(lines[0]).text, "先说一句");
    EXPECT_EQ(std::get<Narration>(lines[2]).text, "");
    EXPECT_EQ(std::get<Narration>(lines[3]).text, "再说一句");
}

// clang-format off
testing::WrongBody const wrong_bodies[] = {
    {"directive", "profil: national\n2024-01-02 organ(甲) start_procedure\n", {3, 1}, "没有指令“profil”", "是否想写 profile?"},
    {"late directive", "2024-01-02 organ(甲) start_procedure\nkafka: true\n", {4, 1}, "指令写在了第一步之后", "文件开头"},
    {"statute", "statute: d713_2091\n2024-01-02 organ(甲) start_procedure\n",
     {3, 1}, "没有程序表“d713_2091”", "是否想写 d713_2019?"},
    {"kafka", "kafka: yes\n2024-01-02 organ(甲) start_procedure\n", {3, 1}, "kafka: 不能是“yes”", "true 或 false"},
    {"register", "登记: 是\n2024-01-02 organ(甲) start_procedure\n", {3, 1}, "登记: 不能是“是”", "true 或 false"},
    {"organ of a person", "单位: handlr(甲)=a\n2024-01-02 organ(甲) start_procedure\n",
     {3, 1}, "“handlr(甲)=a”不是 岗位=单位代码", "handler(乙)=minhang-guihua"},
    {"organ", "单位: handlr=a\n2024-01-02 organ(甲) start_procedure\n",
     {3, 1}, "“handlr=a”不是 岗位=单位代码", "handler=minhang-yingji"},
    {"no steps", "", {2, 1}, "没有任何步骤", "日期 岗位(姓名) 命令 参数"},
    {"date", "2024-13-02 organ(甲) start_procedure\n", {3, 1}, "“2024-13-02”不是日期", "2023-10-12"},
    {"clock", "2024-01-02 25:00 organ(甲) start_procedure\n", {3, 12}, "“25:00”不是时间", "09:00"},
    {"backwards", "2024-01-02 organ(甲) start_procedure\n2024-01-01 organ(甲) start_procedure\n", {4, 1}, "早于上一步", "先后"},
    {"occurred", "2024-01-02 occurred organ(甲) start_procedure\n",
     {3, 12}, "occurred 之后没有日期和时间", "occurred 2023-10-11 17:00"},
    {"future", "2024-01-02 occurred 2024-02-01 09:00 organ(甲) start_procedure\n", {3, 1}, "occurred 晚于这一步的时间", "在先"},
    {"performer", "2024-01-02 organ start_procedure\n", {3, 12}, "“organ”不是 岗位(姓名)", "handler(甲)"},
    {"wide brackets", "2024-01-02 organ\uFF08甲\uFF09 start_procedure\n", {3, 12}, "不是 岗位(姓名)", "半角"},
    {"post", "2024-01-02 handle(甲) start_procedure\n", {3, 12}, "没有岗位“handle”", "是否想写 handler?"},
    {"command", "2024-01-02 organ(甲) start_procedur\n", {3, 21}, "没有命令“start_procedur”", "是否想写 start_procedure?"},
    {"no command", "2024-01-02 organ(甲)\n", {3, 12}, "没有写命令", "propose"},
    {"argument", "2024-01-02 organ(甲) start_procedure lead\n", {3, 37}, "“lead”不是 名称=值", "名称=值"},
    {"field", "2024-01-02 organ(甲) start_procedure handler=a\n", {3, 37}, "没有参数 handler", "是否想写 handlers?"},
    {"twice", "2024-01-02 organ(甲) start_procedure lead=a lead=b\n", {3, 44}, "参数 lead 写了两次", "只保留一个"},
    {"day", "2024-01-02 handler(甲) open_public_comment until=明天\n", {3, 43}, "不能是“明天”", "2023-11-11"},
    {"number", "2024-01-02 handler(甲) close_public_comment public_opinions=3条\n", {3, 44}, "不能是“3条”", "非负整数"},
    {"choice", "2024-01-02 handler(甲) open_public_comment channels=website,mail\n",
     {3, 43}, "不能是“mail”", "是否想写 email?"},
    {"organs", "2024-01-02 organ(甲) start_procedure handlers=a,,b\n", {3, 37}, "不能是“”", "半角逗号"},
    {"citation", "2024-01-02 organ(甲) waive_public_comment ground=OGI14\n", {3, 42}, "不能是“OGI14”", "「OGI 14」"},
    {"document", "2024-01-02 handler(甲) complete_draft draft=草案\n", {3, 38}, "draft 是文书", "draft=@文件名"},
    {"media type", "2024-01-02 handler(甲) complete_draft draft=@a.exe\n", {3, 38}, "不认识文件“a.exe”的类型", ".pdf"},
    {"not a document", "2024-01-02 organ(甲) start_procedure lead=@a.txt\n", {3, 37}, "不是文书", "直接写出"},
    {"missing field", "2024-01-02 handler(甲) close_public_comment\n",
     {3, 1}, "缺少 public_opinions", "public_opinions=…"},
    {"missing document", "2024-01-02 handler(甲) complete_draft\n", {3, 1}, "缺少文书 draft", "draft=@文件名"},
    {"quotation", "2024-01-02 organ(甲) reject_proposal reason=「没有 完\n", {3, 44}, "引号 「 没有结束", "」"},
    {"lonely =>", "=> state main=absent\n2024-01-02 organ(甲) start_procedure\n", {3, 1}, "不是日期", "2023-10-12"},
    {"=> before", "  => state main=absent\n2024-01-02 organ(甲) start_procedure\n", {3, 3}, "=> 之前没有命令", "先写一行命令"},
    {"empty =>", "2024-01-02 organ(甲) start_procedure\n    =>\n", {4, 1}, "=> 之后什么都没有", "refused"},
    {"late argument", "2024-01-02 organ(甲) start_procedure\n    => state main=absent\n    lead=a\n",
     {5, 5}, "“lead=a”缩进了", "行首"},
    {"event", "2024-01-02 organ(甲) start_procedure\n    => initiation.start\n",
     {4, 8}, "“initiation.start”既不是事件", "是否想写 initiation.started?"},
    {"state", "2024-01-02 organ(甲) start_procedure\n    => state main=draft\n", {4, 14}, "没有状态“draft”", "drafted"},
    {"region", "2024-01-02 organ(甲) start_procedure\n    => state mian=drafted\n", {4, 14}, "没有区域“mian”", "是否想写 main?"},
    {"menu", "2024-01-02 organ(甲) start_procedure\n    => menu propose\n", {4, 13}, "“propose”之前没有 + 或 -", "+命令"},
    {"menu command", "2024-01-02 organ(甲) start_procedure\n    => menu +propos\n",
     {4, 13}, "没有命令“propos”", "是否想写 propose?"},
    {"refused nothing", "2024-01-02 organ(甲) start_procedure\n    => refused\n",
     {4, 8}, "refused 之后没有规则", "refused R22"},
    {"refused without article", "2024-01-02 organ(甲) start_procedure\n    => refused R22\n",
     {4, 16}, "规则 R22 之后没有条款", "R22 D713 15(1)"},
    {"no rule", "2024-01-02 organ(甲) start_procedure\n    => refused X1 D713 15(1)\n", {4, 16}, "“X1”不是规则编号", "by"},
};
// clang-format on

TEST(ScenarioGrammar, ReportsEachMistakeWithItsPlaceAndAHint) { testing::expect_each_mistake(wrong_bodies); }

TEST(ScenarioGrammar, ReportsAllMistakesAtOnceInTheOrderOfTheFile) {
    auto const parsed = parse(
        "profile: national\n2024-01-02 organ(甲) start_procedur\n2024-01-02 handle(甲) close_public_comment\n"
        "    => refused\n",
        "many.scenario"
    );
    ASSERT_FALSE(parsed);
    std::vector<std::string> messages;
    for (auto const& mistake : parsed.error())
        messages.push_back(described(mistake, "many.scenario"));
    EXPECT_THAT(
        messages,
        ::testing::ElementsAre(
            ::testing::StartsWith("many.scenario:1:1: 没有标题\n    提示:"),
            ::testing::StartsWith("many.scenario:1:1: 没有 statute"),
            ::testing::StartsWith("many.scenario:2:21: 没有命令“start_procedur”"),
            ::testing::StartsWith("many.scenario:3:1: 命令 close_public_comment 缺少 public_opinions"),
            ::testing::StartsWith("many.scenario:3:12: 没有岗位“handle”"),
            ::testing::StartsWith("many.scenario:4:8: refused 之后没有规则")
        )
    );
}

TEST(ScenarioGrammar, ReportsAFileThatCannotBeRead) {
    auto const missing = read_scenario("tests/scenarios/no_such_file.scenario");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().front().message, "读不到这个文件");
}

}  // namespace
}  // namespace juece::scenario
