// Tokens: JSON Web Tokens (RFC 7519) signed with Ed25519 ("EdDSA", RFC 8037), and nothing else.
//
// A token has exactly the claims of docs/formats/http.md: iss, aud, exp, iat, sub, post, organ, roles, auth; nbf is
// heeded if present, other claims are ignored, NumericDates are whole seconds. The algorithm is never taken from the
// token: it is compared with "EdDSA", so neither "none" nor HMAC with a public key gets in. Every known key is tried;
// `kid` is ignored. `now` is the machine's clock, also in rehearsals: a rehearsal's clock must not revive a token.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/crypto/keys.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/time.hpp"
#include "workflow/procedure/vocabulary.hpp"

namespace juece::crypto {

inline constexpr std::size_t token_bytes_max = 4'096;

struct Claims {
    PersonId person;
    PostCode post;
    OrganCode organ;
    std::vector<procedure::Role> roles;  // at least one, none twice
    std::string auth;                    // password | otp | certificate | gateway | machine | rehearsal
    Timestamp expires{};
    bool operator==(Claims const&) const = default;
};

struct TokenError {
    // token_too_long | token_malformed | token_algorithm | token_signature | token_issuer | token_audience |
    // token_expired | token_not_yet_valid | token_claims
    std::string code;
    std::string message;  // Chinese, for people; never repeats the token
};

struct TokenSettings {
    std::string issuer;
    std::string audience;
    std::size_t cached_max = 10'000;  // verified tokens remembered, least recently used beyond that are forgotten
};

// Verifies tokens. A verified one is remembered by its SHA-256 until it expires, because a signature check costs more
// than all else of a request. Threads: any.
class TokenVerifier {
public:
    TokenVerifier(TokenSettings settings, std::vector<PublicKey> keys);
    ~TokenVerifier();
    TokenVerifier(TokenVerifier const&) = delete;
    TokenVerifier& operator=(TokenVerifier const&) = delete;

    Result<Claims, TokenError> verify(std::string_view token, Timestamp now);

    // Replaces the key set and forgets every verified token.
    void set_keys(std::vector<PublicKey> keys);
    std::size_t cached() const;

private:
    struct Cache;
    TokenSettings settings_;
    std::unique_ptr<Cache> cache_;
};

// Signs tokens: for rehearsals and tests. Threads: any.
class TokenIssuer {
public:
    TokenIssuer(PrivateKey key, std::string issuer, std::string audience);

    // Requires: expires after issued_at; both are cut to whole seconds.
    std::string issue(Claims const& claims, Timestamp issued_at) const;
    // Any header and payload, signed: what a test of refusals needs.
    std::string sign(std::string_view header_json, std::string_view payload_json) const;

private:
    PrivateKey key_;
    std::string issuer_;
    std::string audience_;
};

}  // namespace juece::crypto
