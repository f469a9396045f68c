// Paging through a long stream: nothing is lost, and beyond its end at most what was asked for ahead is read.
#include "workflow/service/stream_pages.hpp"

#include <gtest/gtest.h>

#include "tests/unit/service/world.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t page = 500;

class LongStream : public ::testing::Test, public World {
protected:
    // A second lies between two events.
    void fill(std::size_t events) {
        ports::AppendItem item;
        item.stream = name_;
        for (std::size_t n = 1; n <= events; ++n)
            item.leaves.push_back({node->entropy.event_id(time_of(n)), "type", time_of(n), std::to_string(n), {}});
        memory_log.append(log, std::move(item), [](ports::AppendOutcome const& outcome) {
            ASSERT_EQ(outcome.what, ports::Appended::appended);
        });
    }

    Timestamp time_of(std::uint64_t version) const { return clock.now() + version * 1s; }

    // The versions read, page by page; every event must follow from the one before.
    std::vector<std::size_t> sizes(std::uint64_t after = 0, Timestamp until = Timestamp::max()) {
        std::vector<std::size_t> sizes;
        service::StreamPages pages{faulty, log, name_, after, until};
        for (auto events = pages.next(); !events.empty(); events = pages.next()) {
            for (auto const& event : events)
                EXPECT_EQ(event.version, ++after);
            sizes.push_back(events.size());
        }
        EXPECT_TRUE(pages.next().empty());
        return sizes;
    }

    std::string const name_ = "decision/long";
};

using Sizes = std::vector<std::size_t>;

TEST_F(LongStream, IsReadToItsEnd) {
    EXPECT_EQ(sizes(), Sizes{});
    fill(2 * page + 1);
    EXPECT_EQ(sizes(), (Sizes{page, page, 1}));
    EXPECT_EQ(sizes(1), (Sizes{page, page}));
    EXPECT_EQ(sizes(2 * page), Sizes{1});
    EXPECT_EQ(sizes(2 * page + 1), Sizes{});
}

TEST_F(LongStream, IsReadUpToAMomentAndNoFurther) {
    fill(3 * page);
    EXPECT_EQ(sizes(0, time_of(1) - 1us), Sizes{});
    auto const before = faulty.pages;
    EXPECT_EQ(sizes(0, time_of(page - 1)), Sizes{page - 1});
    EXPECT_EQ(faulty.pages - before, 1U);
    EXPECT_EQ(sizes(0, time_of(page + 7)), (Sizes{page, 7}));
    EXPECT_EQ(faulty.pages - before, 3U);
    EXPECT_EQ(sizes(page, time_of(page)), Sizes{});
}

TEST_F(LongStream, TellsWhoeverAsksWhyAPageIsMissing) {
    fill(3 * page);
    faulty.unreadable_beyond = page;
    service::StreamPages pages{faulty, log, name_, 0};
    EXPECT_EQ(pages.next().size(), page);
    EXPECT_THROW(pages.next(), ports::WorldError);
}

}  // namespace
}  // namespace juece::testing
