// One connection to PostgreSQL, and the only place that knows libpqxx.
//
// Statements are named, written next to their use, prepared at their first use on a connection. Parameters travel in
// binary form and every `$n` in a statement has a cast that says its type. Results are binary too, read through Rows.
//
// Errors: everything throws WorldError. `unavailable`: no connection, or lost, or the server is starting, stopping or
// out of something; `timeout`: the server gave up the statement, which had no effect; `conflict`: a serialization
// failure or deadlock, no effect; `corrupt`: the statement or its data is wrong, no retry helps. After a loss,
// is_usable() is false and the effect of what was under way is unknown. Threads: one at a time, except interrupt().
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/postgres/rows.hpp"
#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"

namespace juece::postgres {

struct Statement {
    char const* name;
    char const* sql;
};

// A value in PostgreSQL's binary form.
class Parameter {
public:
    static Parameter text(std::string value) { return Parameter{std::move(value)}; }
    static Parameter bytes(std::string_view value) { return Parameter{std::string{value}}; }
    static Parameter bytes(Hash256 const& value);
    static Parameter uuid(UuidBytes const& value);
    static Parameter bigint(std::uint64_t value);
    static Parameter integer(std::uint32_t value);
    static Parameter boolean(bool value);
    static Parameter timestamp(Timestamp value);
    static Parameter array(std::string encoded) { return Parameter{std::move(encoded)}; }  // see binary_array.hpp

    std::string const& encoded() const { return encoded_; }

private:
    explicit Parameter(std::string encoded) : encoded_{std::move(encoded)} {}
    std::string encoded_;
};
using Parameters = std::vector<Parameter>;

struct SessionSettings {
    std::string application = "juece";
    std::chrono::seconds connect_timeout{3};
    std::chrono::milliseconds statement_timeout{10'000};  // 0: none
    // Our statements look rows up by their keys. A plan made while a table was small (hash it, scan it) would be kept
    // on a connection while the table grows to millions.
    std::string options = "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off";
};

class Session {
public:
    // Several statements that take effect together or not at all.
    class Transaction {
    public:
        virtual ~Transaction() = default;
        virtual Rows execute(Statement const& statement, Parameters const& parameters) = 0;
        virtual void script(std::string const& sql) = 0;  // any number of statements, no parameters
    };

    Session(std::string const& dsn, SessionSettings const& settings);
    ~Session();
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    // A transaction of its own: durable when it returns.
    Rows execute(Statement const& statement, Parameters const& parameters);
    // Commits when `work` returns, rolls back when it throws.
    void transaction(std::function<void(Transaction&)> const& work);
    // Outside any transaction: what CREATE DATABASE needs.
    void script(std::string const& sql);

    bool is_usable() const;
    // From another thread, while a call is under way: cuts the connection, so that the call throws. For servers that
    // neither answer nor close; the owner guarantees that the Session still exists.
    void interrupt() noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// The database that a DSN (keywords or URI) names, and the same DSN for another database.
std::string database_of(std::string const& dsn);
std::string with_database(std::string const& dsn, std::string const& database);
// A DSN without its secrets, for a log: "user@host:port/database".
std::string shown(std::string const& dsn);
// "a""b": an identifier for use in a script.
std::string quoted_name(std::string_view name);

}  // namespace juece::postgres
