// The sixteen digits that bytes are written in: lowercase only, because one value has one text.
//
// Threads: pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace juece {

inline constexpr std::string_view hex_digits = "0123456789abcdef";

// Reads as many bytes as the array holds from twice as many digits. False if one of them is no digit; what was read is
// then worth nothing. Half of a leaf is hashes: without a branch and with a length that is known, the compiler reads
// sixteen digits at once.
template <std::size_t count>
bool read_hex(char const* digits, std::array<std::uint8_t, count>& bytes) {
    std::array<std::uint8_t, 2 * count> values;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
    std::uint8_t wrong = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const figure = static_cast<std::uint8_t>(digits[i] - '0');
        auto const letter = static_cast<std::uint8_t>(digits[i] - 'a');
        std::uint8_t const is_figure = figure < 10 ? 0xff : 0;
        std::uint8_t const is_letter = letter < 6 ? 0xff : 0;
        values[i] = static_cast<std::uint8_t>((figure & is_figure) | ((letter + 10) & is_letter));
        wrong |= static_cast<std::uint8_t>(~(is_figure | is_letter));
    }
    for (std::size_t i = 0; i < count; ++i)
        bytes[i] = static_cast<std::uint8_t>(values[2 * i] << 4 | values[2 * i + 1]);
    return wrong == 0;
}

// Writes twice as many digits. Requires: room for them.
inline void write_hex(std::uint8_t const* bytes, char* digits, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        digits[2 * i] = hex_digits[bytes[i] >> 4U];
        digits[2 * i + 1] = hex_digits[bytes[i] & 15U];
    }
}

}  // namespace juece
