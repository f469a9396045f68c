// UTF-8, normalisation form C and invisible characters.
#include "adapters/codec/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <utf8proc.h>

#include "workflow/core/assertion.hpp"

namespace juece::codec {
namespace {

struct Decoded {
    char32_t code_point = 0;
    std::size_t size = 0;  // 0: no valid sequence begins here
};

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

// One code point at `at`, by the table of RFC 3629 §4.
Decoded decode_at(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    unsigned char const lead = byte(0);
    if (lead < 0x80U) return {lead, 1};
    std::size_t const size = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
    if (lead < 0xC2U || lead > 0xF4U || text.size() - at < size) return {};
    auto code_point = static_cast<char32_t>(lead & (0xFFU >> (size + 1)));
    for (std::size_t i = 1; i < size; ++i) {
        if (!is_continuation(byte(i))) return {};
        code_point = code_point << 6U | (byte(i) & 0x3FU);
    }
    bool const overlong = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
    bool const surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (overlong || surrogate || code_point > 0x10FFFF) return {};
    return {code_point, size};
}

bool is_invisible(char32_t c) {
    if (c < 0x20) return c != U'\t' && c != U'\n' && c != U'\r';
    if (c < 0x7F) return false;
    if (c <= 0x9F) return true;
    if (c >= 0x3165 && c < 0xFE00) return false;  // Han among them, and nothing that is listed below
    constexpr auto ranges = std::to_array<std::pair<char32_t, char32_t>>({
        {0x00AD, 0x00AD},    // soft hyphen
        {0x034F, 0x034F},    // combining grapheme joiner
        {0x061C, 0x061C},    // Arabic letter mark
        {0x115F, 0x1160},    // Hangul fillers
        {0x180E, 0x180E},    // Mongolian vowel separator
        {0x200B, 0x200F},    // zero-width space and joiners, marks of direction
        {0x2028, 0x202E},    // line and paragraph separators, embeddings and overrides
        {0x2060, 0x206F},    // word joiner, invisible operators, isolates, deprecated controls
        {0x3164, 0x3164},    // Hangul filler
        {0xFEFF, 0xFEFF},    // byte order mark
        {0xFFA0, 0xFFA0},    // half-width Hangul filler
        {0xFFF9, 0xFFFB},    // interlinear annotation
        {0xE0000, 0xE007F},  // tags
    });
    return std::ranges::any_of(ranges, [c](auto const& range) { return range.first <= c && c <= range.second; });
}

// Ranges in which every code point is NFC by itself and combines with no neighbour: Latin up to U+02FF, Han, the
// usual Chinese punctuation, full-width forms. Nearly every text of an office stays in them and needs no
// normalisation to be known as NFC.
bool is_plainly_nfc(char32_t c) {
    return c < 0x300 || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x2010 && c <= 0x2027) ||
           (c >= 0x3003 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF60);
}

struct Free {
    void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};
using Utf8 = std::unique_ptr<utf8proc_uint8_t, Free>;

std::string to_nfc(std::string_view text) {
    auto const* const bytes = reinterpret_cast<utf8proc_uint8_t const*>(text.data());
    utf8proc_uint8_t* mapped = nullptr;
    auto const size = utf8proc_map(
        bytes,
        static_cast<utf8proc_ssize_t>(text.size()),
        &mapped,
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE)
    );
    JUECE_ASSERT(size >= 0, "valid UTF-8 can be normalised");
    Utf8 const owner{mapped};
    return {reinterpret_cast<char const*>(mapped), static_cast<std::size_t>(size)};
}

// Where text and its normal form part. If the code point there is normal by itself, its follower is the one to blame (a
// combining mark that should have been composed with it).
TextFault not_nfc(std::string_view text, std::string_view normal) {
    std::size_t at = 0;
    auto here = decode_at(text, at);
    while (at + here.size < text.size() && normal.substr(at, here.size) == text.substr(at, here.size)) {
        at += here.size;
        here = decode_at(text, at);
    }
    auto const alone = text.substr(at, here.size);
    if (to_nfc(alone) == alone && at + here.size < text.size()) {
        at += here.size;
        here = decode_at(text, at);
    }
    return {"text_not_nfc", at, here.code_point};
}

// Where the first word that is not all ASCII begins, from there on. Most of what is stored is ASCII.
std::size_t behind_ascii(std::string_view text, std::size_t at) {
    constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080;
    for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((word & high_bits) != 0) break;
    }
    return at;
}

}  // namespace

std::optional<std::size_t> invalid_utf8_at(std::string_view text) {
    for (std::size_t at = behind_ascii(text, 0); at < text.size(); at = behind_ascii(text, at)) {
        auto const size = decode_at(text, at).size;
        if (size == 0) return at;
        at += size;
    }
    return std::nullopt;
}

std::optional<TextFault> check_text(std::string_view text, Invisible invisible) {
    bool plain = true;
    for (std::size_t at = 0; at < text.size();) {
        auto const next = decode_at(text, at);
        if (next.size == 0) return TextFault{"invalid_utf8", at, 0};
        if (invisible == Invisible::refused && is_invisible(next.code_point))
            return TextFault{"invisible_character", at, next.code_point};
        plain = plain && is_plainly_nfc(next.code_point);
        at += next.size;
    }
    if (plain) return std::nullopt;
    auto const normal = to_nfc(text);
    if (normal == text) return std::nullopt;
    return not_nfc(text, normal);
}

std::string code_point_text(char32_t code_point) {
    return fmt::format("U+{:04X}", static_cast<std::uint32_t>(code_point));
}

}  // namespace juece::codec
