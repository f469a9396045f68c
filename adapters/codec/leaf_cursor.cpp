// The canonical spelling of every kind of value, read strictly.
#include "adapters/codec/leaf_cursor.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "adapters/codec/text.hpp"
#include "workflow/core/hex.hpp"

namespace juece::codec {
namespace {

constexpr std::size_t depth_max = 32;  // as codec::Limits; the leaf itself is the first level

constexpr std::array<bool, 256> symbol_bytes = [] {
    std::array<bool, 256> table{};
    for (char const c : std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/-"})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_key_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void Cursor::fail(std::string_view code, std::string_view what) {
    if (error_) return;
    error_ = ports::CodecError{std::string{code}, fmt::format("byte {}: {}", at_, what)};
    at_ = bytes_.size();  // Nothing follows, so that every loop ends.
}

void Cursor::expected(std::string_view literal) { fail("bad_value", fmt::format("expected {}", literal)); }

std::string_view Cursor::next_key() const {
    auto const rest = bytes_.substr(at_);
    if (rest.size() < 2 || (rest[0] != ',' && rest[0] != '{') || rest[1] != '"') return {};
    return rest.substr(2, rest.substr(2).find('"'));
}

std::string_view Cursor::symbol() {
    if (peek() != '"') {
        fail("bad_value", "expected a code");
        return {};
    }
    std::size_t end = at_ + 1;
    while (end < bytes_.size() && symbol_bytes[static_cast<unsigned char>(bytes_[end])])
        ++end;
    if (end == bytes_.size() || bytes_[end] != '"' || end == at_ + 1) {
        fail("bad_value", "expected a code of [A-Za-z0-9_.:/-]");
        return {};
    }
    auto const text = bytes_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return text;
}

std::string Cursor::string() {
    auto text = any_string();
    if (text.empty()) fail("bad_value", "a string here is left out rather than empty");
    return text;
}

std::string Cursor::any_string() {
    std::string text;
    if (!skip("\"")) {
        fail("bad_value", "expected a string");
        return text;
    }
    bool ascii = true;
    for (;;) {
        std::size_t const begin = at_;
        while (at_ < bytes_.size()) {
            auto const byte = static_cast<unsigned char>(bytes_[at_]);
            if (byte == '"' || byte == '\\' || byte < 0x20U) break;
            ascii = ascii && byte < 0x7FU;
            ++at_;
        }
        text.append(bytes_, begin, at_ - begin);
        if (skip("\"")) break;
        ascii = false;
        if (!skip("\\") || !escape_to(text)) {
            fail("bad_value", "not the canonical form of a string");
            return {};
        }
    }
    if (ascii) return text;
    if (auto const fault = check_text(text, Invisible::refused)) {
        fail(fault->code, fmt::format("in a string that ends here, {}", code_point_text(fault->code_point)));
        return {};
    }
    return text;
}

// Behind a backslash; only the escapes that RFC 8785 writes. Other control characters are invisible and never come in.
bool Cursor::escape_to(std::string& text) {
    constexpr std::string_view letters = "\"\\bfnrt";
    constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
    auto const found = letters.find(peek());
    if (found == std::string_view::npos) return false;
    text += meanings[found];
    ++at_;
    return true;
}

std::int64_t Cursor::integer() {
    bool const negative = skip("-");
    std::size_t const begin = at_;
    std::int64_t number = 0;
    while (is_digit(peek()) && at_ - begin < 17)
        number = number * 10 + (bytes_[at_++] - '0');
    std::size_t const count = at_ - begin;
    bool const leading_zero = count > 1 && bytes_[begin] == '0';
    if (count == 0 || leading_zero || number > number_max || (negative && number == 0)) {
        fail("bad_value", "expected a whole number of at most 2^53−1 in its shortest form");
        return 0;
    }
    return negative ? -number : number;
}

std::uint64_t Cursor::number() {
    auto const number = integer();
    if (number < 0) fail("bad_value", "a number here is not negative");
    return failed() ? 0 : static_cast<std::uint64_t>(number);
}

// The text between the quotes that come next, if it is that long; the cursor stays. Most of a leaf is hashes, ids and
// times: what has a length of its own is read in one pass instead of found as a code and then parsed.
std::string_view Cursor::quoted(std::size_t length) const {
    auto const text = bytes_.substr(at_, length + 2);
    bool const is_quoted = text.size() == length + 2 && text.front() == '"' && text.back() == '"';
    return is_quoted ? text.substr(1, length) : std::string_view{};
}

Hash256 Cursor::hash() {
    Hash256 hash{};
    auto const text = quoted(2 * hash.size());
    if (text.empty() || !read_hex(text.data(), hash)) {
        fail("bad_value", "expected 64 lowercase hexadecimal digits");
        return {};
    }
    at_ += text.size() + 2;
    return hash;
}

Digest Cursor::digest() {
    Digest digest;
    expect(R"({"sha256":)");
    digest.sha256 = hash();
    expect(R"(,"sm3":)");
    digest.sm3 = hash();
    expect("}");
    return digest;
}

Timestamp Cursor::time() {
    constexpr std::string_view form = "YYYY-MM-DDTHH:MM:SS.ffffffZ";
    auto const parsed = parse_timestamp(quoted(form.size()));
    if (!parsed) {
        fail("bad_value", fmt::format("expected a time {}", form));
        return {};
    }
    at_ += form.size() + 2;
    return *parsed;
}

UuidBytes Cursor::uuid() {
    constexpr std::size_t length = 36;
    auto const parsed = parse_uuid(quoted(length));
    if (!parsed) {
        fail("bad_value", "expected a lowercase UUID");
        return {};
    }
    at_ += length + 2;
    return *parsed;
}

Object Cursor::object() { return object_at(2); }

Object Cursor::object_at(std::size_t depth) {
    Object object;
    expect("{");
    if (depth > depth_max) fail("too_deep", "nested too deeply");
    if (skip("}")) return object;
    std::string_view last;
    while (!failed()) {
        expect("\"");
        std::size_t const begin = at_;
        while (is_key_byte(peek()))
            ++at_;
        auto const key = bytes_.substr(begin, at_ - begin);
        // Keys increase, so none comes twice; the last one is empty at the first.
        if (key <= last) fail("bad_value", "keys are of [a-z0-9_] and increase");
        expect("\":");
        object.set(key, value(depth));
        last = key;
        if (skip("}")) return object;
        expect(",");
    }
    return object;
}

List Cursor::list_at(std::size_t depth) {
    List list;
    expect("[");
    if (depth > depth_max) fail("too_deep", "nested too deeply");
    if (skip("]")) return list;
    while (!failed()) {
        list.push_back(value(depth));
        if (skip("]")) return list;
        expect(",");
    }
    return list;
}

// `depth` is that of the container which holds the value.
Value Cursor::value(std::size_t depth) {
    switch (peek()) {
        case '{':
            return object_at(depth + 1);
        case '[':
            return list_at(depth + 1);
        case '"':
            return any_string();
        case 't':
            expect("true");
            return true;
        case 'f':
            expect("false");
            return false;
        default:
            return integer();
    }
}

}  // namespace juece::codec
