// Nothing that the trusted key has not signed is accepted; what it has signed is judged.
#include "adapters/crypto/jwt.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

constexpr Timestamp now{std::chrono::seconds{1'697'072'400}};  // 2023-10-12T01:00:00Z

// A key made anew in every run: no token of the corpus can be signed with it.
crypto::PrivateKey const& trusted_key() {
    static auto const key = crypto::PrivateKey::generate();
    return key;
}

std::string outcome(std::string_view token) {
    static crypto::TokenVerifier verifier{{"https://id.example", "juece", 16}, {trusted_key().public_key()}};
    auto const verified = verifier.verify(token, now);
    if (verified) {
        JUECE_ASSERT(verified.value().expires > now && !verified.value().roles.empty(), "good claims");
        return "accepted";
    }
    JUECE_ASSERT(!verified.error().message.empty(), "an error says what it is");
    return verified.error().code;
}

}  // namespace

std::string jwt(std::string_view bytes) {
    auto const line_feed = bytes.find('\n');
    if (line_feed == std::string_view::npos) {
        auto const code = outcome(bytes);
        JUECE_ASSERT(code != "accepted", "nobody else can sign");
        return code;
    }
    static crypto::TokenIssuer const issuer{trusted_key(), "https://id.example", "juece"};
    return outcome(issuer.sign(bytes.substr(0, line_feed), bytes.substr(line_feed + 1)));
}

}  // namespace juece::fuzz
