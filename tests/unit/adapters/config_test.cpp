// The server's configuration: read whole, or every fault at once.
#include "adapters/system/config.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/system/clock.hpp"

namespace juece::system {
namespace {

namespace fs = std::filesystem;

// Made for this test by openssl; they open nothing.
std::string const issuer_key = R"(-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAO/Bh/D2ot6sKznGTupIusRxtBZuDK4YunoxZWNbUK3c=
-----END PUBLIC KEY-----
)";
std::string const key_a = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRnSIjPQowZgWOq6P
wQMfQDwwI4g3UJ359Ov/5iFnK5ahRANCAARCDVlshYLDuPBjhtPm8GZO2HwT2CV1
TZYc4F05JhxhiYy7ILyIyF3Xog3CNUrxM+HFp/drR0tvbKpn/uK/Ylsb
-----END PRIVATE KEY-----
)";
std::string const certificate_a = R"(-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIUGtelNbJr3NTwNW7yd8n2BKwRFmIwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGdGVzdCBhMCAXDTI2MTEyMjE4NDQzNloYDzIxMjYxMDI5MTg0
NDM2WjARMQ8wDQYDVQQDDAZ0ZXN0IGEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARCDVlshYLDuPBjhtPm8GZO2HwT2CV1TZYc4F05JhxhiYy7ILyIyF3Xog3CNUrx
M+HFp/drR0tvbKpn/uK/Ylsbo1MwUTAdBgNVHQ4EFgQUvr9bEXULY3dwFLQSG+mt
tWn6w9YwHwYDVR0jBBgwFoAUvr9bEXULY3dwFLQSG+mttWn6w9YwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiApEL7h2PeKPxOv9+iqlUy8MYNRoUvP
yFHItlu78LIqkgIhAICmn8keOpb/wwxTR7GX0iNELEkNxNtgoVz+FFR4yxEb
-----END CERTIFICATE-----
)";
std::string const certificate_b = R"(-----BEGIN CERTIFICATE-----
MIIBeDCCAR+gAwIBAgIULBZwAKghJ6vwjF8oWq/7MGaBa2UwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGdGVzdCBiMCAXDTI2MTEyMjE4NDQzNloYDzIxMjYxMDI5MTg0
NDM2WjARMQ8wDQYDVQQDDAZ0ZXN0IGIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAS2iXkC8Whd8yprGKLkxsS3mNzboJDDQA7+UPbR2tdmHDs8Mc0lbLJ8fbnUxhsA
mmXSI7FG/zS2wYmosOGB1946o1MwUTAdBgNVHQ4EFgQUI+Yg6SOFLFd2afepbGM5
9xQXRIkwHwYDVR0jBBgwFoAUI+Yg6SOFLFd2afepbGM59xQXRIkwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBDi5fhGToWp1OnIw5iub8FCAlqu+0f
aKnGrS4ieAqG6wIgVwpxn4bQYGzWahax+jUCf19JT9o//c+QmbGbLpc0r9Q=
-----END CERTIFICATE-----
)";

class ConfigFile : public ::testing::Test {
protected:
    void SetUp() override {
        auto const* test = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::path{::testing::TempDir()} / (std::string{"juece_config_"} + test->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "schemas");
        std::ofstream{folder_ / "issuer.pem"} << issuer_key;
        std::ofstream{folder_ / "a.pem"} << certificate_a;
        std::ofstream{folder_ / "ca.pem"} << certificate_a;
        std::ofstream{folder_ / "b.pem"} << certificate_b;
        secret("a.key.pem", key_a);
        secret("password", "geheim\n");
    }
    void TearDown() override { fs::remove_all(folder_); }

    void secret(std::string const& name, std::string const& text) {
        std::ofstream{folder_ / name} << text;
        fs::permissions(folder_ / name, fs::perms::owner_read | fs::perms::owner_write);
    }

    // The message about a key, if there is one.
    std::string message(std::string const& toml, std::string const& key) {
        auto const loaded = load(toml);
        if (loaded) return {};
        for (auto const& fault : loaded.error()) {
            if (fault.key == key) return fault.message;
        }
        return {};
    }

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
address = "127.0.0.1"
[metric]
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
            "- metrics.port",
            "22 metric",
        })
    );
}

std::string whole_with(std::string const& section, std::string const& keys) {
    auto text = whole;
    auto const at = text.find("[" + section + "]\n");
    if (at == std::string::npos) return text + "[" + section + "]\n" + keys;
    return text.insert(at + section.size() + 3, keys);
}

TEST_F(ConfigFile, SaysWhatItSawAndWhatItExpected) {
    EXPECT_EQ(message(whole_with("limits", "uploads = 0\n"), "limits.uploads"), "应当是 1 至 1024 的整数,现为 0");
    EXPECT_EQ(message(whole_with("log", "level = \"loud\"\n"), "log.level").substr(0, 9), "应当是");
    EXPECT_NE(message(whole_with("log", "level = \"loud\"\n"), "log.level").find("loud"), std::string::npos);
    EXPECT_NE(message(whole_with("http", "adress = 5\n"), "http.adress").find("address"), std::string::npos);
    auto const password = message(whole_with("kafka", "password = \"hunter2\"\n"), "kafka.password");
    EXPECT_FALSE(password.empty());
    EXPECT_EQ(password.find("hunter2"), std::string::npos);
}

TEST_F(ConfigFile, TakesTlsForHttp) {
    auto const loaded = load(whole_with(
        "http", "address = \"0.0.0.0\"\ncertificate = \"a.pem\"\nkey = \"a.key.pem\"\nclient_ca = \"ca.pem\"\n"
    ));
    ASSERT_TRUE(loaded) << text(loaded.error().at(0));
    EXPECT_EQ(loaded.value().http.certificate, folder_ / "a.pem");
    EXPECT_EQ(loaded.value().http.key, folder_ / "a.key.pem");
    EXPECT_EQ(loaded.value().http.client_ca, folder_ / "ca.pem");
}

TEST_F(ConfigFile, RefusesPlainHttpBeyondThisMachineUnlessItIsMeant) {
    for (auto const* address : {"0.0.0.0", "10.1.2.3", "::"})
        EXPECT_NE(message(whole_with("http", fmt::format("address = \"{}\"\n", address)), "http.address"), "")
            << address;
    for (auto const* address : {"127.0.0.2", "::1"})
        EXPECT_TRUE(load(whole_with("http", fmt::format("address = \"{}\"\n", address)))) << address;
    EXPECT_TRUE(load(whole_with("http", "address = \"0.0.0.0\"\nplain = true\n")));
    EXPECT_NE(message(whole_with("http", "address = \"localhost\"\n"), "http.address"), "");
}

TEST_F(ConfigFile, RefusesMetricsBeyondThisMachineUnlessItIsMeant) {
    for (auto const* address : {"0.0.0.0", "10.1.2.3", "::"}) {
        auto const keys = fmt::format("port = 8081\naddress = \"{}\"\n", address);
        EXPECT_NE(message(whole_with("metrics", keys), "metrics.address").find("plain"), std::string::npos) << address;
        EXPECT_TRUE(load(whole_with("metrics", keys + "plain = true\n"))) << address;
    }
    for (auto const* address : {"127.0.0.2", "::1"})
        EXPECT_TRUE(load(whole_with("metrics", fmt::format("port = 8081\naddress = \"{}\"\n", address)))) << address;
}

TEST_F(ConfigFile, RefusesKafkaInPlaintextBeyondThisMachineUnlessItIsMeant) {
    auto const with = [](std::string const& brokers, std::string const& keys = {}) {
        std::string const local = "127.0.0.1:9092";
        return whole_with("kafka", keys).replace(whole.find(local) + keys.size(), local.size(), brokers);
    };
    for (auto const* brokers : {"127.0.0.2:9092", "localhost:9092,[::1]:9093"})
        EXPECT_TRUE(load(with(brokers))) << brokers;
    for (auto const* brokers :
         {"10.1.2.3:9092", "localhost:9092,kafka.example:9092", "[::]:9092", "localhost.example:1"}) {
        EXPECT_NE(message(with(brokers), "kafka.brokers").find("plain = true"), std::string::npos) << brokers;
        EXPECT_NE(message(with(brokers, "security = \"plaintext\"\n"), "kafka.brokers"), "") << brokers;
        EXPECT_TRUE(load(with(brokers, "plain = true\n"))) << brokers;
        EXPECT_TRUE(load(with(brokers, "security = \"tls\"\n"))) << brokers;
    }
    EXPECT_NE(message(with("localhost:1", "security = \"tls\"\nplain = true\n"), "kafka.plain"), "");
    EXPECT_EQ(message(with("localhost", "plain = true\n"), "kafka.brokers").find("plain"), std::string::npos);
    Config::Kafka kafka;
    EXPECT_FALSE(fault_of_brokers({}));
    kafka.brokers = "10.1.2.3:9092";
    EXPECT_FALSE(fault_of_brokers(kafka).value_or("").empty()) << "brokers that were put in their place";
    kafka.plain = true;
    EXPECT_FALSE(fault_of_brokers(kafka));
}

TEST_F(ConfigFile, KnowsABrokerByItsHostAndPort) {
    Config::Kafka kafka;
    kafka.plain = true;
    auto const is_known = [&](std::string const& brokers) {
        kafka.brokers = brokers;
        return !fault_of_brokers(kafka);
    };
    for (auto const* brokers : {"a:1", "kafka-1.example:9092,kafka-2.example:9092", "[::1]:9092", "[fe80::1%eth0]:1"})
        EXPECT_TRUE(is_known(brokers)) << brokers;
    for (auto const* brokers :
         {"::1:9092",
          "fe80::1:9092",
          "a:b:1",
          "[::1:9092",
          "::1]:9092",
          "[]:1",
          "[localhost]:1",
          "[[::1]]:1",
          ":1",
          "a:",
          "a",
          "a:1,",
          "a b:1",
          "SSL://a:1",
          "a:123456"})
        EXPECT_FALSE(is_known(brokers)) << brokers;
}

TEST_F(ConfigFile, NamesContradictionsOfTls) {
    EXPECT_NE(message(whole_with("http", "certificate = \"a.pem\"\n"), "http.key"), "");
    EXPECT_NE(message(whole_with("http", "key = \"a.key.pem\"\n"), "http.certificate"), "");
    EXPECT_NE(message(whole_with("http", "client_ca = \"ca.pem\"\n"), "http.client_ca"), "");
    std::string const pair = "certificate = \"a.pem\"\nkey = \"a.key.pem\"\n";
    EXPECT_NE(message(whole_with("http", pair + "plain = true\n"), "http.plain"), "");
    auto const foreign = whole_with("http", "certificate = \"b.pem\"\nkey = \"a.key.pem\"\n");
    EXPECT_NE(message(foreign, "http.key").find("一对"), std::string::npos);
    secret("bad.key.pem", "no key");
    auto const bad = whole_with("http", "certificate = \"password\"\nkey = \"bad.key.pem\"\n");
    EXPECT_EQ(faults(bad), (std::vector<std::string>{"5 http.certificate", "6 http.key"}));
    fs::permissions(folder_ / "a.key.pem", fs::perms::others_read, fs::perm_options::add);
    EXPECT_NE(message(whole_with("http", pair), "http.key").find("chmod"), std::string::npos);
}

TEST_F(ConfigFile, NamesAPortThatIsTakenTwice) {
    EXPECT_NE(message(whole_with("metrics", "port = 8080\n"), "metrics.port"), "");
    EXPECT_TRUE(load(whole_with("metrics", "port = 8081\n")));
    EXPECT_NE(message(whole_with("limits", "pool_threads = 8\npool_queue = 7\n"), "limits.pool_queue"), "");
}

TEST_F(ConfigFile, PutsTheWayToKafkaIntoItsOwnWords) {
    auto const loaded = load(whole_with(
        "kafka",
        "security = \"sasl_tls\"\nca = \"ca.pem\"\ncertificate = \"a.pem\"\nkey = \"a.key.pem\"\n"
        "username = \"juece\"\npassword_file = \"password\"\nmechanism = \"SCRAM-SHA-512\"\n"
        "replication = 3\nmin_insync_replicas = 2\n"
    ));
    ASSERT_TRUE(loaded) << text(loaded.error().at(0));
    auto const& kafka = loaded.value().kafka;
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(
        kafka.properties,
        (Pairs{
            {"security.protocol", "SASL_SSL"},
            {"ssl.ca.location", (folder_ / "ca.pem").string()},
            {"ssl.certificate.location", (folder_ / "a.pem").string()},
            {"ssl.key.location", (folder_ / "a.key.pem").string()},
            {"sasl.mechanism", "SCRAM-SHA-512"},
            {"sasl.username", "juece"},
            {"sasl.password", "geheim"}})
    );
    EXPECT_EQ(kafka.replication, 3);
    EXPECT_EQ(kafka.min_insync_replicas, 2);
    EXPECT_EQ(load(whole).value().kafka.properties, Pairs{});
    EXPECT_EQ(load_kafka_config(folder_ / "jueced.toml").value().brokers, "127.0.0.1:9092");
}

TEST_F(ConfigFile, NamesContradictionsOfKafka) {
    EXPECT_NE(message(whole_with("kafka", "ca = \"ca.pem\"\n"), "kafka.ca"), "");
    EXPECT_NE(message(whole_with("kafka", "security = \"tls\"\nusername = \"j\"\n"), "kafka.username"), "");
    EXPECT_NE(message(whole_with("kafka", "security = \"ssl\"\n"), "kafka.security"), "");
    EXPECT_NE(message(whole_with("kafka", "min_insync_replicas = 2\n"), "kafka.min_insync_replicas"), "");
    auto const bare = faults(whole_with("kafka", "security = \"sasl_tls\"\n"));
    EXPECT_EQ(bare, (std::vector<std::string>{"- kafka.username", "- kafka.mechanism", "- kafka.password_file"}));
}

TEST_F(ConfigFile, OfAnEmptyTextLacksAllThatIsRequired) {
    EXPECT_EQ(faults("").size(), 10U);
    auto const no_table = faults("http = 5\n" + whole.substr(whole.find("[database]")));
    EXPECT_EQ(no_table, (std::vector<std::string>{"- server.name", "1 http", "- http.port"}));
}

TEST_F(ConfigFile, StopsAtTheFirstSyntaxError) {
    auto const loaded = load("[server]\nname = local\nalso = = bad\n");
    ASSERT_FALSE(loaded);
    ASSERT_EQ(loaded.error().size(), 1U);
    EXPECT_EQ(loaded.error()[0].line, 2);
    EXPECT_NE(loaded.error()[0].message.find("列"), std::string::npos);
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
