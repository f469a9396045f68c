// The head of an answer.
#include "adapters/http/answer_head.hpp"

#include <gtest/gtest.h>

namespace juece::http {
namespace {

auto const now = parse_timestamp("2023-11-01T01:02:03.000004Z").value();

TEST(AnswerHead, HasWhatEveryAnswerHas) {
    Reply const reply{201, {{"ETag", "\"3\""}}, "application/json", "{}"};
    EXPECT_EQ(
        answer_head(reply, "an-id", now, true),
        "HTTP/1.1 201 Created\r\n"
        "Server: jueced\r\n"
        "Date: Wed, 01 Nov 2023 01:02:03 GMT\r\n"
        "Content-Type: application/json\r\n"
        "X-Request-Id: an-id\r\n"
        "Cache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "ETag: \"3\"\r\n"
        "Content-Length: 2\r\n"
        "\r\n"
    );
}

TEST(AnswerHead, SaysWhenTheConnectionEnds) {
    EXPECT_NE(answer_head({}, "an-id", now, false).find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_EQ(answer_head({}, "an-id", now, true).find("Connection"), std::string::npos);
}

TEST(AnswerHead, CountsTheBodyOfAnAnswerToHead) {
    Reply reply{200, {}, "text/plain", "seven b"};
    reply.headers_only = true;
    EXPECT_NE(answer_head(reply, "an-id", now, true).find("\r\nContent-Length: 7\r\n"), std::string::npos);
}

TEST(AnswerHead, HasNoLengthIfNothingChanged) {
    EXPECT_EQ(
        answer_head({304, {}, "application/json", {}}, "an-id", now, true).find("Content-Length"), std::string::npos
    );
}

TEST(AnswerHead, LeavesTheKeepingToTheReply) {
    auto const head = answer_head({200, {{"Cache-Control", "private, no-cache"}}, "a/b", {}}, "an-id", now, true);
    EXPECT_NE(head.find("Cache-Control: private, no-cache\r\n"), std::string::npos);
    EXPECT_EQ(head.find("no-store"), std::string::npos);
}

TEST(AnswerHead, TellsEachSecond) {
    EXPECT_NE(answer_head({}, "an-id", now + std::chrono::hours{24}, true).find("Thu, 02 Nov 2023"), std::string::npos);
    EXPECT_NE(answer_head({}, "an-id", now, true).find("Wed, 01 Nov 2023"), std::string::npos);
}

}  // namespace
}  // namespace juece::http
