// One connection: parameters in binary form, results, and how PostgreSQL's errors become WorldErrors.
#include "adapters/postgres/session.hpp"

#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "adapters/postgres/binary_array.hpp"
#include "adapters/postgres/session_pool.hpp"
#include "tests/contract/store_world.hpp"
#include "tests/contract/test_database.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::test {
namespace {

using namespace std::chrono_literals;
using ports::WorldError;
using ports::WorldErrorKind;
using postgres::Parameter;
using postgres::Session;
using postgres::Statement;

WorldErrorKind kind_thrown_by(std::function<void()> const& work) {
    try {
        work();
    } catch (WorldError const& error) {
        return error.kind();
    }
    throw std::logic_error{"nothing was thrown"};
}

TEST(Session, EveryParameterArrivesAsItIs) {
    Session session{dsn_of("reader"), {}};
    constexpr Statement echo{
        "echo",
        "select $1::text, $2::bytea, $3::uuid, $4::bigint, $5::int, $6::boolean, null::text, $7::bytea, "
        "$8::timestamptz, $9::timestamptz = timestamptz '1999-12-31T23:59:59.999999Z'"};
    std::string const bytes{"\0\x01'\\\xff", 5};
    UuidBytes uuid{1, 2, 3};
    auto const far = *parse_timestamp("9999-12-31T23:59:59.999999Z");
    auto const early = *parse_timestamp("1999-12-31T23:59:59.999999Z");
    auto const rows = session.execute(
        echo,
        {Parameter::text("决策'"),
         Parameter::bytes(bytes),
         Parameter::uuid(uuid),
         Parameter::bigint(1ULL << 40),
         Parameter::integer(7),
         Parameter::boolean(true),
         Parameter::bytes(digest_of("x").sm3),
         Parameter::timestamp(far),
         Parameter::timestamp(early)}
    );
    EXPECT_EQ(rows.text(0, 0), "决策'");
    EXPECT_EQ(rows.bytes(0, 1), bytes);
    EXPECT_EQ(rows.uuid(0, 2), uuid);
    EXPECT_EQ(rows.number(0, 3), 1ULL << 40);
    EXPECT_EQ(rows.number(0, 4), 7U);
    EXPECT_TRUE(rows.boolean(0, 5));
    EXPECT_TRUE(rows.is_null(0, 6));
    EXPECT_EQ(rows.hash(0, 7), digest_of("x").sm3);
    EXPECT_EQ(rows.timestamp(0, 8), far);
    EXPECT_TRUE(rows.boolean(0, 9));
}

TEST(Session, TellsWhenAColumnIsOfAnotherType) {
    Session session{dsn_of("reader"), {}};
    constexpr Statement mixed{
        "mixed", "select 7::int, 'a text', 1.5::numeric, (-3)::smallint, 8::bigint, 'a', 1.5::float8, '\\x01'::bytea"};
    auto const rows = session.execute(mixed, {});
    EXPECT_EQ(static_cast<std::int64_t>(rows.number(0, 3)), -3);
    EXPECT_EQ(kind_thrown_by([&] { rows.number(0, 1); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.number(0, 2); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.boolean(0, 0); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.uuid(0, 1); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.hash(0, 1); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.timestamp(0, 0); }), WorldErrorKind::corrupt);
    // Of the right size and yet another type.
    EXPECT_EQ(kind_thrown_by([&] { rows.timestamp(0, 4); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.boolean(0, 5); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.number(0, 6); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.text(0, 7); }), WorldErrorKind::corrupt);
    EXPECT_EQ(kind_thrown_by([&] { rows.bytes(0, 1); }), WorldErrorKind::corrupt);
}

TEST(Session, ATimeThatIsNoneIsNoTime) {
    Session session{dsn_of("reader"), {}};
    constexpr Statement times{
        "times",
        "select 'infinity'::timestamptz, '-infinity'::timestamptz, '294276-12-31 23:59:59Z'::timestamptz,"
        " '9999-12-31 23:59:59Z'::timestamptz, '4713-01-01 00:00:00Z BC'::timestamptz"};
    auto const rows = session.execute(times, {});
    for (auto const column : {0, 1, 2})
        EXPECT_EQ(kind_thrown_by([&] { rows.timestamp(0, column); }), WorldErrorKind::corrupt) << column;
    EXPECT_EQ(text(rows.timestamp(0, 3)), "9999-12-31T23:59:59.000000Z");
    EXPECT_LT(rows.timestamp(0, 4), Timestamp{});
}

TEST(BinaryArrays, EveryElementArrivesAsItIs) {
    using postgres::BinaryArray;
    using enum postgres::ElementType;
    Session session{dsn_of("reader"), {}};
    constexpr Statement unnest{
        "unnest",
        "select a, b, c, d, e, f from unnest("
        "$1::text[], $2::bytea[], $3::uuid[], $4::bigint[], $5::int[], $6::timestamptz[]) as x(a, b, c, d, e, f)"};
    BinaryArray texts{text}, blobs{bytea}, uuids{postgres::ElementType::uuid}, longs{int8}, ints{int4},
        times{timestamptz};
    auto const early = Timestamp{std::chrono::sys_days{std::chrono::year{1999} / 12 / 31}};
    for (auto const& [word, time] : {std::pair{"", early}, std::pair{"a\"b,{}", noon + 123'456us}}) {
        texts.add_bytes(word);
        blobs.add_bytes(std::string("\0\xff", 2));
        uuids.add_uuid(decision_id(3).bytes());
        longs.add_int8(1ULL << 62);
        ints.add_int4(65'535);
        times.add_timestamp(time);
    }
    postgres::Parameters parameters;
    for (auto* array : {&texts, &blobs, &uuids, &longs, &ints, &times})
        parameters.push_back(Parameter::array(array->take()));
    auto const rows = session.execute(unnest, parameters);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows.text(0, 0), "");
    EXPECT_EQ(rows.text(1, 0), "a\"b,{}");
    EXPECT_EQ(rows.bytes(1, 1), std::string("\0\xff", 2));
    EXPECT_EQ(rows.uuid(1, 2), decision_id(3).bytes());
    EXPECT_EQ(rows.number(1, 3), 1ULL << 62);
    EXPECT_EQ(rows.number(1, 4), 65'535U);
    EXPECT_EQ(rows.timestamp(0, 5), early);
    EXPECT_EQ(rows.timestamp(1, 5), noon + 123'456us);
}

TEST(BinaryArrays, AnArrayMayBeEmpty) {
    Session session{dsn_of("reader"), {}};
    constexpr Statement length{"length", "select cardinality($1::text[])"};
    auto const empty = postgres::BinaryArray{postgres::ElementType::text}.take();
    EXPECT_EQ(session.execute(length, {Parameter::array(empty)}).number(0, 0), 0U);
}

TEST(Session, SaysWhetherARetryHelps) {
    EXPECT_EQ(kind_thrown_by([] { Session{"host=127.0.0.1 port=1 user=nobody", {}}; }), WorldErrorKind::unavailable);
    EXPECT_EQ(kind_thrown_by([] { Session{"this is no DSN", {}}; }), WorldErrorKind::unavailable);
    EXPECT_EQ(kind_thrown_by([] { Session{dsn_in("reader", "no_such_database"), {}}; }), WorldErrorKind::unavailable);

    Session session{dsn_of("reader"), {"test", 3s, 100ms}};
    constexpr Statement slow{"slow", "select pg_sleep(5)"};
    EXPECT_EQ(kind_thrown_by([&] { session.execute(slow, {}); }), WorldErrorKind::timeout);
    EXPECT_TRUE(session.is_usable());
    constexpr Statement wrong{"wrong", "select from nowhere"};
    EXPECT_EQ(kind_thrown_by([&] { session.execute(wrong, {}); }), WorldErrorKind::corrupt);
    EXPECT_TRUE(session.is_usable());
    EXPECT_EQ(
        kind_thrown_by([&] { session.script("do $$ begin raise exception 'x' using errcode = '40001'; end $$"); }),
        WorldErrorKind::conflict
    );
    EXPECT_TRUE(session.is_usable());
}

TEST(Session, NoticesThatItsConnectionWasEnded) {
    Session session{dsn_of("reader"), {}};
    constexpr Statement suicide{"suicide", "select pg_terminate_backend(pg_backend_pid())"};
    EXPECT_EQ(kind_thrown_by([&] { session.execute(suicide, {}); }), WorldErrorKind::unavailable);
    EXPECT_FALSE(session.is_usable());
}

TEST(Session, CanBeInterruptedWhenTheServerDoesNotAnswer) {
    Session session{dsn_of("reader"), {}};
    auto const answer = std::async(std::launch::async, [&] {
        constexpr Statement frozen{"frozen", "select pg_sleep(9)"};
        return kind_thrown_by([&] { session.execute(frozen, {}); });
    });
    std::this_thread::sleep_for(100ms);
    session.interrupt();
    EXPECT_EQ(answer.wait_for(3s), std::future_status::ready);
    EXPECT_FALSE(session.is_usable());
}

TEST(Session, ATransactionThatThrowsLeavesNothing) {
    Session session{dsn_of("postgres"), {}};
    session.script("create table if not exists public.transaction_test (n int)");
    constexpr Statement count{"count", "select count(*) from public.transaction_test"};
    constexpr Statement insert{"insert", "insert into public.transaction_test values (2)"};
    EXPECT_THROW(
        session.transaction([&](Session::Transaction& transaction) {
            transaction.execute(insert, {});
            transaction.script("insert into public.transaction_test values (1)");
            EXPECT_EQ(transaction.execute(count, {}).number(0, 0), 2U);
            throw std::runtime_error{"changed my mind"};
        }),
        std::runtime_error
    );
    EXPECT_EQ(session.execute(count, {}).number(0, 0), 0U);
    session.transaction([&](Session::Transaction& transaction) {
        transaction.execute(insert, {});
        transaction.script("insert into public.transaction_test values (1)");
    });
    EXPECT_EQ(session.execute(count, {}).number(0, 0), 2U);
}

TEST(SessionPool, ReplacesConnectionsThatTheServerEnded) {
    postgres::SessionPool pool{dsn_of("reader"), {"pool test"}, 2, 1s};
    constexpr Statement one{"one", "select 1"};
    pool.run([&](Session&) { pool.execute(one, {}); });  // two connections are idle now
    Session admin{dsn_of("postgres"), {}};
    admin.script("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pool test'");
    EXPECT_EQ(pool.execute(one, {}).number(0, 0), 1U);
}

TEST(SessionPool, TellsWhenAllConnectionsAreBusy) {
    postgres::SessionPool pool{dsn_of("reader"), {}, 1, 50ms};
    constexpr Statement one{"one", "select 1"};
    pool.run([&](Session&) { EXPECT_EQ(kind_thrown_by([&] { pool.execute(one, {}); }), WorldErrorKind::unavailable); });
    EXPECT_EQ(pool.execute(one, {}).number(0, 0), 1U);
}

TEST(Dsn, NamesAndChangesItsDatabase) {
    EXPECT_EQ(postgres::database_of("host=h dbname='a b' user=u"), "a b");
    EXPECT_EQ(postgres::database_of("postgresql://u@h:5433/name?application_name=x"), "name");
    EXPECT_EQ(postgres::database_of("host=h user=u"), "u");
    auto const changed = postgres::with_database("postgresql://u@h:5433/name", "it's");
    EXPECT_EQ(postgres::database_of(changed), "it's");
    EXPECT_EQ(postgres::quoted_name("a\"b"), "\"a\"\"b\"");
}

}  // namespace
}  // namespace juece::test
