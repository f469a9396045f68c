// The server's configuration: read whole, or every fault at once.
#include "adapters/system/config.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/system/clock.hpp"

namespace juece::system {
namespace {

namespace fs = std::filesystem;

class ConfigFile : public ::testing::Test {
protected:
    void SetUp() override {
        auto const* test = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::path{::testing::TempDir()} / (std::string{"juece_config_"} + test->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "schemas");
        std::ofstream{folder_ / "issuer.pem"} << "a key\n";
    }
    void TearDown() override { fs::remove_all(folder_); }

    Result<Config, ConfigFaults> load(std::string const& toml) {
        std::ofstream{folder_ / "jueced.toml"} << toml;
        return load_config(folder_ / "jueced.toml");
    }

    // "line key", without the message.
    std::vector<std::string> faults(std::string const& toml) {
        auto const loaded = load(toml);
        std::vector<std::string> list;
        if (loaded) return list;
        for (auto const& fault : loaded.error()) {
            EXPECT_FALSE(fault.message.empty());
            list.push_back((fault.line ? std::to_string(*fault.line) : "-") + ' ' + fault.key);
        }
        return list;
    }

    fs::path folder_;
};

std::string const whole = R"([server]
name = "local-1"
rehearsal = true
[http]
port = 8080
[database]
owner = "user=o"
writer = "user=w"
follower = "user=f"
documents = "user=d"
reader = "user=r"
[kafka]
brokers = "127.0.0.1:9092"
[identity]
issuer = "https://id.example"
audience = "juece"
keys = ["issuer.pem"]
[paths]
schemas = "schemas"
)";

TEST_F(ConfigFile, IsReadWhole) {
    auto const loaded = load(whole);
    ASSERT_TRUE(loaded);
    auto const& config = loaded.value();
    EXPECT_EQ(config.server.name, "local-1");
    EXPECT_TRUE(config.server.rehearsal);
    EXPECT_EQ(config.http.address, "127.0.0.1");
    EXPECT_EQ(config.http.port, 8080);
    EXPECT_FALSE(config.database.admin);
    EXPECT_EQ(config.database.reader, "user=r");
    EXPECT_EQ(config.kafka.brokers, "127.0.0.1:9092");
    EXPECT_EQ(config.identity.keys, std::vector{folder_ / "issuer.pem"});
    EXPECT_EQ(config.paths.schemas, folder_ / "schemas");
    EXPECT_EQ(config.log.level, "info");
}

TEST_F(ConfigFile, NamesEveryBadValueAtOnce) {
    EXPECT_EQ(
        faults(R"([server]
name = ""
rehearsal = "yes"
[http]
port = 70000
adress = "127.0.0.1"
[database]
owner = "user=o"
writer = 5
follower = "user=f"
documents = "user=d"
[identity]
issuer = "https://id.example"
audience = "juece"
keys = ["issuer.pem", "gone.pem"]
[paths]
schemas = "nowhere"
[log]
level = "loud"
[metrics]
port = 1
)"),
        (std::vector<std::string>{
            "2 server.name",
            "3 server.rehearsal",
            "5 http.port",
            "6 http.adress",
            "9 database.writer",
            "- database.reader",
            "15 identity.keys",
            "17 paths.schemas",
            "19 log.level",
            "20 metrics",
        })
    );
}

TEST_F(ConfigFile, OfAnEmptyTextLacksAllThatIsRequired) {
    EXPECT_EQ(faults("").size(), 11U);
    auto const no_table = faults("http = 5\n" + whole.substr(whole.find("[database]")));
    EXPECT_EQ(no_table, (std::vector<std::string>{"- server.name", "1 http", "- http.port"}));
}

TEST_F(ConfigFile, StopsAtTheFirstSyntaxError) {
    auto const loaded = load("[server]\nname = local\nalso = = bad\n");
    ASSERT_FALSE(loaded);
    ASSERT_EQ(loaded.error().size(), 1U);
    EXPECT_EQ(loaded.error()[0].line, 2);
}

TEST_F(ConfigFile, ThatIsNotThereIsNamed) {
    auto const loaded = load_config(folder_ / "other.toml");
    ASSERT_FALSE(loaded);
    EXPECT_NE(text(loaded.error()[0]).find("other.toml"), std::string::npos);
    EXPECT_FALSE(load_config(folder_ / "schemas"));
}

TEST_F(ConfigFile, FaultsReadWellForPeople) {
    EXPECT_EQ(text({4, "http.port", "应当是 1 至 65535 的整数"}), "第 4 行 http.port:应当是 1 至 65535 的整数");
    EXPECT_EQ(text({{}, "server.name", "缺少此项"}), "server.name:缺少此项");
}

TEST(SystemClock, GoesOn) {
    SystemClock const clock;
    auto const first = clock.now();
    EXPECT_GT(first, *parse_timestamp("2023-01-01T00:00:00.000000Z"));
    EXPECT_GE(clock.now(), first);
}

}  // namespace
}  // namespace juece::system
