// Hashes by libcrypto's EVP interface; algorithms are fetched once per process, contexts once per thread.
#include "adapters/crypto/hashing.hpp"

#include <utility>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::crypto {
namespace {

struct Free {
    void operator()(EVP_MD* md) const { EVP_MD_free(md); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using Algorithm = std::unique_ptr<EVP_MD, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;
using Mac = std::unique_ptr<EVP_MAC, Free>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Free>;

Algorithm fetch(char const* name) {
    Algorithm algorithm{EVP_MD_fetch(nullptr, name, nullptr)};
    if (!algorithm)
        throw ports::WorldError{ports::WorldErrorKind::unavailable, std::string{"libcrypto does not offer "} + name};
    return algorithm;
}

EVP_MD const* sha256_algorithm() {
    static Algorithm const algorithm = fetch("SHA256");
    return algorithm.get();
}

EVP_MD const* sm3_algorithm() {
    static Algorithm const algorithm = fetch("SM3");
    return algorithm.get();
}

Context new_context() {
    Context context{EVP_MD_CTX_new()};
    if (!context) throw std::bad_alloc{};
    return context;
}

void begin(EVP_MD_CTX* context, EVP_MD const* algorithm) {
    JUECE_ASSERT(EVP_DigestInit_ex2(context, algorithm, nullptr) == 1, "a fetched hash can be started");
}

void add(EVP_MD_CTX* context, std::string_view bytes) {
    JUECE_ASSERT(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1, "a started hash takes bytes");
}

Hash256 end(EVP_MD_CTX* context) {
    Hash256 hash{};
    unsigned size = 0;
    JUECE_ASSERT(EVP_DigestFinal_ex(context, hash.data(), &size) == 1 && size == hash.size(), "a hash has 32 bytes");
    return hash;
}

Hash256 hash_of(EVP_MD_CTX* context, EVP_MD const* algorithm, std::initializer_list<std::string_view> parts) {
    begin(context, algorithm);
    for (auto const part : parts)
        add(context, part);
    return end(context);
}

// Contexts stay bound to their algorithm: starting again costs a fraction of binding anew.
EVP_MD_CTX* sha256_context() {
    thread_local Context const context = new_context();
    return context.get();
}

EVP_MD_CTX* sm3_context() {
    thread_local Context const context = new_context();
    return context.get();
}

EVP_MAC_CTX* hmac_context() {
    thread_local MacContext const context = [] {
        Mac const mac{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
        MacContext fresh{mac ? EVP_MAC_CTX_new(mac.get()) : nullptr};
        char name[] = "SHA256";
        OSSL_PARAM const params[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0), OSSL_PARAM_construct_end()};
        if (!fresh || EVP_MAC_CTX_set_params(fresh.get(), params) != 1)
            throw ports::WorldError{ports::WorldErrorKind::unavailable, "libcrypto does not offer HMAC with SHA-256"};
        return fresh;
    }();
    return context.get();
}

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

}  // namespace

Hashing::Hashing() {
    sha256_algorithm();
    sm3_algorithm();
    hmac_context();
}

Digest Hashing::digest(std::initializer_list<std::string_view> parts) const {
    return {hash_of(sha256_context(), sha256_algorithm(), parts), hash_of(sm3_context(), sm3_algorithm(), parts)};
}

Hash256 Hashing::sha256(std::initializer_list<std::string_view> parts) const {
    return hash_of(sha256_context(), sha256_algorithm(), parts);
}

Hash256 Hashing::hmac_sha256(std::string_view key, std::string_view message) const {
    auto* const context = hmac_context();
    // A null key would mean "the key of before"; an empty one is a key of no bytes.
    auto const* const key_bytes = key.empty() ? bytes_of("") : bytes_of(key);
    Hash256 hash{};
    std::size_t size = 0;
    bool const done = EVP_MAC_init(context, key_bytes, key.size(), nullptr) == 1 &&
                      EVP_MAC_update(context, bytes_of(message), message.size()) == 1 &&
                      EVP_MAC_final(context, hash.data(), &size, hash.size()) == 1 && size == hash.size();
    JUECE_ASSERT(done, "an HMAC of SHA-256 has 32 bytes");
    return hash;
}

struct RunningDigest::Contexts {
    Context sha256 = new_context();
    Context sm3 = new_context();
};

RunningDigest::RunningDigest() : contexts_{std::make_unique<Contexts>()} {
    begin(contexts_->sha256.get(), sha256_algorithm());
    begin(contexts_->sm3.get(), sm3_algorithm());
}

RunningDigest::~RunningDigest() = default;
RunningDigest::RunningDigest(RunningDigest&&) noexcept = default;
RunningDigest& RunningDigest::operator=(RunningDigest&&) noexcept = default;

void RunningDigest::add(std::string_view bytes) {
    crypto::add(contexts_->sha256.get(), bytes);
    crypto::add(contexts_->sm3.get(), bytes);
}

Digest RunningDigest::finish() { return {end(contexts_->sha256.get()), end(contexts_->sm3.get())}; }

}  // namespace juece::crypto
