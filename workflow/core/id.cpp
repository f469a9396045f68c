// Text forms of UUIDs and codes.
#include "workflow/core/id.hpp"

namespace juece {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::optional<unsigned> nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    return std::nullopt;  // Uppercase is refused: one id has one text.
}

bool is_dash_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

std::optional<UuidBytes> parse_uuid(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    UuidBytes bytes{};
    std::size_t n = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_dash_position(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        auto const high = nibble(text[i]);
        auto const low = nibble(text[++i]);
        if (!high || !low) return std::nullopt;
        bytes[n++] = static_cast<std::uint8_t>(*high << 4U | *low);
    }
    return bytes;
}

std::string uuid_text(UuidBytes const& bytes) {
    std::string text;
    text.reserve(36);
    for (auto const byte : bytes) {
        if (is_dash_position(text.size())) text += '-';
        text += hex_digits[byte >> 4U];
        text += hex_digits[byte & 15U];
    }
    return text;
}

bool is_code(std::string_view text) {
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    if (text.empty() || text.size() > 64 || !plain(text.front())) return false;
    for (char const c : text) {
        if (!plain(c) && std::string_view{"_.:/-"}.find(c) == std::string_view::npos) return false;
    }
    return true;
}

}  // namespace juece
