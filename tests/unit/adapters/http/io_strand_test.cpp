// The I/O thread and the threads beside it.
#include "adapters/http/io_strand.hpp"

#include <future>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace juece::http {
namespace {

using Thread = std::thread::id;

TEST(IoStrand, ComputesBesideItselfInTheOrderAsked) {
    std::vector<int> order;
    std::vector<Thread> threads;
    IoStrand strand;
    for (int i = 0; i < 3; ++i) {
        strand.compute([&, i] {
            order.push_back(i);
            threads.push_back(std::this_thread::get_id());
        });
    }
    strand.join();
    EXPECT_EQ(order, (std::vector{0, 1, 2}));
    EXPECT_EQ(threads, std::vector<Thread>(3, threads.at(0)));
    EXPECT_NE(threads.at(0), std::this_thread::get_id());
}

TEST(IoStrand, ComputesWhileEveryThreadOfThePoolIsBlocked) {
    std::promise<void> release;
    std::promise<void> computed;
    IoStrand strand{{.threads = 1}};
    EXPECT_TRUE(strand.offload([released = release.get_future().share()] { released.wait(); }));
    strand.compute([&] { computed.set_value(); });
    computed.get_future().wait();
    release.set_value();
}

TEST(IoStrand, ComputesWhereItIsAskedOnceTheThreadsHaveJoined) {
    IoStrand strand;
    strand.join();
    Thread thread;
    strand.compute([&] { thread = std::this_thread::get_id(); });
    EXPECT_EQ(thread, std::this_thread::get_id());
}

TEST(IoStrand, RefusesToBlockWhatThePoolHasNoRoomFor) {
    std::promise<void> release;
    IoStrand strand{{.threads = 1, .queue_max = 1}};
    EXPECT_TRUE(strand.offload([released = release.get_future().share()] { released.wait(); }));
    EXPECT_FALSE(strand.offload([] { FAIL() << "refused work ran"; }));
    EXPECT_EQ(strand.rejected(), 1U);
    release.set_value();
}

}  // namespace
}  // namespace juece::http
