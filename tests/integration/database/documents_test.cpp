// Documents that no event names are dropped, under the lock that append takes; the others stay.
#include <thread>

#include <gtest/gtest.h>

#include "adapters/postgres/document_store.hpp"
#include "adapters/postgres/session.hpp"
#include "tests/contract/store_world.hpp"
#include "tests/contract/test_database.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::test {
namespace {

using namespace std::chrono_literals;
using ports::Appended;

class UnnamedDocuments : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(world_->log().open(name_, true, false, {make_.opening()})); }

    bool is_there(std::string_view bytes) { return store_.info(name_, digest_of(bytes).sha256).has_value(); }
    static Timestamp later() {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()) + 1h;
    }
    static std::uint64_t rows_in(std::string const& table) {
        postgres::Session session{dsn_of("postgres"), {}};
        auto const sql = "select count(*) from juece." + table;
        return session.execute(postgres::Statement{"rows", sql.c_str()}, {}).number(0, 0);
    }

    std::unique_ptr<StoreWorld> world_ = postgres_world();
    postgres::PostgresDocumentStore store_{{dsn_of("documents")}};
    Maker make_;
    LogName name_ = fresh_log_name();
};

TEST_F(UnnamedDocuments, AreDroppedWhenTheirTimeIsOver) {
    auto const pieces = rows_in("document_chunk");
    upload(store_, name_, "named");
    upload(store_, name_, "unnamed");
    auto item = make_.item("decision/a", 0);
    item.documents.push_back(digest_of("named"));
    appended(world_->log(), name_, item);
    EXPECT_EQ(store_.drop_unnamed(name_, later() - 25h), 0U);
    EXPECT_TRUE(is_there("unnamed"));
    EXPECT_EQ(store_.drop_unnamed(name_, later()), 1U);
    EXPECT_FALSE(is_there("unnamed"));
    EXPECT_TRUE(is_there("named"));
    EXPECT_EQ(rows_in("document_chunk"), pieces + 1);
    // It can come again.
    upload(store_, name_, "unnamed");
    EXPECT_TRUE(is_there("unnamed"));
}

TEST_F(UnnamedDocuments, UploadsThatWereGivenUpAreDroppedToo) {
    auto const uploads = rows_in("document_upload");
    auto const pieces = rows_in("document_chunk");
    auto given_up = store_.begin(name_);
    given_up->add(std::string(300'000, 'x'));
    EXPECT_EQ(rows_in("document_upload"), uploads + 1);
    EXPECT_EQ(rows_in("document_chunk"), pieces + 1);
    store_.drop_unnamed(name_, later());
    EXPECT_EQ(rows_in("document_upload"), uploads);
    EXPECT_EQ(rows_in("document_chunk"), pieces);
    EXPECT_ANY_THROW(given_up->finish(digest_of(std::string(300'000, 'x')), "text/plain"));
}

TEST_F(UnnamedDocuments, ARefusedItemNamesNothing) {
    upload(store_, name_, "draft");
    auto stale = make_.item("decision/a", 3);
    stale.documents.push_back(digest_of("draft"));
    EXPECT_EQ(append(world_->log(), name_, stale).what, Appended::stale);
    EXPECT_EQ(store_.drop_unnamed(name_, later()), 1U);
}

// One thread names documents while another drops them: an item that was accepted keeps its document.
TEST_F(UnnamedDocuments, AnAppendNeverNamesWhatIsJustBeingDropped) {
    std::vector<std::string> named;
    std::jthread const dropper{[&](std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            store_.drop_unnamed(name_, later());
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
    }};
    // Who wins is chance; a document is named sooner or later.
    for (int n = 0; n < 1'000 && named.size() < 20; ++n) {
        auto const text = "document " + std::to_string(n);
        try {
            upload(world_->documents(), name_, text);
        } catch (ports::WorldError const&) {
            continue;  // dropped before it was finished
        }
        auto item = make_.item("decision/" + std::to_string(n), 0);
        item.documents.push_back(digest_of(text));
        if (append(world_->log(), name_, item).what == Appended::appended) named.push_back(text);
    }
    EXPECT_FALSE(named.empty());
    for (auto const& text : named)
        EXPECT_TRUE(is_there(text)) << text;
}

}  // namespace
}  // namespace juece::test
