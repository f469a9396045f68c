// Applies schemas/sql.
#include "adapters/postgres/migrations.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

#include "adapters/postgres/session.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::postgres {

namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr Statement table_exists{"table_exists", "select to_regclass('juece.schema_migration') is not null"};

constexpr Statement applied_migrations{
    "applied_migrations", "select n, name, sha256 from juece.schema_migration order by n"};

constexpr Statement record_migration{
    "record_migration", "insert into juece.schema_migration (n, name, sha256) values ($1::int, $2::text, $3::text)"};

// Held until the transaction's end; any number that nothing else uses.
constexpr Statement lock_migrations{"lock_migrations", "select pg_advisory_xact_lock(5713001)"};

constexpr Statement database_exists{"database_exists", "select from pg_database where datname = $1::text"};

struct Migration {
    std::uint32_t n = 0;
    std::string name;
    std::string sha256;
    std::string sql;
};

std::string contents(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file) throw WorldError{WorldErrorKind::unavailable, "cannot read " + path.string()};
    return text;
}

std::optional<std::uint32_t> number_of(std::string const& name) {
    if (name.size() < 10 || name[4] != '_' || !name.ends_with(".sql")) return std::nullopt;
    std::uint32_t n = 0;
    auto const [end, error] = std::from_chars(name.data(), name.data() + 4, n);
    return error == std::errc{} && end == name.data() + 4 ? std::optional{n} : std::nullopt;
}

std::vector<Migration> read_folder(std::filesystem::path const& folder, ports::Hasher const& hasher) {
    std::error_code error;
    std::vector<Migration> migrations;
    for (auto const& entry : std::filesystem::directory_iterator{folder, error}) {
        auto const name = entry.path().filename().string();
        auto const n = number_of(name);
        if (!n) continue;
        auto sql = contents(entry.path());
        auto const sha256 = hex(hasher.sha256({sql}));
        migrations.push_back({*n, name, sha256, std::move(sql)});
    }
    if (error || migrations.empty()) {
        throw WorldError{WorldErrorKind::unavailable, "no migrations in " + folder.string()};
    }
    std::ranges::sort(migrations, {}, &Migration::n);
    for (std::size_t at = 0; at < migrations.size(); ++at) {
        if (migrations[at].n != at + 1) {
            throw WorldError{
                WorldErrorKind::corrupt, "migrations are not numbered 1, 2, 3, … at " + migrations[at].name};
        }
    }
    return migrations;
}

// How many of the folder's migrations the database has, having checked that they are the same.
std::size_t applied(Rows const& rows, std::vector<Migration> const& migrations) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto const name = std::string{rows.text(row, 1)};
        if (row >= migrations.size() || rows.number(row, 0) != migrations[row].n) {
            throw WorldError{
                WorldErrorKind::corrupt, "the database has " + name + ", which this program does not know"};
        }
        if (rows.text(row, 2) != migrations[row].sha256) {
            throw WorldError{WorldErrorKind::corrupt, name + " was changed after it had been applied"};
        }
    }
    return rows.size();
}

// Applies the next migration, if there is one.
std::optional<std::string> apply_next(Session& session, std::vector<Migration> const& migrations) {
    std::optional<std::string> name;
    session.transaction([&](Session::Transaction& transaction) {
        transaction.execute(lock_migrations, {});
        auto const exists = transaction.execute(table_exists, {}).boolean(0, 0);
        auto const done = exists ? applied(transaction.execute(applied_migrations, {}), migrations) : 0;
        if (done == migrations.size()) return;
        auto const& next = migrations[done];
        transaction.script(next.sql);
        transaction.execute(
            record_migration, {Parameter::integer(next.n), Parameter::text(next.name), Parameter::text(next.sha256)}
        );
        name = next.name;
    });
    return name;
}

// A migration may rewrite a large table: it has all the time and all the plans that it needs.
SessionSettings const unhurried{"juece migrations", std::chrono::seconds{10}, std::chrono::milliseconds{0}, ""};

void prepare_cluster(MigrationSettings const& settings) {
    Session session{with_database(settings.admin_dsn, "postgres"), unhurried};
    session.script(contents(settings.folder / "roles.sql"));
    auto const database = database_of(settings.owner_dsn);
    if (!session.execute(database_exists, {Parameter::text(database)}).empty()) return;
    try {
        session.script(
            "create database " + quoted_name(database) + " owner juece_owner encoding 'UTF8' template template0"
        );
    } catch (WorldError const&) {
        // Two that start together: the other one has made it.
        if (session.execute(database_exists, {Parameter::text(database)}).empty()) throw;
    }
}

}  // namespace

std::vector<std::string> migrate(MigrationSettings const& settings, ports::Hasher const& hasher) {
    auto const migrations = read_folder(settings.folder, hasher);
    if (!settings.admin_dsn.empty()) prepare_cluster(settings);
    Session session{settings.owner_dsn, unhurried};
    std::vector<std::string> names;
    while (auto name = apply_next(session, migrations))
        names.push_back(std::move(*name));
    return names;
}

bool is_migrated(std::string const& dsn, std::filesystem::path const& folder, ports::Hasher const& hasher) {
    auto const migrations = read_folder(folder, hasher);
    Session session{dsn, {"juece migrations"}};
    if (!session.execute(table_exists, {}).boolean(0, 0)) return false;
    return applied(session.execute(applied_migrations, {}), migrations) == migrations.size();
}

}  // namespace juece::postgres
