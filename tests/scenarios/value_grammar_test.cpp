// The grammar of values that need more than one word: rows, grounds, persons, versions; of acts that somebody else
// enters or that are entered late; and of what is expected of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenarios/grammar.hpp"

namespace juece::scenario {
namespace {

using ::testing::ElementsAre;
using testing::parse_body;

Scenario good(std::string const& body) {
    auto parsed = parse_body(body);
    if (parsed) return std::move(parsed).value();
    ADD_FAILURE() << described(parsed.error().front(), body);
    return {};
}

Step only_step(std::string const& body) {
    auto const scenario = good(body);
    for (auto const& line : scenario.lines) {
        if (auto const* step = std::get_if<Step>(&line)) return *step;
    }
    ADD_FAILURE() << "no step in " << body;
    return {};
}

// Names as a run would know them: 王 is one person, and three events have been recorded.
class Known final : public Names {
public:
    PersonId person(std::string_view name) const override {
        return PersonId{UuidBytes{static_cast<std::uint8_t>(name.size())}};
    }
    PostCode post(Performer const& performer) const override {
        return PostCode::parse(std::string{procedure::code(performer.role)} + ".x").value();
    }
    std::optional<DecisionId> decision() const override { return DecisionId{UuidBytes{9}}; }
    std::optional<std::uint64_t> version(EventReference const& reference) const override {
        if (reference.trigger != procedure::Trigger::participation_recorded) return std::nullopt;
        return reference.nth == 2 ? 17U : 23U;
    }
};

TEST(Values, ReadFlagsPersonsAndGrounds) {
    auto const fact = only_step("2024-01-02 handler(甲) set_fact fact=F_TECH value=false ground=「D713 19(1)」\n");
    EXPECT_EQ(*fact.given.data.find("value"), Value{false});
    auto const by_fact = only_step("2024-01-02 handler(甲) waive_hearing ground=F_VITAL:false\n");
    EXPECT_EQ(*by_fact.given.data.find("ground"), (Value{Object{{"fact", "F_VITAL"}, {"value", false}}}));
    auto const by_law = only_step("2024-01-02 organ(甲) waive_public_comment ground=「OGI 14」\n");
    EXPECT_EQ(*by_law.given.data.find("ground"), (Value{Object{{"law", "OGI"}, {"article", 14}}}));
    auto const paragraph = only_step("2024-01-02 organ(甲) waive_public_comment ground=「OGI 15(1)」\n");
    EXPECT_EQ(*paragraph.given.data.find("ground"), (Value{Object{{"law", "OGI"}, {"article", 15}, {"paragraph", 1}}}));
}

TEST(Rows, StandBetweenBracketsAndGoOnInTheNextLine) {
    auto const step = only_step(
        "2024-01-02 office(甲) record_deliberation kind=standing_meeting held_on=2024-01-02 members=3 present=3\n"
        "    views=[order=1 person=王 view=agree opinion=「同意 | 没有 ]意见」 | order=2 person=李 view=disagree]\n"
        "    views=[order=3 person=区长 view=agree head=true]\n"
    );
    auto const* rows = step.given.data.find("views")->list();
    ASSERT_NE(rows, nullptr);
    ASSERT_EQ(rows->size(), 3U);
    EXPECT_EQ((*rows)[0].object()->text("opinion"), "同意 | 没有 ]意见");
    EXPECT_EQ((*rows)[1].object()->number("order"), 2);
    EXPECT_TRUE((*rows)[2].object()->flag("head"));
}

TEST(Names, AreResolvedByKind) {
    auto const step = only_step(
        "2024-01-02 reviewer(甲) fail_legality_review reason=试  second_reviewer=王五\n"
        "    results=[stage=participation version=participation.recorded#2 verdict=void]\n"
        "    results=[stage=participation version=participation.recorded verdict=stands]\n"
        "    results=[stage=public_comment version=#7 verdict=stands]\n"
    );
    auto const data = resolved(step.shape().fields, step.given.data, Known{});
    ASSERT_TRUE(data) << data.error();
    EXPECT_EQ(data.value().text("second_reviewer"), PersonId{UuidBytes{6}}.text());
    auto const& rows = *data.value().find("results")->list();
    EXPECT_EQ(rows[0].object()->number("version"), 17);
    EXPECT_EQ(rows[1].object()->number("version"), 23);
    EXPECT_EQ(rows[2].object()->number("version"), 7);
}

TEST(Names, ThatMeanNothingYetAreToldInChinese) {
    auto const step = only_step("2024-01-02 head(甲) confirm_entry target=deliberation.approved\n");
    auto const data = resolved(step.shape().fields, step.given.data, Known{});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error(), "target(所确认的记录)写着 deliberation.approved,案卷中还没有这个事件");
}

TEST(Acts, MayBeEnteredForSomebodyElse) {
    auto const step = only_step(
        "2024-01-02 office(周) for head(区长) approve_decision decision=@a.txt authority=@b.pdf#演示〔2024〕1号\n"
    );
    EXPECT_EQ(step.performer.text(), "head(区长)");
    ASSERT_TRUE(step.entered_by);
    EXPECT_EQ(step.token().text(), "office(周)");
    EXPECT_EQ(step.given.documents[1].role, "authority");
}

TEST(Acts, MayBeEnteredLate) {
    auto const step = only_step(
        "2024-02-02 occurred 2024-01-02 15:00 late=paper_first by office(周) handler(甲) record_participation\n"
        "    method=symposium record=@a.txt late_source=@b.txt\n"
    );
    ASSERT_TRUE(step.late_entry);
    EXPECT_EQ(step.late_entry->reason, "paper_first");
    EXPECT_EQ(step.late_entry->approved_by.text(), "office(周)");
    EXPECT_EQ(beijing_text(step.occurred), "2024-01-02 15:00:00");
}

TEST(RegisterCommands, AreStepsToo) {
    auto const step = only_step(
        "2024-01-02 office(周) name_stand_in person=副区长 post=head kind=in_charge from=2024-01-02 authority=@a.txt\n"
        "    => register.stand_in_named kind=in_charge\n"
    );
    EXPECT_EQ(step.spec, nullptr);
    ASSERT_NE(step.of_register, nullptr);
    EXPECT_EQ(step.command(), "name_stand_in");
    ASSERT_EQ(step.expected.events.size(), 1U);
    EXPECT_EQ(step.expected.events[0].type, "register.stand_in_named");
    auto const recused = only_step("2024-01-02 office(周) recuse person=王 decision=this reason=亲属\n");
    auto const data = resolved(recused.shape().fields, recused.given.data, Known{});
    ASSERT_TRUE(data);
    EXPECT_EQ(data.value().text("decision"), DecisionId{UuidBytes{9}}.text());
    auto const post = only_step("2024-01-02 office(周) dismiss person=王 post=handler(乙) on=2024-01-02\n");
    EXPECT_EQ(resolved(post.shape().fields, post.given.data, Known{}).value().text("post"), "handler.x");
}

TEST(Scenario, KnowsEverybodyWhomItNames) {
    auto const scenario = good(
        "2024-01-02 handler(甲) choose_panel experts=[person=王 kind=expert | person=李 kind=expert]\n"
        "2024-01-03 occurred 2024-01-02 09:00 late=other by office(周) office(秘书) for head(区长) confirm_entry target=#1\n"
    );
    EXPECT_THAT(scenario.persons(), ElementsAre("区长", "周", "李", "王", "甲", "秘书"));
    std::vector<std::string> performers;
    for (auto const& performer : scenario.performers())
        performers.push_back(performer.text());
    EXPECT_THAT(performers, ElementsAre("head(区长)", "office(周)", "office(秘书)", "handler(甲)"));
}

TEST(Expectations, ReadEventsConsequencesAndFaults) {
    auto const step = only_step(
        "2024-01-02 organ(甲) set_fact fact=F_TECH value=true\n"
        "    => fact.set value=true expert_review.reinstated target=7 + state expert_review=due + menu +choose_panel\n"
    );
    ASSERT_EQ(step.expected.events.size(), 2U);
    EXPECT_EQ(step.expected.events[1].type, "expert_review.reinstated");
    EXPECT_EQ(step.expected.states.size(), 1U);
    EXPECT_EQ(step.expected.menu.size(), 1U);
    auto const rows =
        only_step("2024-01-02 handler(甲) revise_draft draft=@a.txt\n    => drafting.revised x=[b=2 a=「1」 | c=3]\n");
    EXPECT_EQ(rows.expected.events[0].data[0].second, "[a=1 b=2 | c=3]");
    auto const fault = only_step("2024-01-02 handler(甲) complete_draft\n    => fault missing_document\n");
    EXPECT_THAT(fault.expected.faults, ElementsAre("missing_document")) << "what is missing is what the step shows";
    auto const design = only_step("2024-01-02 organ(甲) start_procedure\n    => refused D08 DESIGN 8\n");
    EXPECT_EQ(design.expected.refusals[0].article, "DESIGN 8");
}

TEST(ArgumentText, IsWhatAnArgumentWouldSay) {
    EXPECT_EQ(argument_text(Value{Object{{"fact", "F_TECH"}, {"value", false}}}), "F_TECH:false");
    EXPECT_EQ(argument_text(Value{Object{{"law", "OGI"}, {"article", 15}, {"paragraph", 1}}}), "OGI 15(1)");
    EXPECT_EQ(argument_text(Value{List{Object{{"b", 2}, {"a", true}}, Object{{"c", "x"}}}}), "[a=true b=2 | c=x]");
    EXPECT_EQ(argument_text(Value{List{"a", "b"}}), "a,b");
    EXPECT_EQ(expected_text("[b=2 a=true | c=x]"), "[a=true b=2 | c=x]");
    EXPECT_EQ(expected_text("2024-01-02"), "2024-01-02");
}

// clang-format off
testing::WrongBody const wrong_bodies[] = {
    {"flag", "2024-01-02 handler(甲) hold_hearing public=yes\n", {3, 36}, "不能是“yes”", "true 或 false"},
    {"persons", "2024-01-02 handler(甲) hold_hearing witness=\n", {3, 36}, "witness(见证人)不能是“”", "写出"},
    {"fact", "2024-01-02 handler(甲) waive_hearing ground=F_VITL:false\n",
     {3, 37}, "不能是“F_VITL:false”", "是否想写 F_VITAL?"},
    {"ground", "2024-01-02 handler(甲) waive_hearing ground=F_VITAL\n", {3, 37}, "不能是“F_VITAL”", "F_TECH:false"},
    {"version", "2024-01-02 head(甲) confirm_entry target=deliberation.approve\n",
     {3, 34}, "不能是“deliberation.approve”", "是否想写 deliberation.approved?"},
    {"no such number", "2024-01-02 head(甲) confirm_entry target=participation.recorded#0\n",
     {3, 34}, "不能是“participation.recorded#0”", "participation.recorded"},
    {"version number", "2024-01-02 head(甲) confirm_entry target=第七版\n", {3, 34}, "不能是“第七版”", "#7"},
    {"no rows", "2024-01-02 handler(甲) choose_panel experts=王\n", {3, 36}, "experts(专家、专业机构名单)不能是“王”", "experts=[名称=值"},
    {"open rows", "2024-01-02 handler(甲) choose_panel experts=[person=王 kind=expert\n",
     {3, 44}, "列表 [ 没有结束", "下一行把同一个参数再写一次"},
    {"open quotation in rows", "2024-01-02 handler(甲) choose_panel experts=[person=「王 kind=expert]\n",
     {3, 52}, "引号 「 没有结束", "」"},
    {"member", "2024-01-02 handler(甲) choose_panel experts=[person=王 kind=expert intrest=true]\n",
     {3, 66}, "experts(专家、专业机构名单)的各项没有 intrest", "可用的有:person"},
    {"member's value", "2024-01-02 handler(甲) choose_panel experts=[person=王 kind=exprt]\n",
     {3, 54}, "kind(类别)不能是“exprt”", "是否想写 expert?"},
    {"member missing", "2024-01-02 handler(甲) choose_panel experts=[person=王 kind=expert | person=李]\n",
     {3, 68}, "experts 的这一项缺少 kind(类别)", "加上 kind=…"},
    {"member twice", "2024-01-02 handler(甲) choose_panel experts=[person=王 person=李 kind=expert]\n",
     {3, 54}, "同一项里 person 写了两次", "下一项之前写 |"},
    {"no member", "2024-01-02 handler(甲) choose_panel experts=[王 | 李]\n", {3, 45}, "“王”不是 名称=值", "项与项之间写 |"},
    {"for", "2024-01-02 office(周) for head approve_decision decision=@a.txt\n",
     {3, 26}, "“head”不是 岗位(姓名)", "handler(甲)"},
    {"late reason", "2024-01-02 late=paper by office(周) handler(甲) confirm_entry target=#1\n",
     {3, 12}, "补录的原因没有“paper”", "paper_first"},
    {"late by", "2024-01-02 late=paper_first handler(甲) confirm_entry target=#1\n",
     {3, 12}, "late 之后没有写由谁批准补录", "late=paper_first by office(周)"},
    {"decision", "2024-01-02 office(周) recuse person=王 decision=that reason=亲属\n", {3, 38}, "不能是“that”", "写 this"},
    {"roles", "2024-01-02 office(周) establish_post post=a organ=b title=c holders=one from=2024-01-02 roles=hed\n",
     {3, 88}, "不能是“hed”", "是否想写 head?"},
    {"fault", "2024-01-02 organ(甲) start_procedure\n    => fault\n",
     {4, 8}, "fault 之后没有代码", "fault late_entry_required"},
    {"register event", "2024-01-02 organ(甲) start_procedure\n    => register.appointd\n",
     {4, 8}, "“register.appointd”既不是事件", "是否想写 register.appointed?"},
    {"register menu", "2024-01-02 organ(甲) start_procedure\n    => menu +appoint\n", {4, 13}, "没有命令“appoint”", ""},
    {"rule id", "2024-01-02 organ(甲) start_procedure\n    => refused X8 DESIGN 8\n", {4, 16}, "“X8”不是规则编号", "by"},
};
// clang-format on

TEST(NewGrammar, ReportsEachMistakeWithItsPlaceAndAHint) { testing::expect_each_mistake(wrong_bodies); }

}  // namespace
}  // namespace juece::scenario
