// A database that one measuring program makes, fills and drops. JUECE_TEST_ADMIN_DSN names the server
// (tests/contract/test_database.hpp).
//
// Threads: one. Throws std::runtime_error without a server, WorldError if it fails.
#pragma once

#include <string>

#include "adapters/crypto/hashing.hpp"
#include "adapters/postgres/event_log.hpp"
#include "adapters/postgres/migrations.hpp"
#include "tests/contract/test_database.hpp"

namespace juece::bench {

class BenchDatabase {
public:
    BenchDatabase() : name_{test::new_database_name()} {
        postgres::migrate({test::admin_dsn(), dsn("owner"), test::schemas_sql()}, crypto::Hashing{});
    }
    ~BenchDatabase() { test::drop_database(name_); }
    BenchDatabase(BenchDatabase const&) = delete;
    BenchDatabase& operator=(BenchDatabase const&) = delete;

    // Of a role: "writer", "postgres", …
    std::string dsn(std::string const& role) const { return test::dsn_in(role, name_); }
    postgres::EventLogSettings log_settings() const {
        postgres::EventLogSettings settings;
        settings.committer.writer_dsn = dsn("writer");
        settings.reader_dsn = dsn("reader");
        settings.owner_dsn = dsn("owner");
        return settings;
    }

private:
    std::string name_;
};

}  // namespace juece::bench
