// One connection to PostgreSQL over libpqxx 6.4.
#include "adapters/postgres/session.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <unordered_set>

#include <libpq-fe.h>
#include <pqxx/pqxx>
#include <sys/socket.h>

#include "adapters/postgres/binary_array.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::postgres {

namespace {

using ports::WorldError;
using ports::WorldErrorKind;

struct ConninfoFree {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Conninfo = std::unique_ptr<PQconninfoOption, ConninfoFree>;

Conninfo parse_dsn(std::string const& dsn) {
    char* message = nullptr;
    Conninfo options{PQconninfoParse(dsn.c_str(), &message)};
    if (!options) {
        PQfreemem(message);
        // Neither the DSN nor libpq's message, which quotes it: a password may be in it.
        throw WorldError{WorldErrorKind::unavailable, "a database's DSN cannot be read: \"keyword = value …\" is due"};
    }
    return options;
}

std::string quoted_value(std::string_view value) {
    std::string quoted{"'"};
    for (auto const c : value) {
        if (c == '\'' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

using Keywords = std::vector<std::pair<std::string, std::string>>;

Keywords keywords_of(std::string const& dsn) {
    auto const options = parse_dsn(dsn);
    Keywords keywords;
    for (auto const* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) keywords.emplace_back(option->keyword, option->val);
    }
    return keywords;
}

void set(Keywords& keywords, std::string const& keyword, std::string const& value) {
    std::erase_if(keywords, [&](auto const& each) { return each.first == keyword; });
    keywords.emplace_back(keyword, value);
}

void set_if_absent(Keywords& keywords, std::string const& keyword, std::string const& value) {
    for (auto const& each : keywords) {
        if (each.first == keyword) return;
    }
    keywords.emplace_back(keyword, value);
}

std::string joined(Keywords const& keywords) {
    std::string dsn;
    for (auto const& [keyword, value] : keywords) {
        dsn += keyword + "=" + quoted_value(value) + " ";
    }
    return dsn;
}

std::string complete_dsn(std::string const& dsn, SessionSettings const& settings) {
    auto keywords = keywords_of(dsn);
    auto const timeout = std::to_string(settings.statement_timeout.count());
    std::string options;
    for (auto const& [keyword, value] : keywords) {
        if (keyword == "options") options = value + " ";
    }
    // Our statements are short; compiling them would take longer than running them.
    options += settings.options + " -c statement_timeout=" + timeout +
               " -c idle_in_transaction_session_timeout=60000 -c jit=off";
    set(keywords, "options", options);
    set(keywords, "client_encoding", "UTF8");
    set_if_absent(keywords, "application_name", settings.application);
    set_if_absent(keywords, "connect_timeout", std::to_string(settings.connect_timeout.count()));
    if (settings.statement_timeout.count() > 0) set_if_absent(keywords, "tcp_user_timeout", timeout);
    return joined(keywords);
}

WorldErrorKind kind_of(std::string const& sqlstate) {
    auto const is = [&](std::string_view prefix) { return sqlstate.starts_with(prefix); };
    if (is("57014") || is("55P03")) return WorldErrorKind::timeout;
    if (is("40")) return WorldErrorKind::conflict;
    // Connection, out of something, stopping or starting, input/output, login, no such database, a standby that
    // cannot write.
    for (auto const* prefix : {"08", "53", "57", "58", "28", "3D", "25006"}) {
        if (is(prefix)) return WorldErrorKind::unavailable;
    }
    return WorldErrorKind::corrupt;
}

// Called inside a catch block: turns what libpqxx threw into the one exception that ports throw.
[[noreturn]] void rethrow_as_world_error(std::string const& doing, bool& lost) {
    try {
        throw;
    } catch (WorldError const&) {
        throw;
    } catch (pqxx::in_doubt_error const& error) {
        lost = true;
        throw WorldError{WorldErrorKind::timeout, doing + ": " + error.what()};
    } catch (pqxx::broken_connection const& error) {
        lost = true;
        throw WorldError{WorldErrorKind::unavailable, doing + ": " + error.what()};
    } catch (pqxx::statement_completion_unknown const& error) {
        lost = true;
        throw WorldError{WorldErrorKind::unavailable, doing + ": " + error.what()};
    } catch (pqxx::transaction_rollback const& error) {
        throw WorldError{WorldErrorKind::conflict, doing + ": " + error.what()};
    } catch (pqxx::insufficient_privilege const& error) {
        // The one error that libpqxx 6.4 throws without its code.
        throw WorldError{WorldErrorKind::corrupt, doing + ": " + error.what() + " (42501)"};
    } catch (pqxx::sql_error const& error) {
        auto const& sqlstate = error.sqlstate();
        // A connection that ends in the middle of an answer leaves an error without a code.
        if (sqlstate.empty() || sqlstate.starts_with("57P") || sqlstate.starts_with("08")) {
            lost = true;
            throw WorldError{WorldErrorKind::unavailable, doing + ": " + error.what()};
        }
        throw WorldError{kind_of(sqlstate), doing + ": " + error.what() + " (" + sqlstate + ")"};
    } catch (pqxx::failure const& error) {
        lost = true;
        throw WorldError{WorldErrorKind::unavailable, doing + ": " + error.what()};
    }
}

std::vector<pqxx::binarystring> raw(Parameters const& parameters) {
    std::vector<pqxx::binarystring> values;
    values.reserve(parameters.size());
    for (auto const& parameter : parameters) {
        values.emplace_back(parameter.encoded().data(), parameter.encoded().size());
    }
    return values;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    throw WorldError{WorldErrorKind::corrupt, "the server sent a bytea that is not in hex format"};
}

template <class Out>
void unhex(std::string_view digits, Out out) {
    for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
        *out++ = static_cast<std::uint8_t>(hex_digit(digits[at]) * 16 + hex_digit(digits[at + 1]));
    }
}

std::string_view hex_part(std::string_view field) {
    if (!field.starts_with("\\x")) {
        throw WorldError{WorldErrorKind::corrupt, "the server sent a bytea that is not in hex format"};
    }
    return field.substr(2);
}

std::int64_t parse_number(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw WorldError{WorldErrorKind::corrupt, "the server sent '" + std::string{text} + "' where a number was due"};
    }
    return value;
}

}  // namespace

Parameter Parameter::bytes(Hash256 const& value) { return Parameter{std::string(value.begin(), value.end())}; }

Parameter Parameter::uuid(UuidBytes const& value) { return Parameter{std::string(value.begin(), value.end())}; }

Parameter Parameter::bigint(std::uint64_t value) {
    std::string encoded;
    put_big_endian64(encoded, value);
    return Parameter{std::move(encoded)};
}

Parameter Parameter::integer(std::uint32_t value) {
    std::string encoded;
    put_big_endian32(encoded, value);
    return Parameter{std::move(encoded)};
}

Parameter Parameter::boolean(bool value) { return Parameter{std::string(1, value ? '\1' : '\0')}; }

struct Rows::Held {
    pqxx::result result;
};

std::size_t Rows::size() const { return held_->result.size(); }

bool Rows::is_null(std::size_t row, int column) const {
    return held_->result[static_cast<pqxx::result::size_type>(row)][column].is_null();
}

std::string_view Rows::text(std::size_t row, int column) const {
    auto const field = held_->result[static_cast<pqxx::result::size_type>(row)][column];
    return {field.c_str(), field.size()};
}

std::uint64_t Rows::number(std::size_t row, int column) const {
    return static_cast<std::uint64_t>(parse_number(text(row, column)));
}

std::string Rows::bytes(std::size_t row, int column) const {
    auto const digits = hex_part(text(row, column));
    std::string decoded(digits.size() / 2, '\0');
    unhex(digits, decoded.begin());
    return decoded;
}

Hash256 Rows::hash(std::size_t row, int column) const {
    auto const digits = hex_part(text(row, column));
    Hash256 decoded{};
    if (digits.size() != 2 * decoded.size())
        throw WorldError{WorldErrorKind::corrupt, "a stored hash has not 32 bytes"};
    unhex(digits, decoded.begin());
    return decoded;
}

UuidBytes Rows::uuid(std::size_t row, int column) const {
    auto const parsed = parse_uuid(text(row, column));
    if (!parsed) throw WorldError{WorldErrorKind::corrupt, "the server sent no UUID where one was due"};
    return *parsed;
}

Timestamp Rows::micros(std::size_t row, int column) const {
    return Timestamp{std::chrono::microseconds{parse_number(text(row, column))}};
}

struct Session::Impl {
    explicit Impl(std::string const& dsn) : connection{dsn}, socket{connection.sock()} {}

    // Statements of one name are one text (they are constants), so the name is enough.
    void prepare(Statement const& statement) {
        if (prepared.insert(statement.name).second) connection.prepare(statement.name, statement.sql);
    }

    pqxx::connection connection;
    int socket;
    bool lost = false;
    std::unordered_set<std::string> prepared;
};

namespace {

Rows run(pqxx::transaction_base& transaction, Statement const& statement, Parameters const& parameters) {
    auto const values = raw(parameters);
    auto result = transaction.exec_prepared(statement.name, pqxx::prepare::make_dynamic_params(values));
    return Rows{std::make_shared<Rows::Held const>(Rows::Held{std::move(result)})};
}

}  // namespace

Session::Session(std::string const& dsn, SessionSettings const& settings) {
    bool lost = false;
    try {
        impl_ = std::make_unique<Impl>(complete_dsn(dsn, settings));
    } catch (...) {
        rethrow_as_world_error("connecting to PostgreSQL", lost);
    }
}

Session::~Session() = default;

Rows Session::execute(Statement const& statement, Parameters const& parameters) {
    try {
        impl_->prepare(statement);
        pqxx::nontransaction transaction{impl_->connection};
        return run(transaction, statement, parameters);
    } catch (...) {
        rethrow_as_world_error(statement.name, impl_->lost);
    }
}

void Session::transaction(std::function<void(Transaction&)> const& work) {
    struct Running final : Transaction {
        explicit Running(Impl& impl_in) : impl{impl_in}, open{impl_in.connection} {}
        Rows execute(Statement const& statement, Parameters const& parameters) override {
            impl.prepare(statement);
            return run(open, statement, parameters);
        }
        void script(std::string const& sql) override { open.exec(sql); }
        Impl& impl;
        pqxx::work open;
    };
    try {
        Running running{*impl_};
        work(running);
        running.open.commit();
    } catch (...) {
        rethrow_as_world_error("transaction", impl_->lost);
    }
}

void Session::script(std::string const& sql) {
    try {
        pqxx::nontransaction transaction{impl_->connection};
        transaction.exec(sql);
    } catch (...) {
        rethrow_as_world_error("script", impl_->lost);
    }
}

// libpqxx would quietly connect anew; a Session is one connection, and what was lost with it must be noticed.
bool Session::is_usable() const { return !impl_->lost && impl_->connection.is_open(); }

void Session::interrupt() noexcept { ::shutdown(impl_->socket, SHUT_RDWR); }

std::string database_of(std::string const& dsn) {
    auto const keywords = keywords_of(dsn);
    std::string database;
    for (auto const& [keyword, value] : keywords) {
        if (keyword == "dbname") return value;
        if (keyword == "user") database = value;  // libpq's rule for a DSN without a database
    }
    return database;
}

std::string with_database(std::string const& dsn, std::string const& database) {
    auto keywords = keywords_of(dsn);
    set(keywords, "dbname", database);
    return joined(keywords);
}

std::string shown(std::string const& dsn) {
    std::string user, host, port;
    for (auto const& [keyword, value] : keywords_of(dsn)) {
        if (keyword == "user") user = value + "@";
        if (keyword == "host") host = value;
        if (keyword == "port") port = ":" + value;
    }
    return user + host + port + "/" + database_of(dsn);
}

std::string quoted_name(std::string_view name) {
    std::string quoted{"\""};
    for (auto const c : name) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

}  // namespace juece::postgres
