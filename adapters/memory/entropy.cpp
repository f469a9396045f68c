// Deterministic ids and salts, from the SplitMix64 generator.
#include "adapters/memory/entropy.hpp"

#include <span>

namespace juece::memory {

namespace {

void put_big_endian(std::span<std::uint8_t> out, std::uint64_t value) {
    for (auto at = out.size(); at-- > 0; value >>= 8) {
        out[at] = static_cast<std::uint8_t>(value);
    }
}

}  // namespace

EventId SeededEntropy::event_id(Timestamp at) {
    std::lock_guard const lock{mutex_};
    auto const milliseconds = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
    UuidBytes bytes{};
    put_big_endian(std::span{bytes}.first<6>(), static_cast<std::uint64_t>(milliseconds));
    // RFC 9562, 5.7: version 7 in the upper half of byte 6, the variant in the two upper bits of byte 8.
    put_big_endian(std::span{bytes}.subspan<6, 2>(), (next() & 0x0fff) | 0x7000);
    put_big_endian(std::span{bytes}.last<8>(), (next() >> 2) | (std::uint64_t{1} << 63));
    return EventId{bytes};
}

Hash256 SeededEntropy::salt() {
    std::lock_guard const lock{mutex_};
    Hash256 salt{};
    for (std::size_t at = 0; at < salt.size(); at += 8) {
        put_big_endian(std::span{salt}.subspan(at, 8), next());
    }
    return salt;
}

std::uint64_t SeededEntropy::next() {
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

}  // namespace juece::memory
