// A key is an Ed25519 key or none; what is read can be written and works.
#include "adapters/crypto/keys.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string pem(std::string_view bytes) {
    auto const own = crypto::PrivateKey::from_pem(bytes);
    auto const open = crypto::PublicKey::from_pem(bytes);
    if (open) {
        auto const again = crypto::PublicKey::from_pem(open.value().pem());
        JUECE_ASSERT(again && again.value().pem() == open.value().pem(), "a public key has one text");
        JUECE_ASSERT(!open.value().verifies("message", bytes.substr(0, 64)), "nobody has signed this");
    }
    if (own) {
        auto const signature = own.value().sign("message");
        JUECE_ASSERT(own.value().public_key().verifies("message", signature), "a key's signature is good");
        JUECE_ASSERT(crypto::PrivateKey::from_pem(own.value().pem()), "a private key can be written");
        return "accepted";
    }
    if (open) return "accepted";
    JUECE_ASSERT(!own.error().message.empty() && !open.error().message.empty(), "an error says what it is");
    return "refused";
}

}  // namespace juece::fuzz
