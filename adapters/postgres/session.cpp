// One connection to PostgreSQL over libpqxx 6.4, and over libpq where that asks for text only.
#include "adapters/postgres/session.hpp"

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

// 40003: nobody knows whether the statement took effect.
bool is_loss(std::string const& sqlstate) {
    return sqlstate.starts_with("57P") || sqlstate.starts_with("08") || sqlstate == "40003";
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
        if (sqlstate.empty() || is_loss(sqlstate)) {
            lost = true;
            throw WorldError{WorldErrorKind::unavailable, doing + ": " + error.what()};
        }
        throw WorldError{kind_of(sqlstate), doing + ": " + error.what() + " (" + sqlstate + ")"};
    } catch (pqxx::failure const& error) {
        lost = true;
        throw WorldError{WorldErrorKind::unavailable, doing + ": " + error.what()};
    }
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

Parameter Parameter::timestamp(Timestamp value) {
    std::string encoded;
    put_timestamp(encoded, value);
    return Parameter{std::move(encoded)};
}

namespace {

// libpqxx 6 has its results sent as text and keeps its PGconn to itself. Its policy is where the PGconn is made.
class Showing : public pqxx::connect_direct {
public:
    using connect_direct::connect_direct;

    handle do_startconnect(handle former) override { return made = connect_direct::do_startconnect(former); }

    inline static thread_local handle made = nullptr;  // the last one of this thread
};

using Connection = pqxx::basic_connection_base<Showing>;

// A connection that quietly came back would lack what was prepared, and whoever relied on the old one must notice.
void never_connect_again(Connection& connection) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"  // libpqxx 7 never does.
    connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
}

}  // namespace

struct Session::Impl {
    explicit Impl(std::string const& dsn) : connection{dsn}, raw{Showing::made}, socket{connection.sock()} {
        never_connect_again(connection);
    }

    Rows execute(Statement const& statement, Parameters const& parameters) {
        // Statements of one name are one text (they are constants), so the name is enough.
        if (!prepared.contains(statement.name)) {
            checked(PQprepare(raw, statement.name, statement.sql, 0, nullptr), statement.name);
            prepared.insert(statement.name);
        }
        std::vector<char const*> values;
        std::vector<int> lengths;
        for (auto const& parameter : parameters) {
            values.push_back(parameter.encoded().data());
            lengths.push_back(static_cast<int>(parameter.encoded().size()));
        }
        constexpr int binary = 1;
        std::vector<int> const formats(values.size(), binary);
        auto const count = static_cast<int>(values.size());
        auto* const result =
            PQexecPrepared(raw, statement.name, count, values.data(), lengths.data(), formats.data(), binary);
        return Rows{checked(result, statement.name)};
    }

    std::shared_ptr<PGresult> checked(PGresult* answered, std::string const& doing) {
        std::shared_ptr<PGresult> result{answered, PQclear};
        auto const status = PQresultStatus(answered);
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return result;
        auto const* const code = PQresultErrorField(answered, PG_DIAG_SQLSTATE);
        std::string const sqlstate{code != nullptr ? code : ""};
        auto const message = doing + ": " + PQerrorMessage(raw);
        if (sqlstate.empty() || is_loss(sqlstate) || PQstatus(raw) == CONNECTION_BAD) {
            lost = true;
            throw WorldError{WorldErrorKind::unavailable, message};
        }
        throw WorldError{kind_of(sqlstate), message + " (" + sqlstate + ")"};
    }

    Connection connection;
    PGconn* raw;  // the connection's
    int socket;
    bool lost = false;
    std::unordered_set<std::string> prepared;
};

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
    return impl_->execute(statement, parameters);
}

void Session::transaction(std::function<void(Transaction&)> const& work) {
    struct Running final : Transaction {
        explicit Running(Impl& impl_in) : impl{impl_in}, open{impl_in.connection} {}
        Rows execute(Statement const& statement, Parameters const& parameters) override {
            return impl.execute(statement, parameters);
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
