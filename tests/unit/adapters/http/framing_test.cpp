// The first look at a request's head: what is refused, and that nothing is accepted early or late.
#include "adapters/http/framing.hpp"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace juece::http {
namespace {

using Verdict = HeadScan::Verdict;

constexpr std::size_t limit = 200;

std::string const good = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(ScanHead, TakesAHeadAndNotWhatFollows) {
    auto const scan = scan_head(good + "GET /b", limit);
    EXPECT_EQ(scan.verdict, Verdict::complete);
    EXPECT_EQ(scan.size, good.size());
}

TEST(ScanHead, WaitsForEveryBeginningOfAGoodHead) {
    for (std::size_t size = 0; size < good.size(); ++size) {
        EXPECT_EQ(scan_head(good.substr(0, size), limit).verdict, Verdict::incomplete) << size;
    }
}

TEST(ScanHead, RefusesAHeadOverTheLimitBeforeItsEnd) {
    auto const fits = "GET /a HTTP/1.1\r\nHost: x\r\nA: " + std::string(limit - 33, 'a') + "\r\n\r\n";
    ASSERT_EQ(fits.size(), limit);
    EXPECT_EQ(scan_head(fits, limit).verdict, Verdict::complete);
    EXPECT_EQ(scan_head(fits, limit - 1).verdict, Verdict::too_large);
    EXPECT_EQ(scan_head("GET /" + std::string(limit, 'a'), limit).verdict, Verdict::too_large);
}

TEST(ScanHead, AnswersHostileBytesBeforeTheHeadIsComplete) {
    EXPECT_EQ(scan_head("GET /a\n", limit).verdict, Verdict::malformed);
    EXPECT_EQ(scan_head("GET /\xff", limit).verdict, Verdict::malformed);
    EXPECT_EQ(scan_head(std::string_view{"GET /\0", 6}, limit).verdict, Verdict::malformed);
}

class MalformedHead : public ::testing::TestWithParam<char const*> {};

TEST_P(MalformedHead, IsRefusedWithAReason) {
    auto const scan = scan_head(GetParam(), limit);
    EXPECT_EQ(scan.verdict, Verdict::malformed);
    EXPECT_FALSE(scan.reason.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Smuggling,
    MalformedHead,
    ::testing::Values(
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1,1\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\n B: c\r\n\r\n",
        "GET /a HTTP/1.1\r\n Host: x\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost\r\n\r\n",
        "GET /a HTTP/1.1\r\n: x\r\n\r\n",
        "GET /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\nIf-Match: \"1\"\r\nIf-Match: \"2\"\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x y\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x/y\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: u@x\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x,y\r\n\r\n",
        "GET a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://x/a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a HTTP/2.0\r\nHost: x\r\n\r\n",
        "GET /a\r\nHost: x\r\n\r\n",
        "G(T /a HTTP/1.1\r\nHost: x\r\n\r\n",
        "\r\n\r\n"
    )
);

RC_GTEST_PROP(ScanHead, ReadsNoFurtherThanItWasGiven, (std::string const& noise, bool framed)) {
    auto const bytes = framed ? "GET / HTTP/1.1\r\n" + noise + "\r\n\r\n" : noise;
    auto const scan = scan_head(bytes, limit);
    RC_ASSERT(scan.size <= bytes.size());
    RC_ASSERT((scan.verdict == Verdict::complete) == (scan.size > 0));
}

}  // namespace
}  // namespace juece::http
