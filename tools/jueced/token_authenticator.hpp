// Bearer tokens judged by crypto::TokenVerifier, by the machine's clock.
#pragma once

#include "adapters/crypto/jwt.hpp"
#include "adapters/http/authenticator.hpp"
#include "workflow/ports/clock.hpp"

namespace juece::jueced {

class TokenAuthenticator final : public http::Authenticator {
public:
    TokenAuthenticator(crypto::TokenVerifier& verifier, ports::Clock const& clock)
        : verifier_{verifier}, clock_{clock} {}

    Result<service::Identity, std::string> authenticate(std::string_view token) override {
        auto const claims = verifier_.verify(token, clock_.now());
        if (!claims) return claims.error().code;
        auto const& who = claims.value();
        return service::Identity{who.person, who.post, who.organ, who.roles, who.auth};
    }

private:
    crypto::TokenVerifier& verifier_;
    ports::Clock const& clock_;
};

}  // namespace juece::jueced
