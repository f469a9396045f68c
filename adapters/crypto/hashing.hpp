// Hashing: SHA-256 (FIPS 180-4) and SM3 (GB/T 32905) through OpenSSL, for leaves, documents, seals and keys of
// idempotency.
//
// Threads: any; each thread keeps contexts of its own, so no call waits on another. Errors: none in use; a libcrypto
// without SM3 is found out when a Hashing is made (ports::WorldError, unavailable).
#pragma once

#include <memory>

#include "workflow/ports/hasher.hpp"

namespace juece::crypto {

class Hashing final : public ports::Hasher {
public:
    Hashing();

    Digest digest(std::initializer_list<std::string_view> parts) const override;
    Hash256 sha256(std::initializer_list<std::string_view> parts) const override;
    Hash256 hmac_sha256(std::string_view key, std::string_view message) const override;
};

// Both suites over bytes that come in pieces: a document that is uploaded. Threads: none shared.
class RunningDigest {
public:
    RunningDigest();
    ~RunningDigest();
    RunningDigest(RunningDigest&&) noexcept;
    RunningDigest& operator=(RunningDigest&&) noexcept;

    void add(std::string_view bytes);
    Digest finish();  // once; nothing is added afterwards

private:
    struct Contexts;
    std::unique_ptr<Contexts> contexts_;
};

}  // namespace juece::crypto
