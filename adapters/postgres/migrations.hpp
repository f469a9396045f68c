// Brings a database to the schema of schemas/sql: roles and database as administrator if asked, then every NNNN_*.sql
// that has not been applied, in order, each in a transaction of its own together with its row in
// juece.schema_migration.
//
// What has been applied never changes: a file whose SHA-256 differs from what was recorded is refused (WorldError
// corrupt), and so is a database that has migrations which the folder lacks (it is newer than this program). Running
// it twice, or from two machines at once, is safe. Threads: any; blocks. Throws WorldError.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "workflow/ports/hasher.hpp"

namespace juece::postgres {

struct MigrationSettings {
    std::string admin_dsn;         // a superuser's; empty: roles and database exist
    std::string owner_dsn;         // juece_owner, naming the database
    std::filesystem::path folder;  // schemas/sql
};

// Returns the names of the files applied by this call.
std::vector<std::string> migrate(MigrationSettings const& settings, ports::Hasher const& hasher);

// Whether the database has exactly the folder's migrations. `dsn`: juece_reader is enough.
bool is_migrated(std::string const& dsn, std::filesystem::path const& folder, ports::Hasher const& hasher);

}  // namespace juece::postgres
