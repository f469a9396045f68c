// The group committer: batching, bounds, patience, stopping, and an item that cannot be stored among good ones.
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "adapters/postgres/group_committer.hpp"
#include "adapters/postgres/session.hpp"
#include "tests/contract/store_world.hpp"
#include "tests/contract/test_database.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::test {
namespace {

using namespace std::chrono_literals;
using ports::Appended;
using ports::WorldErrorKind;

class Committer : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(world_->log().open(name_, true, false, {make_.opening()})); }

    static postgres::CommitterSettings settings() {
        postgres::CommitterSettings settings;
        settings.writer_dsn = dsn_of("writer");
        return settings;
    }
    std::future<ports::AppendOutcome> submit(postgres::GroupCommitter& committer, ports::AppendItem item) {
        auto promise = std::make_shared<std::promise<ports::AppendOutcome>>();
        auto future = promise->get_future();
        auto const caller = std::this_thread::get_id();
        committer.submit(name_, std::move(item), [promise, caller](ports::AppendOutcome outcome) {
            EXPECT_NE(std::this_thread::get_id(), caller);
            promise->set_value(std::move(outcome));
        });
        return future;
    }
    // Holds the lock of the log's head, so that appends wait, until it is destroyed.
    std::unique_ptr<std::thread> hold_head(std::future<void> until) {
        std::promise<void> held;
        auto const is_held = held.get_future();
        auto thread = std::make_unique<std::thread>([this, &held, until = std::move(until)]() mutable {
            postgres::Session session{dsn_of("postgres"), {}};
            session.transaction([&](postgres::Session::Transaction& transaction) {
                transaction.script("select from juece.log where name = '" + name_.text() + "' for update");
                held.set_value();
                until.wait();
            });
        });
        is_held.wait();
        return thread;
    }
    // Returns once a batch waits for the head that hold_head() holds.
    static void await_waiting_append() {
        postgres::Session session{dsn_of("postgres"), {}};
        constexpr postgres::Statement waiting{
            "waiting",
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"};
        while (session.execute(waiting, {}).number(0, 0) == 0)
            std::this_thread::sleep_for(5ms);
    }
    static WorldErrorKind kind_of(ports::AppendOutcome const& outcome) {
        try {
            std::rethrow_exception(outcome.failure);
        } catch (ports::WorldError const& error) {
            return error.kind();
        }
    }

    std::unique_ptr<StoreWorld> world_ = postgres_world();
    Maker make_;
    LogName name_ = fresh_log_name();
};

TEST_F(Committer, WhatWaitsTravelsTogether) {
    postgres::GroupCommitter committer{settings()};
    std::promise<void> release;
    auto const holder = hold_head(release.get_future());
    std::vector<std::future<ports::AppendOutcome>> answers;
    answers.push_back(submit(committer, make_.item("decision/0", 0)));
    await_waiting_append();  // Until then the first batch could still grow.
    for (int n = 1; n < 300; ++n)
        answers.push_back(submit(committer, make_.item("decision/" + std::to_string(n), 0)));
    EXPECT_EQ(answers[0].wait_for(50ms), std::future_status::timeout);
    release.set_value();
    holder->join();
    for (auto& answer : answers)
        EXPECT_EQ(answer.get().what, Appended::appended);
    // One item, then 256, then the rest: all events of one transaction have one xmin.
    postgres::Session session{dsn_of("postgres"), {}};
    constexpr postgres::Statement batches{
        "batches",
        "select count(*) from juece.event where log = (select no from juece.log where name = $1::text) and seq > 0 "
        "group by xmin order by min(seq)"};
    auto const rows = session.execute(batches, {postgres::Parameter::text(name_.text())});
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows.number(0, 0), 1U);
    EXPECT_EQ(rows.number(1, 0), 256U);
    EXPECT_EQ(rows.number(2, 0), 43U);
}

TEST_F(Committer, AnItemLargerThanABatchTravelsAlone) {
    postgres::GroupCommitter committer{settings()};
    auto large = make_.item("decision/a", 0, 300);
    auto answer = submit(committer, std::move(large));
    EXPECT_EQ(answer.get().what, Appended::appended);
    auto wide = make_.item("decision/b", 0);
    for (std::size_t n = 0; n < 3; ++n)
        wide.payloads.push_back(make_.payload(0, n, std::string(900'000, 'x')));
    EXPECT_EQ(submit(committer, std::move(wide)).get().what, Appended::appended);
}

TEST_F(Committer, AFullQueueAnswersAtOnce) {
    auto bounded = settings();
    bounded.queue_limit = 3;
    postgres::GroupCommitter committer{bounded};
    std::promise<void> release;
    auto const holder = hold_head(release.get_future());
    std::vector<std::future<ports::AppendOutcome>> answers;
    for (int n = 0; n < 5; ++n)
        answers.push_back(submit(committer, make_.item("decision/" + std::to_string(n), 0)));
    for (auto at : {3U, 4U}) {
        ASSERT_EQ(answers[at].wait_for(2s), std::future_status::ready);
        EXPECT_EQ(kind_of(answers[at].get()), WorldErrorKind::busy);
    }
    EXPECT_EQ(answers[0].wait_for(0s), std::future_status::timeout);
    release.set_value();
    holder->join();
    for (auto at : {0U, 1U, 2U})
        EXPECT_EQ(answers[at].get().what, Appended::appended);
}

TEST_F(Committer, AServerThatIsNotThereIsAwaitedOnlySoLong) {
    auto nowhere = settings();
    nowhere.writer_dsn = "host=127.0.0.1 port=1 user=juece_writer";
    nowhere.patience = 300ms;
    postgres::GroupCommitter committer{nowhere};
    auto const start = std::chrono::steady_clock::now();
    EXPECT_EQ(kind_of(submit(committer, make_.item("decision/a", 0)).get()), WorldErrorKind::unavailable);
    EXPECT_GE(std::chrono::steady_clock::now() - start, 250ms);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
    // The stream is free again.
    EXPECT_EQ(kind_of(submit(committer, make_.item("decision/a", 0)).get()), WorldErrorKind::unavailable);
}

TEST_F(Committer, WaitsOutAStatementThatTimesOut) {
    auto hasty = settings();
    hasty.session.statement_timeout = 100ms;
    postgres::GroupCommitter committer{hasty};
    std::promise<void> release;
    auto const holder = hold_head(release.get_future());
    auto answer = submit(committer, make_.item("decision/a", 0));
    EXPECT_EQ(answer.wait_for(400ms), std::future_status::timeout);
    release.set_value();
    holder->join();
    EXPECT_EQ(answer.get().what, Appended::appended);
    EXPECT_EQ(world_->log().head(name_, "decision/a").version, 1U);
}

TEST_F(Committer, AnItemThatCannotBeStoredFailsAlone) {
    postgres::GroupCommitter committer{settings()};
    std::promise<void> release;
    auto const holder = hold_head(release.get_future());
    std::vector<std::future<ports::AppendOutcome>> answers;
    for (int n = 0; n < 6; ++n) {
        auto item = make_.item("decision/" + std::to_string(n), 0);
        item.row = ports::DecisionRow{decision_id(n), n == 3 ? "this is no JSON" : "{}"};
        answers.push_back(submit(committer, std::move(item)));
    }
    release.set_value();
    holder->join();
    for (std::size_t n = 0; n < answers.size(); ++n) {
        auto const outcome = answers[n].get();
        if (n == 3) {
            EXPECT_EQ(kind_of(outcome), WorldErrorKind::corrupt);
        } else {
            EXPECT_FALSE(outcome.failure);
            EXPECT_EQ(outcome.what, Appended::appended);
        }
    }
    EXPECT_EQ(world_->log().info(name_)->next_seq, 6U);
}

TEST_F(Committer, StoppingSettlesWhatWaitsAndRefusesTheRest) {
    postgres::GroupCommitter committer{settings()};
    std::vector<std::future<ports::AppendOutcome>> answers;
    for (int n = 0; n < 500; ++n)
        answers.push_back(submit(committer, make_.item("decision/" + std::to_string(n), 0)));
    committer.stop(10s);
    for (auto& answer : answers) {
        ASSERT_EQ(answer.wait_for(0s), std::future_status::ready);
        EXPECT_EQ(answer.get().what, Appended::appended);
    }
    EXPECT_EQ(kind_of(submit(committer, make_.item("decision/late", 0)).get()), WorldErrorKind::unavailable);
}

TEST_F(Committer, StoppingDoesNotWaitForAServerThatIsNotThere) {
    auto nowhere = settings();
    nowhere.writer_dsn = "host=127.0.0.1 port=1 user=juece_writer";
    postgres::GroupCommitter committer{nowhere};
    auto answer = submit(committer, make_.item("decision/a", 0));
    auto const start = std::chrono::steady_clock::now();
    committer.stop(200ms);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
    EXPECT_EQ(kind_of(answer.get()), WorldErrorKind::unavailable);
}

TEST_F(Committer, ManyLogsShareAFewLanes) {
    postgres::GroupCommitter committer{settings()};
    std::vector<LogName> names;
    std::vector<std::future<ports::AppendOutcome>> answers;
    for (int n = 0; n < 20; ++n) {
        names.push_back(fresh_log_name());
        ASSERT_TRUE(world_->log().open(names.back(), true, false, {make_.opening()}));
    }
    for (int round = 0; round < 10; ++round) {
        for (auto const& name : names) {
            name_ = name;
            answers.push_back(submit(committer, make_.item("decision/" + std::to_string(round), 0)));
        }
    }
    for (auto& answer : answers)
        EXPECT_EQ(answer.get().what, Appended::appended);
    for (auto const& name : names)
        EXPECT_EQ(world_->log().info(name)->next_seq, 11U);
}

}  // namespace
}  // namespace juece::test
