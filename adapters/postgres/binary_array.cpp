// Arrays in PostgreSQL's binary form.
#include "adapters/postgres/binary_array.hpp"

#include <utility>

#include "workflow/core/assertion.hpp"

namespace juece::postgres {

namespace {

// Dimensions, "has nulls", element type, length, lower bound.
constexpr std::size_t header_bytes = 5 * 4;

// PostgreSQL counts time from 2000-01-01.
constexpr std::chrono::microseconds epoch_shift =
    std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}.time_since_epoch();

std::string_view view(auto const& bytes) { return {reinterpret_cast<char const*>(bytes.data()), bytes.size()}; }

}  // namespace

void put_big_endian32(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += static_cast<char>(value >> shift);
    }
}

void put_big_endian64(std::string& out, std::uint64_t value) {
    put_big_endian32(out, static_cast<std::uint32_t>(value >> 32));
    put_big_endian32(out, static_cast<std::uint32_t>(value));
}

void put_timestamp(std::string& out, Timestamp value) {
    put_big_endian64(out, static_cast<std::uint64_t>((value.time_since_epoch() - epoch_shift).count()));
}

BinaryArray::BinaryArray(ElementType type) : type_{type}, encoded_(header_bytes, '\0') {}

void BinaryArray::begin_element(std::size_t size) {
    JUECE_ASSERT(size < (1U << 30), "an array's element is at most 1 GB");
    put_big_endian32(encoded_, static_cast<std::uint32_t>(size));
    ++count_;
}

void BinaryArray::add_bytes(std::string_view value) {
    begin_element(value.size());
    encoded_ += value;
}

void BinaryArray::add_hash(Hash256 const& value) { add_bytes(view(value)); }

void BinaryArray::add_uuid(UuidBytes const& value) { add_bytes(view(value)); }

void BinaryArray::add_int4(std::size_t value) {
    begin_element(4);
    put_big_endian32(encoded_, static_cast<std::uint32_t>(value));
}

void BinaryArray::add_int8(std::uint64_t value) {
    begin_element(8);
    put_big_endian64(encoded_, value);
}

void BinaryArray::add_timestamp(Timestamp value) {
    begin_element(8);
    put_timestamp(encoded_, value);
}

std::string BinaryArray::take() {
    // An array without elements has no dimension, and then no length and no lower bound either.
    std::string header;
    put_big_endian32(header, count_ == 0 ? 0 : 1);
    put_big_endian32(header, 0);
    put_big_endian32(header, static_cast<std::uint32_t>(type_));
    if (count_ == 0) return header;
    put_big_endian32(header, count_);
    put_big_endian32(header, 1);
    encoded_.replace(0, header_bytes, header);
    count_ = 0;
    return std::exchange(encoded_, std::string(header_bytes, '\0'));
}

}  // namespace juece::postgres
