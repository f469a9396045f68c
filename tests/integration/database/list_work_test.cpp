// A page of a list costs what is on it, not what the log holds, also before anybody has counted the tables' rows.
#include <gtest/gtest.h>

#include "adapters/postgres/event_log.hpp"
#include "adapters/postgres/list_call.hpp"
#include "tests/contract/store_world.hpp"
#include "tests/contract/test_database.hpp"

namespace juece::test {
namespace {

using ports::DecisionOrder;
using postgres::Parameter;
using postgres::Session;
using postgres::Statement;

constexpr int decisions = 200;  // ids of the tests are told apart by a byte
constexpr int payloads_each = 3;
constexpr std::size_t page = 10;

// Rows that this session has read in the tables with such names and not yet reported.
std::uint64_t rows_read(Session::Transaction& transaction, char const* tables) {
    constexpr Statement statement{
        "rows_read",
        "select coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::bigint "
        "from pg_stat_xact_user_tables where schemaname = 'juece' and relname like $1::text"};
    return transaction.execute(statement, {Parameter::text(tables)}).number(0, 0);
}
constexpr char const* payloads = "payload%";
constexpr char const* rows_of_decisions = "stream_head";

class ListWork : public ::testing::TestWithParam<char const*> {
protected:
    // All in one transaction: no table has statistics when the lists are asked for, if autovacuum is not very quick.
    static void SetUpTestSuite() {
        Maker make;
        std::vector<ports::AppendItem> items{make.opening()};
        for (int n = 0; n < decisions; ++n) {
            auto item = make.item("decision/" + std::to_string(n), 0);
            item.row = ports::DecisionRow{decision_id(n), R"({"waiting_for":["handler"]})"};
            for (std::size_t index = 0; index < payloads_each; ++index)
                item.payloads.push_back(make.payload(0, index, "title " + std::to_string(n)));
            items.push_back(std::move(item));
        }
        ASSERT_TRUE(postgres_world()->log().open(name(), true, false, std::move(items)));
    }
    static LogName const& name() {
        static auto const only = fresh_log_name();
        return only;
    }

    // Asks for a page that ends with that decision, and for the next one afterwards.
    static void ask(Session& session, ports::DecisionQuery& query, std::size_t last) {
        auto const& statement = postgres::list_statement(query);
        session.transaction([&](Session::Transaction& transaction) {
            auto const payloads_before = rows_read(transaction, payloads);
            auto const rows_before = rows_read(transaction, rows_of_decisions);
            auto const rows = transaction.execute(statement, postgres::list_parameters(name(), query));
            ASSERT_EQ(rows.size(), page);
            auto const listed = postgres::listed_at(rows, page - 1);
            EXPECT_EQ(listed.title, "title " + std::to_string(last));
            EXPECT_EQ(rows_read(transaction, payloads) - payloads_before, page) << statement.name;
            // The other orders have no index.
            if (query.order == DecisionOrder::opened) {
                EXPECT_EQ(rows_read(transaction, rows_of_decisions) - rows_before, page) << statement.name;
            }
            query.after = listed.place;
        });
    }
};

// GetParam(): whether a plan is made for the values asked for or for any.
TEST_P(ListWork, IsThatOfThePage) {
    auto settings = postgres::reader_settings();
    settings.options += std::string{" -c plan_cache_mode="} + GetParam();
    Session session{dsn_of("reader"), settings};
    for (auto const order : {DecisionOrder::opened, DecisionOrder::changed, DecisionOrder::next_date}) {
        for (auto const is_awaited : {false, true}) {
            ports::DecisionQuery query{{}, order, {}, page};
            if (is_awaited) query.filter.awaited = ports::Awaited{{procedure::Role::handler}, {}};
            for (std::size_t n = 0; n < 2; ++n)
                ask(session, query, (n + 1) * page - 1);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Plans,
    ListWork,
    ::testing::Values("force_custom_plan", "force_generic_plan"),
    [](auto const& each) { return std::string{each.param}; }
);

}  // namespace
}  // namespace juece::test
