// Columns in the binary form that PostgreSQL's "send" functions write: whole numbers have their highest byte first.
#include "adapters/postgres/rows.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "workflow/ports/world_error.hpp"

namespace juece::postgres {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr Timestamp epoch = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};

// Types of columns, by the numbers that PostgreSQL's catalog pg_type gives them for good.
constexpr Oid boolean_type = 16;
constexpr Oid bytea_type = 17;
constexpr Oid name_type = 19;
constexpr Oid bigint_type = 20;
constexpr Oid smallint_type = 21;
constexpr Oid int_type = 23;
constexpr Oid text_type = 25;
constexpr Oid json_type = 114;
constexpr Oid timestamptz_type = 1184;
constexpr Oid uuid_type = 2950;

WorldError unexpected(std::string_view field, std::string_view due) {
    return {WorldErrorKind::corrupt, fmt::format("the server sent {} bytes where {} was due", field.size(), due)};
}

template <class... Types>
void expect(pg_result const* result, int column, std::string_view due, Types... types) {
    auto const type = PQftype(result, column);
    if (((type == types) || ...)) return;
    throw WorldError{
        WorldErrorKind::corrupt,
        fmt::format("the server sent a column of type {} where {} was due (pg_type.oid)", type, due)};
}

template <class Bytes>
Bytes fixed(std::string_view field, std::string_view due) {
    Bytes bytes{};
    if (field.size() != bytes.size()) throw unexpected(field, due);
    std::ranges::copy(field, bytes.begin());
    return bytes;
}

template <class Number>
std::int64_t whole(std::string_view field) {
    std::uint64_t number = 0;
    for (auto const byte : field)
        number = number << 8U | static_cast<unsigned char>(byte);
    return static_cast<Number>(number);
}

std::int64_t number_in(std::string_view field) {
    switch (field.size()) {
        case 2:
            return whole<std::int16_t>(field);
        case 4:
            return whole<std::int32_t>(field);
        case 8:
            return whole<std::int64_t>(field);
        default:
            throw unexpected(field, "a whole number");
    }
}

}  // namespace

std::size_t Rows::size() const { return static_cast<std::size_t>(PQntuples(result_.get())); }

bool Rows::is_null(std::size_t row, int column) const {
    return PQgetisnull(result_.get(), static_cast<int>(row), column) != 0;
}

std::string_view Rows::field(std::size_t row, int column) const {
    auto const n = static_cast<int>(row);
    return {PQgetvalue(result_.get(), n, column), static_cast<std::size_t>(PQgetlength(result_.get(), n, column))};
}

std::string_view Rows::text(std::size_t row, int column) const {
    expect(result_.get(), column, "text", text_type, json_type, name_type);
    return field(row, column);
}

std::uint64_t Rows::number(std::size_t row, int column) const {
    expect(result_.get(), column, "a whole number", bigint_type, int_type, smallint_type);
    return static_cast<std::uint64_t>(number_in(field(row, column)));
}

bool Rows::boolean(std::size_t row, int column) const {
    expect(result_.get(), column, "true or false", boolean_type);
    auto const value = field(row, column);
    if (value.size() != 1) throw unexpected(value, "true or false");
    return value.front() != '\0';
}

std::string Rows::bytes(std::size_t row, int column) const {
    expect(result_.get(), column, "bytea", bytea_type);
    return std::string{field(row, column)};
}

Hash256 Rows::hash(std::size_t row, int column) const {
    expect(result_.get(), column, "a hash", bytea_type);
    return fixed<Hash256>(field(row, column), "a hash");
}

UuidBytes Rows::uuid(std::size_t row, int column) const {
    expect(result_.get(), column, "a UUID", uuid_type);
    return fixed<UuidBytes>(field(row, column), "a UUID");
}

Timestamp Rows::timestamp(std::size_t row, int column) const {
    using Limits = std::numeric_limits<std::int64_t>;
    expect(result_.get(), column, "a time", timestamptz_type);
    auto const value = field(row, column);
    if (value.size() != 8) throw unexpected(value, "a time");
    auto const micros = number_in(value);
    // The two ends of the numbers are -infinity and infinity; the last centuries of PostgreSQL are beyond our count.
    if (micros == Limits::min() || micros > Limits::max() - epoch.time_since_epoch().count())
        throw WorldError{WorldErrorKind::corrupt, "the server sent a time that is none, or too far off"};
    return epoch + std::chrono::microseconds{micros};
}

}  // namespace juece::postgres
