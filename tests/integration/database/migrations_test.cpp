// Migrations: from nothing, twice, from two places at once, changed afterwards, and a database that is newer than the
// program.
#include "adapters/postgres/migrations.hpp"

#include <algorithm>
#include <fstream>
#include <future>

#include <gtest/gtest.h>

#include "adapters/crypto/hashing.hpp"
#include "adapters/postgres/session.hpp"
#include "tests/contract/test_database.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::test {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

// A database that does not exist yet, and a copy of the migrations that a test may change.
class Migrations : public ::testing::Test {
protected:
    void SetUp() override {
        database_ = new_database_name();
        folder_ = std::filesystem::temp_directory_path() / database_;
        std::filesystem::remove_all(folder_);
        std::filesystem::copy(schemas_sql(), folder_);
    }
    void TearDown() override {
        drop_database(database_);
        std::filesystem::remove_all(folder_);
    }

    std::vector<std::string> migrate() {
        return postgres::migrate({admin_dsn(), dsn_in("owner", database_), folder_}, hashing_);
    }
    bool is_migrated() { return postgres::is_migrated(dsn_in("reader", database_), folder_, hashing_); }
    void write(std::string const& name, std::string const& sql) { std::ofstream{folder_ / name, std::ios::app} << sql; }
    std::string refusal() {
        try {
            migrate();
        } catch (WorldError const& error) {
            EXPECT_EQ(error.kind(), WorldErrorKind::corrupt);
            return error.what();
        }
        return "not refused";
    }

    crypto::Hashing hashing_;
    std::string database_;
    std::filesystem::path folder_;
};

TEST_F(Migrations, AreAppliedOnceInOrder) {
    auto const applied = migrate();
    ASSERT_GE(applied.size(), 5U);
    EXPECT_EQ(applied.front(), "0001_tables.sql");
    EXPECT_TRUE(std::ranges::is_sorted(applied));
    EXPECT_TRUE(is_migrated());
    EXPECT_TRUE(migrate().empty());
}

TEST_F(Migrations, GoOnWhereTheyStopped) {
    migrate();
    auto const next =
        std::to_string(10'001 + std::ranges::distance(std::filesystem::directory_iterator{folder_}) - 1).substr(1);
    write(next + "_next.sql", "-- One more.\ncreate table juece.next (n int);\n");
    EXPECT_FALSE(is_migrated());
    EXPECT_EQ(migrate(), (std::vector<std::string>{next + "_next.sql"}));
    EXPECT_TRUE(is_migrated());
}

// 0008 moves what lists show into the streams' heads.
TEST_F(Migrations, KeepTheRowsOfLists) {
    auto const moving = folder_ / "0008_rows_in_heads.sql";
    auto const aside = folder_.string() + ".sql";
    std::filesystem::rename(moving, aside);
    migrate();
    postgres::Session session{dsn_in("postgres", database_), {}};
    session.execute(
        {"heads",
         "insert into juece.stream_head (log, stream, no, version, last_seq) values (1, 'log', 1, 1, 0),"
         " (1, 'decision/01890a5d-ac96-774b-bcce-b302099a8057', 2, 3, 5), (1, 'attempts/x', 3, 1, 6)"},
        {}
    );
    session.execute(
        {"row",
         "insert into juece.decision_row (log, opened_seq, version, updated_seq, decision, body) values"
         " (1, 1, 3, 5, '01890a5d-ac96-774b-bcce-b302099a8057', '{\"b\":1,\"waiting_for\":[\"handler\"]}')"},
        {}
    );
    std::filesystem::rename(aside, moving);
    EXPECT_EQ(migrate(), (std::vector<std::string>{"0008_rows_in_heads.sql"}));
    auto const rows = session.execute(
        {"rows",
         "select concat_ws(' ', log, opened_seq, version, updated_seq, decision, body, awaited)"
         " from juece.decision_row"},
        {}
    );
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(
        rows.text(0, 0), "1 1 3 5 01890a5d-ac96-774b-bcce-b302099a8057 {\"b\":1,\"waiting_for\":[\"handler\"]} t"
    );
}

TEST_F(Migrations, ThatWereChangedAfterwardsAreRefused) {
    migrate();
    write("0002_guards.sql", "\n-- one more blank\n");
    EXPECT_EQ(refusal(), "0002_guards.sql was changed after it had been applied");
    EXPECT_THROW(is_migrated(), WorldError);
}

TEST_F(Migrations, ThatThisProgramDoesNotKnowAreRefused) {
    auto const applied = migrate();
    std::filesystem::remove(folder_ / applied.back());
    EXPECT_EQ(refusal(), "the database has " + applied.back() + ", which this program does not know");
}

TEST_F(Migrations, AreNumberedWithoutAGap) {
    std::filesystem::remove(folder_ / "0002_guards.sql");
    EXPECT_NE(refusal().find("numbered"), std::string::npos);
}

TEST_F(Migrations, AFailedOneLeavesNothing) {
    auto const good = migrate().size();
    auto const next = std::to_string(10'001 + good).substr(1);
    write(next + "_bad.sql", "create table juece.half (n int); select from nowhere;");
    EXPECT_THROW(migrate(), WorldError);
    postgres::Session session{dsn_in("postgres", database_), {}};
    constexpr postgres::Statement half{"half", "select to_regclass('juece.half') is null"};
    EXPECT_TRUE(session.execute(half, {}).boolean(0, 0));
}

TEST_F(Migrations, MayBeAppliedFromTwoMachinesAtOnce) {
    auto other = std::async(std::launch::async, [&] { return migrate(); });
    auto const mine = migrate();
    auto const theirs = other.get();
    EXPECT_EQ(
        mine.size() + theirs.size(),
        static_cast<std::size_t>(std::ranges::distance(std::filesystem::directory_iterator{folder_}) - 1)
    );
    EXPECT_TRUE(is_migrated());
}

}  // namespace
}  // namespace juece::test
