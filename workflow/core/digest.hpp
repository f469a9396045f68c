// A digest in both suites: SHA-256 (intl) and SM3 (gm, 国密 GB/T 32905). Always carried as a pair (docs/formats/leaf.md).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace juece {

using Hash256 = std::array<std::uint8_t, 32>;

struct Digest {
    Hash256 sha256{};
    Hash256 sm3{};
    auto operator<=>(Digest const&) const = default;
};

std::string hex(Hash256 const& hash);
std::optional<Hash256> parse_hash(std::string_view hex);  // 64 lowercase digits, nothing else

}  // namespace juece
