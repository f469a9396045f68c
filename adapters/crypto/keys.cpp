// Ed25519 by libcrypto's EVP interface.
#include "adapters/crypto/keys.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::crypto {
namespace {

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;
using Key = std::shared_ptr<EVP_PKEY>;

constexpr std::size_t pem_bytes_max = 16'384;

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

// Without it libcrypto would ask for a pass phrase on the terminal.
int no_pass_phrase(char*, int, int, void*) { return -1; }

Bio reading(std::string_view pem) {
    return Bio{pem.size() <= pem_bytes_max ? BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())) : nullptr};
}

std::string written(Bio const& bio) {
    char* data = nullptr;
    long const size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

Key own(EVP_PKEY* key) { return key != nullptr ? Key{key, EVP_PKEY_free} : Key{}; }

// Errors are answered as values; what libcrypto keeps of them would confuse a later call.
Result<Key, KeyError> ed25519(Key key, char const* what) {
    ERR_clear_error();
    if (!key) return KeyError{std::string{"not a PEM text of "} + what};
    if (EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) return KeyError{"not an Ed25519 key"};
    return key;
}

}  // namespace

Result<PublicKey, KeyError> PublicKey::from_pem(std::string_view pem) {
    auto const bio = reading(pem);
    Key key;
    if (bio) key = own(PEM_read_bio_PUBKEY(bio.get(), nullptr, no_pass_phrase, nullptr));
    BOOST_OUTCOME_TRY(auto good, ed25519(std::move(key), "a public key"));
    return PublicKey{std::move(good)};
}

bool PublicKey::verifies(std::string_view message, std::string_view signature) const {
    Context const context{EVP_MD_CTX_new()};
    if (!context) throw std::bad_alloc{};
    bool const good =
        EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
        EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()) == 1;
    if (!good) ERR_clear_error();
    return good;
}

std::string PublicKey::pem() const {
    Bio const bio{BIO_new(BIO_s_mem())};
    JUECE_ASSERT(bio && PEM_write_bio_PUBKEY(bio.get(), key_.get()) == 1, "a public key can be written");
    return written(bio);
}

Result<PrivateKey, KeyError> PrivateKey::from_pem(std::string_view pem) {
    auto const bio = reading(pem);
    Key key;
    if (bio) key = own(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_pass_phrase, nullptr));
    BOOST_OUTCOME_TRY(auto good, ed25519(std::move(key), "a private key without a pass phrase"));
    return PrivateKey{std::move(good)};
}

PrivateKey PrivateKey::generate() {
    auto key = own(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    if (!key) throw ports::WorldError{ports::WorldErrorKind::unavailable, "libcrypto cannot generate an Ed25519 key"};
    return PrivateKey{std::move(key)};
}

std::string PrivateKey::sign(std::string_view message) const {
    Context const context{EVP_MD_CTX_new()};
    if (!context) throw std::bad_alloc{};
    std::string signature(64, '\0');
    std::size_t size = signature.size();
    auto* const to = reinterpret_cast<unsigned char*>(signature.data());
    bool const signed_now = EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
                            EVP_DigestSign(context.get(), to, &size, bytes_of(message), message.size()) == 1 &&
                            size == signature.size();
    JUECE_ASSERT(signed_now, "an Ed25519 key signs anything, in 64 bytes");
    return signature;
}

PublicKey PrivateKey::public_key() const {
    Bio const bio{BIO_new(BIO_s_mem())};
    JUECE_ASSERT(bio && PEM_write_bio_PUBKEY(bio.get(), key_.get()) == 1, "a private key has a public one");
    return PublicKey::from_pem(written(bio)).value();
}

std::string PrivateKey::pem() const {
    Bio const bio{BIO_new(BIO_s_mem())};
    bool const done =
        bio && PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    JUECE_ASSERT(done, "a private key can be written");
    return written(bio);
}

}  // namespace juece::crypto
