// Hexadecimal forms of hashes.
#include "workflow/core/digest.hpp"

#include "workflow/core/hex.hpp"

namespace juece {

std::string hex(Hash256 const& hash) {
    std::string text(2 * hash.size(), '\0');
    write_hex(hash.data(), text.data(), hash.size());
    return text;
}

std::optional<Hash256> parse_hash(std::string_view hex) {
    Hash256 hash{};
    if (hex.size() != 2 * hash.size() || !read_hex(hex.data(), hash)) return std::nullopt;
    return hash;
}

}  // namespace juece
