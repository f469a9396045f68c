// Turns: one at a time, in order, and none is the last because it threw.
#include "workflow/service/lane.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "workflow/service/then.hpp"

namespace juece::service {
namespace {

std::string what(std::exception_ptr const& failure) {
    if (!failure) return "well";
    try {
        std::rethrow_exception(failure);
    } catch (std::exception const& error) {
        return error.what();
    }
}

TEST(Then, ThatThrowsIsToldSo) {
    std::vector<std::string> told;
    go_on([&](std::exception_ptr const& failure) {
        told.push_back(what(failure));
        if (!failure) throw std::runtime_error{"broken"};
    });
    EXPECT_EQ(told, (std::vector<std::string>{"well", "broken"}));
}

TEST(Then, IsToldOfAFailureOnce) {
    std::vector<std::string> told;
    auto const failure = std::make_exception_ptr(std::runtime_error{"unread"});
    go_on([&](std::exception_ptr const& given) { told.push_back(what(given)); }, failure);
    EXPECT_EQ(told, (std::vector<std::string>{"unread"}));
}

class Turns : public ::testing::Test {
protected:
    // Says how it went, and is done at once.
    Lane::Task task(std::string const& name, bool breaks = false) {
        return [this, name, breaks](std::exception_ptr const& failure, Lane::Done const& done) {
            if (breaks && !failure) throw std::runtime_error{"broken"};
            went.push_back(name + " " + what(failure));
            done();
        };
    }

    Crowd crowd;
    Lane lane{crowd};
    std::vector<std::string> went;
};

TEST_F(Turns, GoOnAfterATaskThatThrows) {
    lane.run(task("first", true));
    lane.run(task("second"));
    EXPECT_EQ(went, (std::vector<std::string>{"first broken", "second well"}));
    EXPECT_TRUE(lane.idle());
}

TEST_F(Turns, GoOnAfterATaskThatThrowsWhenItsTurnComes) {
    Lane::Done first_is_done;
    lane.run([&](std::exception_ptr const&, Lane::Done done) { first_is_done = std::move(done); });
    lane.run(task("second", true));
    lane.run(task("third"));
    EXPECT_EQ(crowd.waiting, 2U);
    first_is_done();
    EXPECT_EQ(went, (std::vector<std::string>{"second broken", "third well"}));
    EXPECT_TRUE(lane.idle());
    EXPECT_EQ(crowd.waiting, 0U);
}

}  // namespace
}  // namespace juece::service
