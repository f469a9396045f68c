// UUIDv7 and salts by RAND_bytes.
#include "adapters/crypto/entropy.hpp"

#include <algorithm>
#include <cstring>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "workflow/ports/world_error.hpp"

namespace juece::crypto {
namespace {

// Writes the low `count` bytes of `number`, the highest first.
void put(std::uint8_t* to, std::uint64_t number, int count) {
    for (int i = count - 1; i >= 0; --i) {
        to[i] = static_cast<std::uint8_t>(number);
        number >>= 8U;
    }
}

constexpr std::uint64_t counter_bits = 42;

}  // namespace

EventId SystemEntropy::event_id(Timestamp at) {
    using std::chrono::floor;
    using std::chrono::milliseconds;
    auto const ms = static_cast<std::uint64_t>(floor<milliseconds>(at).time_since_epoch().count());
    std::array<std::uint8_t, 12> random{};
    std::uint64_t start = 0;
    std::uint64_t counter = 0;
    {
        std::lock_guard const lock{mutex_};
        draw(random);
        std::memcpy(&start, random.data() + 4, sizeof start);
        // The highest bit begins at zero: 2^41 ids fit into one millisecond before the counter could wrap.
        counter_ = ms == last_ms_ ? counter_ + 1 : start >> (64U - counter_bits + 1U);
        last_ms_ = ms;
        counter = counter_;
    }
    UuidBytes bytes{};
    put(bytes.data(), ms, 6);
    put(bytes.data() + 6, 0x7000U | (counter >> 30U & 0x0FFFU), 2);
    put(bytes.data() + 8, 0x80000000U | (counter & 0x3FFFFFFFU), 4);
    std::memcpy(bytes.data() + 12, random.data(), 4);
    return EventId{bytes};
}

Hash256 SystemEntropy::salt() {
    Hash256 salt{};
    std::lock_guard const lock{mutex_};
    draw(salt);
    return salt;
}

// A call of RAND_bytes costs a microsecond whatever it brings, so it brings a supply.
void SystemEntropy::draw(std::span<std::uint8_t> bytes) {
    if (left_ < bytes.size()) {
        if (RAND_bytes(supply_.data(), static_cast<int>(supply_.size())) != 1)
            throw ports::WorldError{ports::WorldErrorKind::unavailable, "libcrypto gives no random bytes"};
        left_ = supply_.size();
    }
    auto const from = std::span{supply_}.subspan(left_ - bytes.size(), bytes.size());
    std::ranges::copy(from, bytes.begin());
    OPENSSL_cleanse(from.data(), from.size());  // given out once
    left_ -= bytes.size();
}

}  // namespace juece::crypto
