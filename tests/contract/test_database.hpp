// A database of its own for a test program: made at first use by the real migrations, dropped at the program's end.
//
// JUECE_TEST_ADMIN_DSN names a server and its superuser ("host=… port=… user=postgres"); without it, dsn_of() throws,
// so a test that needs it fails and says why. JUECE_TEST_SCHEMAS may name another schemas folder. Threads: any.
#pragma once

#include <filesystem>
#include <string>

namespace juece::test {

std::string admin_dsn();              // as given; throws std::runtime_error if it is not
std::filesystem::path schemas_sql();  // schemas/sql

// "owner", "writer", "follower", "documents", "reader", "auditor" in the program's database; "postgres" is the
// superuser there.
std::string dsn_of(std::string const& role);

// For tests that need a database in another state. The name is unique per program; drop it with drop_database().
std::string dsn_in(std::string const& role, std::string const& database);
std::string new_database_name();
void drop_database(std::string const& database);

}  // namespace juece::test
