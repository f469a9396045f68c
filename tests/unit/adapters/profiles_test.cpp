// Profiles as files: those that we ship, inheritance, and what a local one may not do.
#include "adapters/system/profiles.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace juece::system {
namespace {

namespace fs = std::filesystem;

class Profiles : public ::testing::Test {
protected:
    void SetUp() override {
        auto const* test = ::testing::UnitTest::GetInstance()->current_test_info();
        schemas_ = fs::path{::testing::TempDir()} / (std::string{"juece_profiles_"} + test->name());
        fs::remove_all(schemas_);
        fs::create_directories(schemas_ / "profiles/a");
        write("national", "title = \"全国\"\n" + days(30));
    }
    void TearDown() override { fs::remove_all(schemas_); }

    static std::string days(int value) {
        return "[comment_days_min]\nvalue = " + std::to_string(value) + "\nsource = \"D713 15(1)\"\nlevel = \"rule\"\n";
    }
    static std::string inherits(std::string const& parent) {
        return "title = \"某地\"\ninherits = \"" + parent + "\"\n";
    }
    void write(std::string const& id, std::string const& toml) {
        std::ofstream{schemas_ / "profiles" / (id + ".toml")} << toml;
    }
    int days_of(std::string const& id) {
        auto const profile = load_profile(schemas_, id);
        return profile ? profile.value().comment_days_min.count : -1;
    }
    std::string fault_of(std::string const& id) {
        auto const profile = load_profile(schemas_, id);
        return profile ? "none" : text(profile.error().front());
    }

    fs::path schemas_;
};

TEST(ShippedProfiles, ResolveToThirtyDays) {
    for (auto const* id : {"national", "shanghai", "shanghai/minhang"}) {
        auto const profile = load_profile("schemas", id);
        ASSERT_TRUE(profile) << id << ": " << text(profile.error().front());
        EXPECT_EQ(profile.value().id, id);
        EXPECT_EQ(profile.value().comment_days_min, CalendarDays{30});
    }
}

TEST_F(Profiles, TheNearestValueHolds) {
    write("a", inherits("national") + days(40));
    write("a/b", inherits("a"));
    write("a/c", inherits("a") + days(35));
    EXPECT_EQ(days_of("a"), 40);
    EXPECT_EQ(days_of("a/b"), 40);
    EXPECT_EQ(days_of("a/c"), 35);
}

TEST_F(Profiles, MayNotGoBelowTheNationalValue) {
    write("a", inherits("national") + days(20));
    write("a/b", inherits("a") + days(40));
    EXPECT_EQ(fault_of("a"), "comment_days_min:20 日短于国家规定的 30 日");
    EXPECT_EQ(fault_of("a/b"), "comment_days_min:20 日短于国家规定的 30 日");
}

TEST_F(Profiles, AreRefusedWithTheirFaults) {
    write("a", inherits("b"));
    write("b", inherits("a"));
    EXPECT_NE(fault_of("a").find("循环继承"), std::string::npos);
    write("c", inherits("national") + "[comment_days_min]\nvalue = \"30\"\nlevel = \"highest\"\nwhy = 1\n");
    auto const broken = load_profile(schemas_, "c");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().size(), 4U);
    write("d", "title = \"无根\"\n");
    EXPECT_NE(fault_of("d").find("inherits"), std::string::npos);
    write("e", inherits("national") + "hearing = 5\n");
    EXPECT_NE(fault_of("e").find("不认识"), std::string::npos);
    write("national", "title = \"全国\"\n");
    EXPECT_NE(fault_of("national").find("必须齐全"), std::string::npos);
}

TEST_F(Profiles, AreNamedOnlyWithinTheirFolder) {
    for (auto const* id :
         {"", "..", "../national", "a/../national", "/etc/passwd", "a//b", "a/", "A", "a.toml", "上海"})
        EXPECT_FALSE(load_profile(schemas_, id)) << id;
}

}  // namespace
}  // namespace juece::system
