// What text may come in: valid UTF-8, in Unicode normalisation form C, without characters that nobody sees.
//
// Text that is not NFC is refused, never rewritten: two spellings of one name would give two digests, and a rewritten
// text is no longer what the office sent (docs/formats/leaf.md). Code points that our libutf8proc does not know yet
// pass. "Invisible" are: control characters other than tab, line feed and carriage return, bidirectional controls,
// zero-width characters, line and paragraph separators, fillers, annotation marks and tags (the list stands in
// text.cpp). They can make a text read otherwise than it is stored. Variation selectors pass: names of persons and
// places are written with them.
// Threads: any. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace juece::codec {

enum class Invisible : bool { refused, allowed };

struct TextFault {
    std::string code;         // invalid_utf8 | invisible_character | text_not_nfc
    std::size_t offset = 0;   // bytes from the beginning of the text
    char32_t code_point = 0;  // the offender; 0 for invalid_utf8
};

// The first fault, or nothing if the text may come in.
std::optional<TextFault> check_text(std::string_view text, Invisible invisible);

// Position of the first byte that is not part of valid UTF-8 (RFC 3629: no surrogates, no overlong forms), if any.
std::optional<std::size_t> invalid_utf8_at(std::string_view text);

// "U+200B"
std::string code_point_text(char32_t code_point);

}  // namespace juece::codec
