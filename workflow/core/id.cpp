// Text forms of UUIDs and codes.
#include "workflow/core/id.hpp"

#include <algorithm>

#include "workflow/core/hex.hpp"

namespace juece {
namespace {

// The bytes between two dashes.
struct Group {
    std::size_t digit, byte, count;
};
constexpr std::array groups{Group{0, 0, 4}, Group{9, 4, 2}, Group{14, 6, 2}, Group{19, 8, 2}, Group{24, 10, 6}};

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_of_a_code(char c) { return is_plain(c) || (c >= '-' && c <= '/') || c == ':' || c == '_'; }  // - . /

}  // namespace

std::optional<UuidBytes> parse_uuid(std::string_view text) {
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return std::nullopt;
    UuidBytes bytes{};
    std::array<char, 2 * bytes.size()> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
    for (auto const& group : groups)
        text.copy(digits.data() + 2 * group.byte, 2 * group.count, group.digit);
    return read_hex(digits.data(), bytes) ? std::optional{bytes} : std::nullopt;
}

std::string uuid_text(UuidBytes const& bytes) {
    std::string text(36, '-');
    for (auto const& group : groups)
        write_hex(bytes.data() + group.byte, text.data() + group.digit, group.count);
    return text;
}

bool is_code(std::string_view text) {
    if (text.empty() || text.size() > 64 || !is_plain(text.front())) return false;
    return std::ranges::all_of(text, is_of_a_code);
}

}  // namespace juece
