// JSON in and out, as narrow as a leaf is (docs/formats/leaf.md): what two readers could understand differently is
// refused.
//
// parse() refuses, beside what is not JSON (RFC 8259): a key twice in one object, an empty key, null, fractions and
// exponents, "-0", whole numbers beyond ±(2^53−1), raw and escaped NUL, invalid UTF-8, lone surrogates, bytes after
// the value, more than `depth_max` levels, text that is not NFC, and invisible characters (codec/text.hpp; in keys
// always).
// serialize() writes RFC 8785: no spaces, keys in the order of their UTF-16 code units, the shortest escapes.
// For every value that parse() accepts: parse(serialize(v)) == v.
// Threads: any. Pure. Errors are values; nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/codec/text.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/value.hpp"

namespace juece::codec {

inline constexpr std::int64_t number_max = 9'007'199'254'740'991;  // 2^53−1

struct Limits {
    std::size_t bytes_max = 1'048'576;
    std::size_t depth_max = 32;       // [] is one level, [[]] two
    std::size_t members_max = 1'024;  // of one object: insertion is linear, so that a hostile object stays cheap
    // Only for text that nobody takes for something else by its looks: a payload that is shown as it was typed.
    Invisible invisible = Invisible::refused;
};

struct JsonError {
    // too_large | malformed_json | trailing_bytes | too_deep | too_many_members | duplicate_key | empty_key |
    // null_value | not_integer | negative_zero | number_out_of_range | nul_character | invalid_utf8 |
    // lone_surrogate | invisible_character | text_not_nfc
    std::string code;
    std::size_t offset = 0;  // bytes; where reading stopped, at or just behind the offender
    std::string pointer;     // RFC 6901, of the value that was being read; empty: the whole text
    std::string message;     // Chinese, for people
};

Result<Value, JsonError> parse(std::string_view bytes, Limits const& limits = {});

std::string serialize(Value const& value);
void serialize_to(std::string& out, Value const& value);            // appends
void serialize_to(std::string& out, Object const& object);          // appends
void serialize_string_to(std::string& out, std::string_view text);  // appends, with its quotes

// RFC 6901: "~" is written "~0", "/" "~1".
std::string pointer_step(std::string_view key);

// Whether an error of this code means that the bytes could not be read at all (HTTP 400) or that they were read and say
// something impossible (422: text_not_nfc, invisible_character).
bool is_malformed(std::string_view code);

}  // namespace juece::codec
