// SystemEntropy: event ids and salts from libcrypto's generator.
//
// An event id is a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds of `at`, then, beside version and variant, a
// counter of 42 bits that begins at random and 32 random bits. Ids drawn one after another for the same millisecond
// increase; a rehearsal's clock may stand still for hours and still gives them in order.
// Threads: any. Throws ports::WorldError (unavailable) if the generator gives nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>

#include "workflow/ports/entropy.hpp"

namespace juece::crypto {

class SystemEntropy final : public ports::Entropy {
public:
    EventId event_id(Timestamp at) override;
    Hash256 salt() override;

private:
    void draw(std::span<std::uint8_t> bytes);  // under the mutex

    std::mutex mutex_;
    std::array<std::uint8_t, 4'096> supply_{};
    std::size_t left_ = 0;  // of the supply, at its beginning
    std::uint64_t last_ms_ = ~std::uint64_t{0};
    std::uint64_t counter_ = 0;  // of last_ms_
};

}  // namespace juece::crypto
