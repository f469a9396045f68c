// One-dimensional arrays in PostgreSQL's binary form (array_recv), to be bound as parameters: a batch travels as a
// few dozen of them in one round trip, without quoting or hex. No nulls. And the binary form of single values. Pure.
// Threads: a value like a string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"

namespace juece::postgres {

// The element's type: its OID in pg_type.dat, the same in every database.
enum class ElementType : std::uint32_t { bytea = 17, int8 = 20, int4 = 23, text = 25, timestamptz = 1184, uuid = 2950 };

void put_big_endian32(std::string& out, std::uint32_t value);
void put_big_endian64(std::string& out, std::uint64_t value);
void put_timestamp(std::string& out, Timestamp value);  // timestamptz

class BinaryArray {
public:
    explicit BinaryArray(ElementType type);

    void add_bytes(std::string_view value);  // text and bytea
    void add_hash(Hash256 const& value);
    void add_uuid(UuidBytes const& value);
    void add_int4(std::size_t value);
    void add_int8(std::uint64_t value);
    void add_timestamp(Timestamp value);

    // The whole array; this object is empty afterwards.
    std::string take();

private:
    void begin_element(std::size_t size);

    ElementType type_;
    std::uint32_t count_ = 0;
    std::string encoded_;
};

}  // namespace juece::postgres
