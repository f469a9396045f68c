// An event whose stream somebody took away, as only the owner can, is told, not given out as of no stream.
#include <gtest/gtest.h>

#include "adapters/postgres/session.hpp"
#include "tests/contract/store_world.hpp"
#include "tests/contract/test_database.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::test {
namespace {

TEST(MissingHead, IsCorruptionWithTheNumberOfItsEvent) {
    auto const world = postgres_world();
    auto const name = fresh_log_name();
    Maker make;
    ASSERT_TRUE(world->log().open(name, true, false, {make.opening()}));
    auto item = make.item("decision/1", 0);
    auto const id = item.leaves.front().id;
    ASSERT_EQ(appended(world->log(), name, std::move(item)), 1U);
    postgres::Session{dsn_of("postgres"), {}}.execute(
        {"remove",
         "delete from juece.stream_head where stream = 'decision/1'"
         " and log = (select no from juece.log where name = $1::text)"},
        {postgres::Parameter::text(name.text())}
    );
    auto const error_of = [](auto const& ask) -> std::string {
        try {
            ask();
        } catch (ports::WorldError const& error) {
            EXPECT_EQ(error.kind(), ports::WorldErrorKind::corrupt);
            return error.what();
        }
        return "nothing was thrown";
    };
    auto const told = "event 1 of log " + name.text() + " is of no stream: a head is missing";
    EXPECT_EQ(error_of([&] { world->log().read_log(name, 0, 10); }), told);
    EXPECT_EQ(error_of([&] { world->log().find(name, id); }), told);
}

}  // namespace
}  // namespace juece::test
