// The envelope of a command: what it may hold, and every fault at once.
#include "adapters/codec/request.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace juece::codec {
namespace {

std::string const zeros(64, '0');
std::string const good_digest = R"({"sha256":")" + zeros + R"(","sm3":")" + zeros + R"("})";

std::vector<std::pair<std::string, std::string>> faults_of(std::string const& body) {
    auto const parsed = parse_command_request(body);
    std::vector<std::pair<std::string, std::string>> list;
    if (parsed) return list;
    for (auto const& fault : parsed.error()) {
        EXPECT_FALSE(fault.message.empty());
        list.emplace_back(fault.code, fault.pointer);
    }
    return list;
}

using Expected = std::vector<std::pair<std::string, std::string>>;

TEST(CommandRequest, ReadsEveryMember) {
    auto const parsed = parse_command_request(
        R"({"command":"open_public_comment","occurred_at":"2023-10-12T01:00:00.000000Z",
            "data":{"until":"2023-11-11","channels":["website","email"]},
            "documents":[{"role":"notice","digest":)" +
        good_digest + R"(,"number":"闵府〔2023〕5号"}],"reasons":[{"rule":"R03","text":"防汛"}]})"
    );
    ASSERT_TRUE(parsed);
    auto const& command = parsed.value();
    EXPECT_EQ(command.command, "open_public_comment");
    EXPECT_EQ(command.occurred_at, parse_timestamp("2023-10-12T01:00:00.000000Z"));
    EXPECT_EQ(command.data.text("until"), "2023-11-11");
    ASSERT_EQ(command.documents.size(), 1U);
    EXPECT_EQ(command.documents[0].role, "notice");
    EXPECT_EQ(command.documents[0].number, "闵府〔2023〕5号");
    ASSERT_EQ(command.reasons.size(), 1U);
    EXPECT_EQ(command.reasons[0].text, "防汛");
}

TEST(CommandRequest, OnlyTheCommandIsRequired) {
    auto const parsed = parse_command_request(R"({"command":"complete_draft"})");
    ASSERT_TRUE(parsed);
    EXPECT_FALSE(parsed.value().occurred_at);
    EXPECT_TRUE(parsed.value().data.empty());
    EXPECT_TRUE(parsed.value().documents.empty());
}

TEST(CommandRequest, NamesEveryFaultAtOnce) {
    EXPECT_EQ(
        faults_of(
            R"({"occurred_at":"2023-10-12","data":[],
                "documents":[{"role":"","digest":{"sha256":"AB","md5":"x"},"size":1},7],
                "reasons":{"rule":"R03"},"a/b":1})"
        ),
        (Expected{
            {"unknown_field", "/a~1b"},
            {"missing_field", "/command"},
            {"bad_time", "/occurred_at"},
            {"wrong_type", "/data"},
            {"unknown_field", "/documents/0/size"},
            {"empty_text", "/documents/0/role"},
            {"unknown_field", "/documents/0/digest/md5"},
            {"bad_digest", "/documents/0/digest/sha256"},
            {"missing_field", "/documents/0/digest/sm3"},
            {"wrong_type", "/documents/1"},
            {"wrong_type", "/reasons"},
        })
    );
}

TEST(CommandRequest, ReadsWhoseActItIsAndWhyItIsLate) {
    auto const parsed = parse_command_request(
        R"({"command":"complete_draft",
            "performer":{"person":"7d1b6a8e-5f0c-4b7e-9a51-0d3c2e1f4a6b","post":"mayor"},
            "late_entry":{"reason":"paper_first","approved_by":"office.clerk"}})"
    );
    ASSERT_TRUE(parsed);
    auto const& command = parsed.value();
    ASSERT_TRUE(command.performer);
    EXPECT_EQ(command.performer->person.text(), "7d1b6a8e-5f0c-4b7e-9a51-0d3c2e1f4a6b");
    EXPECT_EQ(command.performer->post.text(), "mayor");
    ASSERT_TRUE(command.late_entry);
    EXPECT_EQ(command.late_entry->reason, "paper_first");
    EXPECT_EQ(command.late_entry->approved_by.text(), "office.clerk");
    EXPECT_EQ(
        faults_of(R"({"command":"x","performer":{"person":"me","organ":"o"},"late_entry":{"approved_by":"a b"}})"),
        (Expected{
            {"unknown_field", "/performer/organ"},
            {"bad_person", "/performer/person"},
            {"missing_field", "/performer/post"},
            {"missing_field", "/late_entry/reason"},
            {"bad_post", "/late_entry/approved_by"},
        })
    );
    EXPECT_EQ(faults_of(R"({"command":"x","performer":"me"})"), (Expected{{"wrong_type", "/performer"}}));
}

TEST(RegisterRequest, HasNeitherReasonsNorPerformer) {
    auto const parsed = parse_register_request(R"({"command":"appoint","data":{"post":"mayor"}})");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed.value().data.text("post"), "mayor");
    auto const refused = parse_register_request(R"({"command":"appoint","reasons":[],"performer":{}})");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().size(), 2U);
    EXPECT_EQ(refused.error()[0].code, "unknown_field");
}

TEST(CommandRequest, TimesHaveOneForm) {
    for (auto const* time :
         {"2023-10-12T01:00:00Z",
          "2023-10-12T01:00:00.000Z",
          "2023-10-12T09:00:00.000000+08:00",
          "2023-02-30T01:00:00.000000Z",
          "2023-10-12T24:00:00.000000Z",
          "2023-10-12 01:00:00.000000Z",
          "２０２３-10-12T01:00:00.000000Z"}) {
        auto const body = std::string{R"({"command":"x","occurred_at":")"} + time + "\"}";
        EXPECT_EQ(faults_of(body), (Expected{{"bad_time", "/occurred_at"}})) << time;
    }
}

TEST(CommandRequest, UnreadableBytesAreMalformedAndImpossibleTextIsNot) {
    auto const twice = parse_command_request(R"({"command":"x","command":"y"})");
    ASSERT_FALSE(twice);
    EXPECT_TRUE(is_malformed(twice.error()));
    EXPECT_EQ(twice.error()[0].pointer, "/command");
    auto const hidden = parse_command_request(R"({"command":"x","data":{"title":"a\u202eb"}})");
    ASSERT_FALSE(hidden);
    EXPECT_FALSE(is_malformed(hidden.error()));
    EXPECT_EQ(hidden.error()[0].pointer, "/data/title");
    auto const list = parse_command_request("[]");
    ASSERT_FALSE(list);
    EXPECT_FALSE(is_malformed(list.error()));
}

TEST(CommandRequest, AnswersAHundredFaultsAtMost) {
    std::string body = R"({"command":"x","documents":[0)";
    for (int i = 0; i < 5'000; ++i)
        body += ",0";
    EXPECT_EQ(faults_of(body + "]}").size(), 100U);
}

}  // namespace
}  // namespace juece::codec
