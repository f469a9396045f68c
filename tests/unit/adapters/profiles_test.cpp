// Profiles as files: those that we ship, inheritance, versions by day, and what a local one may not do.
#include "adapters/system/profiles.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/statute.hpp"

namespace juece::system {
namespace {

namespace fs = std::filesystem;

Day on(std::string_view day) { return *parse_day(day); }

// The version of a shipped profile on that day.
rules::Profile shipped(std::string const& id, std::string_view day) {
    auto const versions = load_profile("schemas", id);
    if (!versions) {
        ADD_FAILURE() << text(versions.error().front());
        return {};
    }
    auto const* version = version_on(versions.value(), on(day));
    return version != nullptr ? *version : rules::Profile{};
}

TEST(ShippedProfiles, AreAllInOrder) {
    auto const ids = profile_ids("schemas");
    ASSERT_TRUE(ids);
    std::vector<std::string> const expected{
        "fujian",
        "hubei",
        "hubei/qianjiang",
        "liaoning",
        "liaoning/dalian",
        "national",
        "shanghai",
        "shanghai/minhang"};
    EXPECT_EQ(ids.value(), expected);
    for (auto const& id : ids.value()) {
        auto const versions = load_profile("schemas", id);
        ASSERT_TRUE(versions) << text(versions.error().front());
        for (auto const& version : versions.value())
            EXPECT_EQ(version.id, id);
        EXPECT_EQ(versions.value().front().in_force_from, Day{}) << id << " holds on every day";
        EXPECT_FALSE(profile_title("schemas", id).empty());
    }
}

// The defaults of rules::Profile are used where no file is at hand, so they must say what the file says.
TEST(ShippedProfiles, TheNationsIsWhatTheProgramTakesForGranted) {
    auto const national = shipped("national", "2019-09-01");
    for (auto const& parameter : rules::every_parameter()) {
        EXPECT_EQ(parameter.get(national), parameter.get(rules::Profile{})) << parameter.name;
        EXPECT_EQ(national.ground_of(parameter.name), rules::Profile{}.ground_of(parameter.name)) << parameter.name;
    }
}

TEST(ShippedProfiles, AreDescribedWithEveryParameter) {
    std::ifstream file{"docs/formats/profile.md"};
    std::string const page{std::istreambuf_iterator<char>{file}, {}};
    for (auto const& parameter : rules::every_parameter())
        EXPECT_NE(page.find(fmt::format("`{}`", parameter.name)), std::string::npos) << parameter.name;
    auto const ids = profile_ids("schemas");
    ASSERT_TRUE(ids);
    for (auto const& id : ids.value())
        EXPECT_NE(page.find(fmt::format("`{}`", id)), std::string::npos) << id;
}

TEST(ShippedProfiles, ShanghaiReviewsTwiceSinceItsRulesOf2020) {
    STATUTE("SH-L 4");
    EXPECT_FALSE(shipped("shanghai", "2020-08-31").legality_initial);
    for (auto const* id : {"shanghai", "shanghai/minhang"}) {
        auto const profile = shipped(id, "2020-09-01");
        EXPECT_TRUE(profile.legality_initial) << id;
        auto const ground = profile.ground_of("legality_initial");
        EXPECT_EQ(text(ground.source), "SH-L 4");
        EXPECT_EQ(ground.set_by, "shanghai");
    }
}

TEST(ShippedProfiles, WhatAPlanAsksForIsNoDutyUntilItIsAdopted) {
    for (auto const* id : {"shanghai/minhang", "liaoning/dalian"}) {
        auto const profile = shipped(id, "2023-10-12");
        EXPECT_FALSE(profile.execution_target || profile.execution_deadline || profile.execution_feedback) << id;
        EXPECT_EQ(level(profile.ground_of("execution_deadline").source.source), NormLevel::plan) << id;
    }
    auto const qianjiang = shipped("hubei/qianjiang", "2022-01-01");
    EXPECT_TRUE(qianjiang.legality_initial);
    EXPECT_TRUE(qianjiang.ground_of("legality_initial").adopted);
    EXPECT_FALSE(shipped("hubei/qianjiang", "2021-12-31").legality_initial);
    EXPECT_FALSE(shipped("hubei", "2022-01-01").legality_initial);
}

TEST(ShippedProfiles, FujianAsksForADeadlineSinceMarch2026) {
    STATUTE("FJ251 5");
    EXPECT_FALSE(shipped("fujian", "2026-02-28").completion_deadline);
    EXPECT_TRUE(shipped("fujian", "2026-03-01").completion_deadline);
    EXPECT_EQ(shipped("fujian", "2026-03-01").in_force_from, on("2026-03-01"));
}

// Files of a test's own, below the nation's.
class Profiles : public ::testing::Test {
protected:
    void SetUp() override {
        auto const* test = ::testing::UnitTest::GetInstance()->current_test_info();
        schemas_ = fs::path{::testing::TempDir()} / (std::string{"juece_profiles_"} + test->name());
        fs::remove_all(schemas_);
        fs::create_directories(schemas_ / "profiles/a");
        fs::copy_file("schemas/profiles/national.toml", schemas_ / "profiles/national.toml");
    }
    void TearDown() override { fs::remove_all(schemas_); }

    static std::string set(std::string_view name, std::string_view value, std::string_view source = "FJ251 5") {
        auto const of = parse_citation(source);
        return fmt::format(
            "[{}]\nvalue = {}\nsource = \"{}\"\nlevel = \"{}\"\n", name, value, source, code(level(of->source))
        );
    }
    static std::string inherits(std::string const& parent) {
        return "title = \"某地\"\ninherits = \"" + parent + "\"\n";
    }
    void write(std::string const& name, std::string const& toml) {
        std::ofstream{schemas_ / "profiles" / (name + ".toml")} << toml;
    }
    std::vector<rules::Profile> versions(std::string const& id) {
        auto loaded = load_profile(schemas_, id);
        if (!loaded) ADD_FAILURE() << text(loaded.error().front());
        return loaded ? loaded.value() : std::vector<rules::Profile>{};
    }
    int days_of(std::string const& id) {
        auto const all = versions(id);
        return all.empty() ? -1 : all.back().comment_days_min.count;
    }
    std::vector<std::string> faults_of(std::string const& id) {
        auto const loaded = load_profile(schemas_, id);
        std::vector<std::string> faults;
        if (loaded) return faults;
        for (auto const& fault : loaded.error())
            faults.push_back(text(fault));
        return faults;
    }

    fs::path schemas_;
};

using Faults = std::vector<std::string>;

TEST_F(Profiles, TheNearestValueHoldsAndSaysWhoSetIt) {
    write("a", inherits("national") + set("comment_days_min", "40"));
    write("a/b", inherits("a"));
    write("a/c", inherits("a") + set("comment_days_min", "35"));
    EXPECT_EQ(days_of("a"), 40);
    EXPECT_EQ(days_of("a/b"), 40);
    EXPECT_EQ(days_of("a/c"), 35) << "the nation's 30 binds, the parent's 40 does not: it is no law of the nation";
    EXPECT_EQ(versions("a/b").back().ground_of("comment_days_min").set_by, "a");
    EXPECT_EQ(versions("a/b").back().ground_of("hearing_days_min").set_by, "national");
}

TEST_F(Profiles, MayNotLoosenWhatALawOrADecreeSets) {
    STATUTE("D713 15(1)");
    write("a", inherits("national") + set("comment_days_min", "20"));
    write("a/b", inherits("a") + set("comment_days_min", "25"));
    std::string const a =
        "a.toml 第 4 行 comment_days_min.value:“20 日”宽于《重大行政决策程序暂行条例》第十五条第一款所定的“30 日”";
    std::string const b =
        "a/b.toml 第 4 行 comment_days_min.value:“25 日”宽于《重大行政决策程序暂行条例》第十五条第一款所定的“30 日”";
    EXPECT_EQ(faults_of("a"), Faults{a});
    EXPECT_EQ(faults_of("a/b"), (Faults{a, b})) << "a value in between does not hide it";
}

TEST_F(Profiles, EachParameterKnowsWhichWayIsStricter) {
    write(
        "a",
        inherits("national") + set("hearing_days_min", "6") + set("review_days_min", "5") +
            set("publication_days_max", "21")
    );
    auto const faults = faults_of("a");
    ASSERT_EQ(faults.size(), 3U);
    write(
        "a",
        inherits("national") + set("hearing_days_min", "10") + set("review_days_min", "10") +
            set("publication_days_max", "10") + set("review_days_max", "15") + set("has_gazette", "false") +
            set("panel_size_min", "5") + set("panel_size_odd", "true") + set("end_on_rest_day", "\"roll\"")
    );
    auto const profile = versions("a").back();
    EXPECT_EQ(profile.publication_days_max.count, 10);
    EXPECT_EQ(profile.review_days_max, calendar::WorkingDays{15});
    EXPECT_FALSE(profile.has_gazette) << "a fact of the place, no duty less";
    EXPECT_EQ(profile.end_on_rest_day, calendar::EndOnRestDay::roll);
    EXPECT_TRUE(profile.panel_size_odd);
}

TEST_F(Profiles, AWorkPlanMakesADutyOnlyWhereItIsAdopted) {
    write("a", inherits("national") + set("execution_target", "true", "SH-PLAN 44"));
    EXPECT_EQ(
        faults_of("a"),
        Faults{
            "a.toml 第 4 行 execution_target.value:依据不是法律规范:须写明 adopted = true,即本地以发布参数表的方式采纳"}
    );
    write("a", inherits("national") + set("execution_target", "true", "SH-PLAN 44") + "adopted = true\n");
    EXPECT_TRUE(versions("a").back().execution_target);
    EXPECT_TRUE(versions("a").back().ground_of("execution_target").adopted);
    write("a", inherits("national") + set("execution_target", "true") + "adopted = true\n");
    EXPECT_EQ(faults_of("a"), Faults{"a.toml 第 7 行 execution_target.adopted:只用于采纳规划要求和设计说明"});
}

TEST_F(Profiles, ALaterFileIsALaterVersion) {
    write("a", inherits("national"));
    write("a@2026-03-01", inherits("national") + set("completion_deadline", "true"));
    write("a/b", inherits("a"));
    write("a/b@2027-01-01", inherits("a") + set("comment_days_min", "45"));
    auto const all = versions("a/b");
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].in_force_from, Day{});
    EXPECT_EQ(all[1].in_force_from, on("2026-03-01"));
    EXPECT_TRUE(all[1].completion_deadline) << "the parent's change is the child's";
    EXPECT_EQ(all[2].in_force_from, on("2027-01-01"));
    EXPECT_EQ(all[2].comment_days_min, CalendarDays{45});
    EXPECT_TRUE(all[2].completion_deadline);
    EXPECT_EQ(version_on(all, on("2026-02-28")), &all[0]);
    EXPECT_EQ(version_on(all, on("2026-12-31")), &all[1]);
    EXPECT_EQ(version_on(all, on("2030-01-01")), &all[2]);
}

TEST_F(Profiles, AChangeThatChangesNothingIsNoVersion) {
    write("a", inherits("national"));
    write("a@2026-03-01", inherits("national"));
    EXPECT_EQ(versions("a").size(), 1U);
}

TEST_F(Profiles, TellEveryFaultOfEveryFileAtOnce) {
    write("a", inherits("national") + set("comment_days_min", "\"30\"") + set("panel_size_odd", "3"));
    write("a@2026-03-01", inherits("national") + "hearing = 5\n");
    write(
        "a/b",
        inherits("a") +
            "[review_days_max]\nvalue = \"never\"\nsource = \"D713\"\nlevel = \"highest\"\nwhy = 1\n"
            "[hearing_days_min]\nvalue = 9\nsource = \"D713 16(3)\"\nlevel = \"rule\"\n"
    );
    EXPECT_EQ(
        faults_of("a/b"),
        (Faults{
            "a/b.toml 第 4 行 review_days_max.value:应当是 1 至 3650 的整数,或者 \"none\"(未规定)",
            "a/b.toml 第 5 行 review_days_max.source:应当是依据的代号和条款,如 D713 15(1)",
            "a/b.toml 第 7 行 review_days_max.why:不认识此项,这里有:adopted、level、note、source、value",
            "a/b.toml 第 11 行 hearing_days_min.level:重大行政决策程序暂行条例的效力级别是 administrative_regulation(行政法规)",
            "a.toml 第 4 行 comment_days_min.value:应当是 1 至 3650 的整数",
            "a.toml 第 8 行 panel_size_odd.value:应当是 true 或者 false",
            "a@2026-03-01.toml 第 3 行 hearing:不认识此项"})
    );
}

TEST_F(Profiles, InheritFromOneThatIsThereAndFromNoCircle) {
    write("a", inherits("b"));
    write("b", inherits("a"));
    EXPECT_EQ(faults_of("a"), Faults{"inherits:参数表“a”循环继承"});
    write("c", inherits("atlantis"));
    EXPECT_EQ(faults_of("c"), Faults{"atlantis.toml 没有这个文件"});
    write("d", "title = \"无根\"\n");
    EXPECT_EQ(faults_of("d"), Faults{"d.toml inherits:缺少此项"});
    write("e", inherits("national"));
    write("e@2026-03-01", inherits("b"));
    EXPECT_EQ(faults_of("e"), Faults{"e@2026-03-01.toml 第 2 行 inherits:各版本应当继承同一参数表"});
    write("f@2026-03-01", inherits("national"));
    EXPECT_EQ(faults_of("f"), Faults{"f.toml 没有这个文件"}) << "a first version holds since ever";
    write("g", "title = ");
    EXPECT_EQ(faults_of("g").size(), 1U) << "a file that is no TOML is there all the same";
    write("national", "title = \"全国\"\n");
    EXPECT_EQ(faults_of("national").size(), rules::every_parameter().size()) << "the nation sets every parameter";
}

TEST_F(Profiles, AreNamedOnlyWithinTheirFolder) {
    for (auto const* id :
         {"", "..", "../national", "a/../national", "/etc/passwd", "a//b", "a/", "A", "a.toml", "a@2026-03-01", "上海"})
        EXPECT_FALSE(load_profile(schemas_, id)) << id;
    write("a@2026-3-1", inherits("national"));
    std::ofstream{schemas_ / "profiles" / "README"} << "x";
    auto const ids = profile_ids(schemas_);
    ASSERT_FALSE(ids);
    EXPECT_EQ(ids.error().size(), 2U);
    EXPECT_FALSE(profile_ids(schemas_ / "nowhere"));
}

}  // namespace
}  // namespace juece::system
