// What is recorded stays: neither roles nor owner can change, delete or truncate it, in no partition; each role can
// do its own only.
#include <set>

#include <gtest/gtest.h>

#include "adapters/postgres/event_log.hpp"
#include "adapters/postgres/session.hpp"
#include "tests/contract/store_world.hpp"
#include "tests/contract/test_database.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::test {
namespace {

using postgres::Session;
using postgres::Statement;

// The SQLSTATE that a script ends in, as the error's text shows it; empty if it worked.
std::string error_of(Session& session, std::string const& sql) {
    try {
        session.transaction([&](Session::Transaction& transaction) {
            transaction.script(sql);
            throw std::runtime_error{"worked, rolled back"};
        });
    } catch (ports::WorldError const& error) {
        std::string const what = error.what();
        return what.substr(what.rfind('(') + 1, 5);
    } catch (std::runtime_error const&) {
    }
    return {};
}

constexpr char const* no_privilege = "42501";
constexpr char const* refused_by_trigger = "23001";

class Privileges : public ::testing::Test {
protected:
    void SetUp() override {
        postgres::EventLogSettings settings;
        settings.committer.writer_dsn = dsn_of("writer");
        settings.reader_dsn = dsn_of("reader");
        settings.owner_dsn = dsn_of("owner");
        log_ = std::make_unique<postgres::PostgresEventLog>(settings);
        for (auto const rehearsal : {true, false}) {
            auto const name = fresh_log_name();
            ASSERT_TRUE(log_->open(name, rehearsal, false, {make_.opening()}));
            auto item = make_.item("decision/a", 0);
            item.payloads.push_back(make_.payload(0, 0, "text"));
            item.row = ports::DecisionRow{decision_id(1), "{}"};
            appended(*log_, name, item);
        }
    }

    static std::vector<std::string> names(std::string const& query) {
        Session session{dsn_of("postgres"), {}};
        auto const statement = Statement{"names", query.c_str()};
        auto const rows = session.execute(statement, {});
        std::vector<std::string> names;
        for (std::size_t row = 0; row < rows.size(); ++row)
            names.emplace_back(rows.text(row, 0));
        return names;
    }
    static std::vector<std::string> guarded_tables() {
        return names(
            "select c.oid::regclass::text from pg_inherits i join pg_class c on c.oid = i.inhrelid "
            "where c.relkind = 'r' and i.inhparent in ('juece.event'::regclass, 'juece.payload'::regclass) "
            "union all select 'juece.event' union all select 'juece.payload' order by 1"
        );
    }

    Maker make_;
    std::unique_ptr<postgres::PostgresEventLog> log_;
};

TEST_F(Privileges, NobodyChangesWhatIsRecordedNotEvenTheOwner) {
    auto const tables = guarded_tables();
    ASSERT_GE(tables.size(), 6U);  // two parents, the rehearsals' partitions, a production log's partitions
    for (auto const* role : {"owner", "postgres"}) {
        Session session{dsn_of(role), {}};
        // The superuser also tries with triggers switched off as a replica does.
        auto const before = role == std::string{"postgres"} ? "set local session_replication_role = replica; " : "";
        for (auto const& table : tables) {
            EXPECT_EQ(error_of(session, before + ("update " + table + " set log = log")), refused_by_trigger) << table;
            EXPECT_EQ(error_of(session, before + ("delete from " + table)), refused_by_trigger) << table;
            EXPECT_EQ(error_of(session, before + ("truncate " + table)), refused_by_trigger) << table;
        }
        EXPECT_EQ(error_of(session, "update juece.log set rehearsal = not rehearsal"), refused_by_trigger);
        EXPECT_EQ(error_of(session, "update juece.log set name = name || 'x'"), refused_by_trigger);
        EXPECT_EQ(error_of(session, "delete from juece.log"), refused_by_trigger);
        EXPECT_EQ(error_of(session, "truncate juece.log"), refused_by_trigger);
    }
}

TEST_F(Privileges, NoRoleWritesTables) {
    auto const tables = names(
        "select oid::regclass::text from pg_class where relnamespace = 'juece'::regnamespace and relkind in ('r', 'p')"
    );
    ASSERT_GE(tables.size(), 15U);
    for (auto const* role : {"writer", "follower", "documents", "reader", "auditor"}) {
        Session session{dsn_of(role), {}};
        for (auto const& table : tables) {
            auto const own = role == std::string{"follower"} && table == "juece.follower";
            for (auto const& sql : {"delete from " + table, "truncate " + table, "drop table " + table}) {
                EXPECT_EQ(error_of(session, sql), no_privilege) << role << ": " << sql;
            }
            if (own) continue;
            auto const insert = "insert into " + table + " default values";
            EXPECT_EQ(error_of(session, insert), no_privilege) << role << ": " << insert;
        }
        EXPECT_EQ(error_of(session, "create table juece.mine (n int)"), no_privilege) << role;
        EXPECT_EQ(error_of(session, "create table public.mine (n int)"), no_privilege) << role;
    }
}

TEST_F(Privileges, TheWriterCannotEvenRead) {
    Session session{dsn_of("writer"), {}};
    for (auto const* table : {"event", "payload", "log", "stream_head", "decision_row", "document"}) {
        EXPECT_EQ(error_of(session, std::string{"select from juece."} + table), no_privilege) << table;
    }
    EXPECT_EQ(error_of(session, "select juece.open_log('x', false, false)"), no_privilege);
    EXPECT_EQ(error_of(session, "select juece.open_rehearsal('x', false)"), "");
}

TEST_F(Privileges, EachFunctionBelongsToOneRole) {
    std::set<std::string> const granted = [] {
        auto const pairs = names(
            "select p.proname || ' ' || r.rolname from pg_proc p cross join pg_roles r "
            "where p.pronamespace = 'juece'::regnamespace and r.rolname like 'juece\\_%' "
            "and r.rolname <> 'juece_owner' and has_function_privilege(r.oid, p.oid, 'execute')"
        );
        return std::set<std::string>{pairs.begin(), pairs.end()};
    }();
    EXPECT_EQ(
        granted,
        (std::set<std::string>{
            "append_events juece_writer",
            "open_rehearsal juece_writer",
            "begin_document juece_documents",
            "add_document_chunk juece_documents",
            "finish_document juece_documents",
            "abort_document juece_documents",
            "drop_unnamed_documents juece_documents"})
    );
}

TEST_F(Privileges, OnlyDefinersWithAFixedSearchPathRunAsOwner) {
    EXPECT_TRUE(names("select proname from pg_proc where pronamespace = 'juece'::regnamespace and prosecdef "
                      "and (proconfig is null or not 'search_path=juece, pg_temp' = any (proconfig))")
                    .empty());
}

// Every further index would cost the append; nothing that changes may be indexed (docs/adr/0004-gapless-log.md).
TEST_F(Privileges, TheRecordHasTheIndexesThatWereMeasured) {
    EXPECT_EQ(
        names("select substring(indexdef from 'USING .*') from pg_indexes "
              "where schemaname = 'juece' and tablename = 'event_rehearsal' order by 1"),
        (std::vector<std::string>{
            "USING brin (recorded_at) WITH (pages_per_range='64')",
            "USING btree (log, seq)",
            "USING btree (log, stream_no, version)"})
    );
    EXPECT_TRUE(names("select indexdef from pg_indexes where schemaname = 'juece' and tablename = 'stream_head' "
                      "and indexdef ~ '(version|last_seq|body)'")
                    .empty());
}

TEST_F(Privileges, AServerOpensNoProductionLog) {
    postgres::EventLogSettings settings;
    settings.committer.writer_dsn = dsn_of("writer");
    settings.reader_dsn = dsn_of("reader");
    postgres::PostgresEventLog server{settings};
    EXPECT_THROW(server.open(fresh_log_name(), false, false, {make_.opening()}), ports::WorldError);
}

TEST_F(Privileges, AProductionLogHasPartitionsOfItsOwn) {
    auto const before = guarded_tables().size();
    auto const name = fresh_log_name();
    ASSERT_TRUE(log_->open(name, false, true, {make_.opening()}));
    EXPECT_FALSE(log_->open(name, false, true, {make_.opening()}));
    EXPECT_EQ(guarded_tables().size(), before + 2);
    auto const info = log_->info(name);
    ASSERT_TRUE(info);
    EXPECT_FALSE(info->rehearsal);
    EXPECT_EQ(
        names(
            "select (e.tableoid::regclass = ('juece.event_' || l.no)::regclass)::text "
            "from juece.event e join juece.log l on l.no = e.log where l.name = '" +
            name.text() + "'"
        ),
        (std::vector<std::string>{"true"})
    );
}

}  // namespace
}  // namespace juece::test
