// Faults: how many lines an outage makes, and that none is lost from the count.
#include "tools/jueced/fault_log.hpp"

#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace juece::jueced {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using namespace std::chrono_literals;

class FaultLogTest : public testing::Test {
protected:
    FaultLogTest() { testing::internal::CaptureStderr(); }

    std::vector<std::string> lines() {
        std::istringstream all{testing::internal::GetCapturedStderr()};
        testing::internal::CaptureStderr();
        std::vector<std::string> found;
        for (std::string line; std::getline(all, line);)
            found.push_back(line);
        return found;
    }
    ~FaultLogTest() override { testing::internal::GetCapturedStderr(); }

    Journal journal_{"info"};
    FaultLog log_{journal_};
    FaultLog::Clock::time_point now_{1h};
};

TEST_F(FaultLogTest, AnOutageIsOneLineAndACount) {
    for (int request = 0; request < 1'000; ++request)
        log_.report({"id", "unavailable", "connection refused"}, now_ + std::chrono::milliseconds{request});
    auto const first = lines();
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_THAT(first.front(), HasSubstr("connection refused"));
    log_.sum_up(now_ + 59s);
    EXPECT_THAT(lines(), SizeIs(0));
    log_.sum_up(now_ + 60s);
    auto const later = lines();
    ASSERT_THAT(later, SizeIs(1));
    EXPECT_THAT(later.front(), HasSubstr(R"("code":"unavailable","count":999,"event":"fault_repeated")"));
    EXPECT_EQ(log_.counts().at("unavailable"), 1'000U);
}

TEST_F(FaultLogTest, TheNextMinuteHasItsLineAgain) {
    log_.report({"a", "busy", "full"}, now_);
    log_.report({"b", "busy", "full"}, now_ + 1s);
    log_.report({"c", "busy", "full"}, now_ + 61s);
    auto const all = lines();
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_THAT(all[1], HasSubstr("fault_repeated"));
    EXPECT_THAT(all[2], HasSubstr(R"("id":"c")"));
}

TEST_F(FaultLogTest, EveryInternalFaultHasItsLine) {
    for (int request = 0; request < 100; ++request)
        log_.report({std::to_string(request), "internal", "a defect"}, now_);
    EXPECT_THAT(lines(), SizeIs(100));
}

TEST_F(FaultLogTest, WhatIsNotToldYetIsToldAtTheEnd) {
    for (int request = 0; request < 15; ++request)
        log_.report({"id", "unauthenticated", "bad_signature"}, now_);
    EXPECT_THAT(lines(), SizeIs(10));
    log_.sum_up(now_, true);
    auto const last = lines();
    ASSERT_THAT(last, SizeIs(1));
    EXPECT_THAT(last.front(), HasSubstr(R"("count":5)"));
}

}  // namespace
}  // namespace juece::jueced
