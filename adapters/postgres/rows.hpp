// What a statement answered, in PostgreSQL's binary form: a leaf comes as it lies in its table, neither in hex, which
// is twice as long, nor converted.
//
// Views live as long as any copy of the Rows. Throws WorldError corrupt if a column is not of the type it is read as,
// and for a time that Timestamp cannot hold, infinity among them.
// Threads: as a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"

struct pg_result;  // libpq's PGresult

namespace juece::postgres {

class Rows {
public:
    explicit Rows(std::shared_ptr<pg_result const> result) : result_{std::move(result)} {}

    std::size_t size() const;
    bool empty() const { return size() == 0; }
    bool is_null(std::size_t row, int column) const;
    std::string_view text(std::size_t row, int column) const;  // text, json and name
    std::uint64_t number(std::size_t row, int column) const;   // smallint, int and bigint
    bool boolean(std::size_t row, int column) const;           // boolean
    std::string bytes(std::size_t row, int column) const;      // bytea
    Hash256 hash(std::size_t row, int column) const;           // bytea of 32 bytes
    UuidBytes uuid(std::size_t row, int column) const;         // uuid
    Timestamp timestamp(std::size_t row, int column) const;    // timestamptz

private:
    std::string_view field(std::size_t row, int column) const;

    std::shared_ptr<pg_result const> result_;
};

}  // namespace juece::postgres
