// Hexadecimal forms of hashes.
#include "workflow/core/digest.hpp"

namespace juece {

std::string hex(Hash256 const& hash) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(64);
    for (auto const byte : hash) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::optional<Hash256> parse_hash(std::string_view hex) {
    if (hex.size() != 64) return std::nullopt;
    Hash256 hash{};
    for (std::size_t i = 0; i < 64; ++i) {
        char const c = hex[i];
        unsigned value = 0;
        if (c >= '0' && c <= '9') {
            value = static_cast<unsigned>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            value = static_cast<unsigned>(c - 'a' + 10);
        } else {
            return std::nullopt;
        }
        hash[i / 2] = static_cast<std::uint8_t>(unsigned{hash[i / 2]} << 4U | value);
    }
    return hash;
}

}  // namespace juece
