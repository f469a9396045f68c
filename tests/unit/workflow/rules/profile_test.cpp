// A profile's parameters, each declared once: their two forms, what is no value, and which of two asks for less.
#include "workflow/rules/profile.hpp"

#include <set>

#include <gtest/gtest.h>

namespace juece::rules {
namespace {

Profile strict() {
    Profile profile;
    profile.comment_days_min = CalendarDays{45};
    profile.review_days_max = calendar::WorkingDays{15};
    profile.end_on_rest_day = calendar::EndOnRestDay::roll;
    profile.legality_initial = true;
    profile.panel_size_min = 5;
    profile.grounds["legality_initial"] = {{Source::sh_legality, 4}, "shanghai", false};
    profile.grounds["execution_target"] = {{Source::sh_plan, 44}, "shanghai", true};
    return profile;
}

// What from_data fills in of grounds that nobody set: the nation's, by name.
Profile with_all_grounds(Profile profile) {
    for (auto const& parameter : every_parameter())
        profile.grounds.emplace(parameter.name, profile.ground_of(parameter.name));
    return profile;
}

TEST(Parameters, HaveNamesOfTheirOwnAndBothWays) {
    std::set<std::string_view> names;
    std::set<std::string_view> labels;
    for (auto const& parameter : every_parameter()) {
        EXPECT_TRUE(names.insert(parameter.name).second) << parameter.name;
        EXPECT_TRUE(labels.insert(parameter.label).second) << parameter.label;
        EXPECT_EQ(find_parameter(parameter.name), &parameter);
        auto profile = strict();
        auto const value = parameter.get(Profile{});
        EXPECT_EQ(fault_of(parameter, value), std::nullopt) << parameter.name;
        parameter.set(profile, value);
        EXPECT_EQ(parameter.get(profile), value) << parameter.name;
    }
    EXPECT_EQ(find_parameter("hearing_days"), nullptr);
}

TEST(Parameters, KnowWhatIsNoValue) {
    auto const& days = *find_parameter("comment_days_min");
    EXPECT_EQ(fault_of(days, 30), std::nullopt);
    for (auto const& value : {Value{0}, Value{4'000}, Value{"30"}, Value{true}, Value{"none"}})
        EXPECT_NE(fault_of(days, value), std::nullopt);
    auto const& longest = *find_parameter("review_days_max");
    EXPECT_EQ(fault_of(longest, "none"), std::nullopt);
    EXPECT_NE(fault_of(longest, "never"), std::nullopt);
    auto const& flag = *find_parameter("has_gazette");
    EXPECT_EQ(fault_of(flag, false), std::nullopt);
    EXPECT_NE(fault_of(flag, 1), std::nullopt);
    auto const& choice = *find_parameter("end_on_rest_day");
    EXPECT_EQ(fault_of(choice, "roll"), std::nullopt);
    EXPECT_NE(fault_of(choice, "sometimes"), std::nullopt);
    auto const& percent = *find_parameter("quorum_percent");
    EXPECT_EQ(fault_of(percent, 100), std::nullopt);
    EXPECT_NE(fault_of(percent, 101), std::nullopt);
}

TEST(Parameters, SayWhichOfTwoAsksForLess) {
    auto const& more = *find_parameter("comment_days_min");
    EXPECT_TRUE(is_laxer(more, 29, 30));
    EXPECT_FALSE(is_laxer(more, 30, 30));
    auto const& fewer = *find_parameter("review_days_max");
    EXPECT_TRUE(is_laxer(fewer, 16, 15));
    EXPECT_TRUE(is_laxer(fewer, "none", 15));
    EXPECT_FALSE(is_laxer(fewer, 15, "none"));
    EXPECT_FALSE(is_laxer(fewer, "none", "none"));
    auto const& on = *find_parameter("legality_initial");
    EXPECT_TRUE(is_laxer(on, false, true));
    EXPECT_FALSE(is_laxer(on, true, false));
    auto const& none = *find_parameter("has_gazette");
    EXPECT_FALSE(is_laxer(none, false, true) || is_laxer(none, true, false));
}

TEST(Parameters, AreReadAsWordsByPeople) {
    auto const told = [](std::string_view name, Value const& value) { return text(*find_parameter(name), value); };
    EXPECT_EQ(told("comment_days_min", 30), "30 日");
    EXPECT_EQ(told("review_days_min", 7), "7 个工作日");
    EXPECT_EQ(told("review_days_max", "none"), "未规定");
    EXPECT_EQ(told("legality_initial", true), "是");
    EXPECT_EQ(told("end_on_rest_day", "roll"), "顺延至下一工作日");
    EXPECT_EQ(told("panel_size_min", 0), "未规定");
    EXPECT_EQ(told("quorum_percent", 66), "66");
}

TEST(ProfileData, SaysWhatEachValueRestsOnAndComesBack) {
    auto const data = to_data(strict());
    auto const& initial = *data.find("legality_initial")->object();
    Object const expected{
        {"value", true}, {"source", "SH-L 4"}, {"level", "normative_document"}, {"set_by", "shanghai"}};
    EXPECT_EQ(initial, expected);
    EXPECT_TRUE(data.find("execution_target")->object()->flag("adopted"));
    EXPECT_EQ(data.find("hearing_days_min")->object()->text("set_by"), "national");
    EXPECT_EQ(data.size(), every_parameter().size());
    auto const back = from_data(data);
    ASSERT_TRUE(back) << back.error().front().key;
    EXPECT_EQ(back.value(), with_all_grounds(strict()));
    EXPECT_EQ(to_data(back.value()), data);
}

TEST(ProfileData, OfATimeThatKnewFewerParametersTakesTheNations) {
    auto const read = from_data(Object{});
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value(), Profile{});
}

TEST(ProfileData, IsRefusedWithEveryFault) {
    auto data = to_data(Profile{});
    data.set("no_such", Object{});
    data.set("quorum_percent", 50);
    data.set(
        "comment_days_min",
        Object{{"value", 0}, {"source", "D713 15(1)"}, {"level", "rule"}, {"set_by", "a"}, {"why", "x"}}
    );
    data.set("hearing_days_min", Object{{"source", "?"}, {"level", "law"}, {"set_by", "a"}});
    auto const read = from_data(data);
    ASSERT_FALSE(read);
    std::vector<std::string> keys;
    for (auto const& fault : read.error())
        keys.push_back(fault.key);
    std::vector<std::string> const expected{
        "comment_days_min.why",
        "comment_days_min.value",
        "comment_days_min.level",
        "hearing_days_min.value",
        "hearing_days_min.source",
        "no_such",
        "quorum_percent"};
    EXPECT_EQ(keys, expected);
}

TEST(ProfileIds, ArePathsOfPlainNames) {
    for (auto const* id : {"national", "shanghai/minhang", "a_1/b/c"})
        EXPECT_TRUE(is_profile_id(id)) << id;
    for (auto const* id : {"", "/a", "a/", "a//b", "..", "a.b", "A", "上海"})
        EXPECT_FALSE(is_profile_id(id)) << id;
    EXPECT_FALSE(is_profile_id(std::string(65, 'a')));
}

}  // namespace
}  // namespace juece::rules
