// A database of its own for a test program.
#include "tests/contract/test_database.hpp"

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <optional>
#include <stdexcept>

#include <gtest/gtest.h>
#include <unistd.h>

#include "adapters/crypto/hashing.hpp"
#include "adapters/postgres/migrations.hpp"
#include "adapters/postgres/session.hpp"

namespace juece::test {

namespace {

class Database {
public:
    std::string const& name() {
        std::lock_guard const lock{mutex_};
        if (!name_) {
            auto const name = new_database_name();
            postgres::migrate({admin_dsn(), dsn_in("owner", name), schemas_sql()}, crypto::Hashing{});
            name_ = name;
        }
        return *name_;
    }

    void drop() {
        std::lock_guard const lock{mutex_};
        if (name_) drop_database(*name_);
        name_.reset();
    }

private:
    std::mutex mutex_;
    std::optional<std::string> name_;
};

Database& database() {
    static Database only;
    return only;
}

class DropAtTheEnd final : public ::testing::Environment {
public:
    void TearDown() override { database().drop(); }
};

// GoogleTest owns it.
auto* const drop_at_the_end = ::testing::AddGlobalTestEnvironment(new DropAtTheEnd);

}  // namespace

std::string admin_dsn() {
    auto const* const dsn = std::getenv("JUECE_TEST_ADMIN_DSN");
    if (dsn == nullptr || *dsn == '\0') {
        throw std::runtime_error{
            "JUECE_TEST_ADMIN_DSN is not set: this test needs a PostgreSQL superuser, "
            "e.g. \"host=127.0.0.1 port=5432 user=postgres\" (tools/dev test sets it)"};
    }
    return dsn;
}

std::filesystem::path schemas_sql() {
    auto const* const folder = std::getenv("JUECE_TEST_SCHEMAS");
    return std::filesystem::path{folder == nullptr ? JUECE_SCHEMAS : folder} / "sql";
}

std::string dsn_in(std::string const& role, std::string const& database) {
    auto const dsn = postgres::with_database(admin_dsn(), database);
    // The last of two equal keywords counts.
    return role == "postgres" ? dsn : dsn + " user=juece_" + role;
}

std::string dsn_of(std::string const& role) { return dsn_in(role, database().name()); }

std::string new_database_name() {
    static std::atomic<int> count{0};
    auto const n = count++;
    return "juece_test_" + std::to_string(::getpid()) + (n == 0 ? "" : "_" + std::to_string(n));
}

void drop_database(std::string const& database) {
    try {
        postgres::Session session{postgres::with_database(admin_dsn(), "postgres"), {}};
        session.script("drop database if exists " + postgres::quoted_name(database) + " with (force)");
    } catch (std::exception const& error) {
        std::cerr << "the test database " << database << " was left behind: " << error.what() << '\n';
    }
}

}  // namespace juece::test
