// What append() promises (workflow/ports/event_log.hpp, docs/adr/0004-gapless-log.md), on the twin and on PostgreSQL.
#include <atomic>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "tests/contract/store_world.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::test {
namespace {

using ports::Appended;
using AppendContract = StoreContract;

TEST_P(AppendContract, NumbersAreGaplessFromZero) {
    EXPECT_EQ(appended(world_->log(), name_, make_.item("decision/a", 0, 3)), 1U);
    EXPECT_EQ(appended(world_->log(), name_, make_.item("decision/b", 0)), 4U);
    EXPECT_EQ(appended(world_->log(), name_, make_.item("decision/a", 3, 2)), 5U);
    auto const events = world_->log().read_log(name_, 0, 100);
    ASSERT_EQ(events.size(), 7U);
    for (std::size_t seq = 0; seq < events.size(); ++seq)
        EXPECT_EQ(events[seq].seq, seq);
    EXPECT_EQ(events[6].stream, "decision/a");
    EXPECT_EQ(events[6].version, 5U);
    EXPECT_EQ(world_->log().info(name_)->next_seq, 7U);
}

TEST_P(AppendContract, AStaleItemIsDroppedWholeAndLeavesNoGap) {
    appended(world_->log(), name_, make_.item("decision/a", 0, 2));
    auto stale = make_.item("decision/a", 1, 2);
    auto const id = stale.leaves[0].id;
    stale.payloads.push_back(make_.payload(0, 0, "lost"));
    stale.row = ports::DecisionRow{decision_id(1), "{}"};
    EXPECT_EQ(append(world_->log(), name_, stale).what, Appended::stale);
    EXPECT_EQ(append(world_->log(), name_, make_.item("decision/a", 3)).what, Appended::stale);
    EXPECT_EQ(append(world_->log(), name_, make_.item("decision/b", 1)).what, Appended::stale);
    EXPECT_EQ(world_->log().head(name_, "decision/a").version, 2U);
    EXPECT_EQ(world_->log().head(name_, "decision/b").version, 0U);
    EXPECT_FALSE(world_->log().find(name_, id));
    EXPECT_FALSE(world_->log().payload(name_, id, 0));
    EXPECT_TRUE(world_->log().list(name_, {}).empty());
    EXPECT_EQ(appended(world_->log(), name_, make_.item("decision/b", 0)), 3U);
}

TEST_P(AppendContract, AnItemSentTwiceIsStoredOnce) {
    auto const item = make_.item("decision/a", 0, 2);
    EXPECT_EQ(appended(world_->log(), name_, item), 1U);
    appended(world_->log(), name_, make_.item("decision/a", 2));
    EXPECT_EQ(appended(world_->log(), name_, item), 1U);
    EXPECT_EQ(world_->log().info(name_)->next_seq, 4U);
}

TEST_P(AppendContract, ConditionsAreJudged) {
    appended(world_->log(), name_, make_.item("decision/a", 0, 2));
    auto refusal = [&](std::uint64_t version, std::uint64_t expected) {
        auto item = make_.item("attempts/a", expected);
        item.conditions.push_back({"decision/a", version});
        return append(world_->log(), name_, item).what;
    };
    EXPECT_EQ(refusal(1, 0), Appended::stale);
    EXPECT_EQ(refusal(3, 0), Appended::stale);
    EXPECT_EQ(refusal(2, 0), Appended::appended);
    auto unopened = make_.item("attempts/b", 0);
    unopened.conditions = {{"decision/b", 0}, {"decision/a", 2}};
    EXPECT_EQ(append(world_->log(), name_, unopened).what, Appended::appended);
    auto half_met = make_.item("attempts/b", 1);
    half_met.conditions = {{"decision/b", 0}, {"decision/a", 1}};
    EXPECT_EQ(append(world_->log(), name_, half_met).what, Appended::stale);
}

TEST_P(AppendContract, AConditionSeesWhatWasSubmittedJustBefore) {
    // The first of many, so that the rest waits and travels together.
    std::vector<std::future<ports::AppendOutcome>> answers;
    auto submit = [&](ports::AppendItem item) {
        auto promise = std::make_shared<std::promise<ports::AppendOutcome>>();
        answers.push_back(promise->get_future());
        world_->log().append(name_, std::move(item), [promise](auto outcome) {
            promise->set_value(std::move(outcome));
        });
    };
    for (int n = 0; n < 40; ++n) {
        auto const stream = std::to_string(n);
        submit(make_.item("decision/" + stream, 0));
        auto refusal = make_.item("attempts/" + stream, 0);
        refusal.conditions.push_back({"decision/" + stream, 0});
        submit(std::move(refusal));
    }
    for (std::size_t at = 0; at < answers.size(); ++at) {
        EXPECT_EQ(answers[at].get().what, at % 2 == 0 ? Appended::appended : Appended::stale);
    }
}

TEST_P(AppendContract, EveryDocumentThatLeavesNameMustBeThere) {
    auto item = make_.item("decision/a", 0);
    item.documents = {digest_of("notice"), digest_of("draft")};
    upload(world_->documents(), name_, "notice");
    EXPECT_EQ(append(world_->log(), name_, item).what, Appended::missing_document);
    upload(world_->documents(), name_, "draft");
    EXPECT_EQ(append(world_->log(), name_, item).what, Appended::appended);
    auto half_true = make_.item("decision/b", 0);
    half_true.documents = {{digest_of("notice").sha256, digest_of("draft").sm3}};
    EXPECT_EQ(append(world_->log(), name_, half_true).what, Appended::missing_document);
    // Stale comes first: a stale caller must decide again, whatever it names.
    auto stale = make_.item("decision/a", 5);
    stale.documents = {digest_of("unknown")};
    EXPECT_EQ(append(world_->log(), name_, stale).what, Appended::stale);
}

TEST_P(AppendContract, ALogOpensOnce) {
    auto const name = fresh_log_name();
    auto const first = make_.opening();
    EXPECT_TRUE(world_->log().open(name, true, true, {first}));
    EXPECT_FALSE(world_->log().open(name, true, false, {make_.opening()}));
    auto const info = world_->log().info(name);
    ASSERT_TRUE(info);
    EXPECT_TRUE(info->rehearsal);
    EXPECT_TRUE(info->kafka);
    EXPECT_EQ(info->next_seq, 1U);
    EXPECT_EQ(world_->log().read_log(name, 0, 10).at(0).id, first.leaves[0].id);
    EXPECT_FALSE(world_->log().info(log_name("never-opened")));
}

TEST_P(AppendContract, ALogOpensWithItsFirstItemsOrWithNone) {
    auto const name = fresh_log_name();
    EXPECT_TRUE(world_->log().open(name, true, false, {make_.opening(), make_.item("rules/statute/a", 0)}));
    // Another's opening stores nothing at all, though its second stream does not exist yet.
    EXPECT_FALSE(world_->log().open(name, true, false, {make_.opening(), make_.item("rules/statute/b", 0)}));
    EXPECT_EQ(world_->log().info(name)->next_seq, 2U);
    EXPECT_EQ(world_->log().head(name, "rules/statute/a").version, 1U);
    EXPECT_EQ(world_->log().head(name, "rules/statute/b").version, 0U);
}

TEST_P(AppendContract, ALogThatDoesNotExistTakesNothing) {
    auto const outcome = append(world_->log(), log_name("never-opened"), make_.item("decision/a", 0));
    ASSERT_TRUE(outcome.failure);
    try {
        std::rethrow_exception(outcome.failure);
    } catch (ports::WorldError const& error) {
        EXPECT_EQ(error.kind(), ports::WorldErrorKind::corrupt);
    }
}

TEST_P(AppendContract, LogsAreApart) {
    auto const other = fresh_log_name();
    ASSERT_TRUE(world_->log().open(other, true, false, {make_.opening()}));
    EXPECT_EQ(appended(world_->log(), name_, make_.item("decision/a", 0)), 1U);
    EXPECT_EQ(appended(world_->log(), other, make_.item("decision/a", 0, 2)), 1U);
    EXPECT_EQ(world_->log().head(name_, "decision/a").version, 1U);
    EXPECT_EQ(world_->log().head(other, "decision/a").version, 2U);
    // A document of one log is not there for another.
    upload(world_->documents(), name_, "here");
    auto elsewhere = make_.item("decision/b", 0);
    elsewhere.documents = {digest_of("here")};
    EXPECT_EQ(append(world_->log(), other, elsewhere).what, Appended::missing_document);
}

TEST_P(AppendContract, CommitsAreTold) {
    std::mutex mutex;
    std::vector<std::uint64_t> told;
    world_->on_commit([&](LogName const& log, std::uint64_t next_seq) {
        std::lock_guard const lock{mutex};
        if (log == name_) told.push_back(next_seq);
    });
    appended(world_->log(), name_, make_.item("decision/a", 0, 2));
    append(world_->log(), name_, make_.item("decision/a", 0));
    appended(world_->log(), name_, make_.item("decision/b", 0));
    // In PostgreSQL the hook comes after the answers, on their thread.
    world_.reset();
    EXPECT_EQ(told, (std::vector<std::uint64_t>{3, 4}));
}

// Eight writers, each with streams of its own; a reader follows and must never see a gap, nor a number twice.
TEST_P(AppendContract, NumberOrderIsCommitOrderUnderParallelAppends) {
    constexpr int writers = 8;
    constexpr int each = 60;
    std::vector<ports::AppendItem> items;
    for (int n = 0; n < each; ++n) {
        for (int w = 0; w < writers; ++w) {
            items.push_back(make_.item("decision/" + std::to_string(w), static_cast<std::uint64_t>(n)));
        }
    }
    std::atomic<bool> done{false};
    std::vector<ports::StoredEvent> followed;
    std::thread reader{[&] {
        for (std::uint64_t position = 0;;) {
            auto const last_round = done.load();
            auto const events = world_->log().read_log(name_, position, 37);
            for (auto const& event : events) {
                EXPECT_EQ(event.seq, position);
                ++position;
                followed.push_back(event);
            }
            if (last_round && events.empty()) return;
        }
    }};
    std::vector<std::thread> threads;
    for (int w = 0; w < writers; ++w) {
        threads.emplace_back([&, w] {
            std::uint64_t before = 0;
            for (int n = 0; n < each; ++n) {
                auto const seq = appended(world_->log(), name_, items[static_cast<std::size_t>(n * writers + w)]);
                EXPECT_GT(seq, before);
                before = seq;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    done = true;
    reader.join();
    EXPECT_EQ(followed.size(), 1U + writers * each);
}

INSTANTIATE_TEST_SUITE_P(Stores, AppendContract, ::testing::Values("memory", "postgres"), store_kind);

}  // namespace
}  // namespace juece::test
