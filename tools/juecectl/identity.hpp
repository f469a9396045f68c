// Who one is: tokens signed for the persons of a rehearsal, and the file where a token is kept between calls.
//
// Only rehearsal tokens are made here (`auth` = rehearsal): no production log accepts one. The signing key and the
// token are never printed except on demand, never put into messages. Errors: UsageError with what to set or write;
// WorldError for files. Threads: one.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/crypto/jwt.hpp"
#include "adapters/system/clock.hpp"
#include "tools/scenario/driver.hpp"

namespace juece::juecectl {

// Signs with the key of JUECE_ISSUER_KEY (PEM) for the issuer of JUECE_ISSUER; audience "juece" unless JUECE_AUDIENCE
// says otherwise.
class RehearsalTokens {
public:
    static RehearsalTokens from_environment();

    std::string issue(scenario::Person const& person, std::chrono::hours valid) const;
    // One token for each person, signed once.
    std::string remembered(scenario::Person const& person);

private:
    explicit RehearsalTokens(crypto::TokenIssuer issuer) : issuer_{std::move(issuer)} {}
    crypto::TokenIssuer issuer_;
    system::SystemClock clock_;
    std::map<std::string, std::string> tokens_;  // by person, post and organ
};

std::filesystem::path token_file();  // JUECE_TOKEN_FILE, else ~/.config/juece/token
// Readable by its owner only (0600), replaced in one step.
void store_token(std::filesystem::path const& file, std::string const& token);
std::optional<std::string> load_token(std::filesystem::path const& file);

// The claims that a token carries, unverified: for showing, not for trusting. Nothing if it is no token.
std::optional<Object> claims_of(std::string const& token);

std::string environment(char const* name);  // empty if unset

}  // namespace juece::juecectl
