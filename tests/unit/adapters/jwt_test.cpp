// Which tokens get in, and why the others do not.
#include "adapters/crypto/jwt.hpp"

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/crypto/base64url.hpp"
#include "adapters/crypto/hashing.hpp"

namespace juece::crypto {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr auto eddsa = R"({"alg":"EdDSA","typ":"JWT"})";

class Jwt : public ::testing::Test {
protected:
    static Claims claims_until(Timestamp expires) {
        return {
            *PersonId::parse("7d1b6a8e-5f0c-4b7e-9a51-0d3c2e1f4a6b"),
            *PostCode::parse("handler"),
            *OrganCode::parse("minhang-yingji"),
            {procedure::Role::handler, procedure::Role::department},
            "password",
            expires};
    }

    // A payload with one claim replaced (or left out if `json` is empty).
    static std::string payload(std::string const& claim = "", std::string const& json = "") {
        std::vector<std::pair<std::string, std::string>> claims{
            {"iss", R"("https://id.example")"},
            {"aud", R"("juece")"},
            {"exp", "1697079600"},  // 03:00
            {"iat", "1697068800"},  // 00:00
            {"sub", R"("7d1b6a8e-5f0c-4b7e-9a51-0d3c2e1f4a6b")"},
            {"post", R"("handler")"},
            {"organ", R"("minhang-yingji")"},
            {"roles", R"(["handler"])"},
            {"auth", R"("password")"},
        };
        std::string text;
        bool known = claim.empty();
        for (auto& [name, value] : claims) {
            if (name == claim) {
                value = json;
                known = true;
            }
            if (!value.empty()) text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
        }
        if (!known) text += ",\"" + claim + "\":" + json;
        return text + '}';
    }

    std::string code_of(std::string const& token) { return code_at(token, now_); }
    std::string code_at(std::string const& token, Timestamp now) {
        auto const verified = verifier_.verify(token, now);
        return verified ? "accepted" : verified.error().code;
    }
    std::string code_with(std::string const& claim, std::string const& json) {
        return code_of(issuer_.sign(eddsa, payload(claim, json)));
    }

    Timestamp now_ = *parse_timestamp("2023-10-12T01:00:00.000000Z");
    PrivateKey key_ = PrivateKey::generate();
    TokenIssuer issuer_{key_, "https://id.example", "juece"};
    TokenVerifier verifier_{
        {"https://id.example", "juece", 100}, {PrivateKey::generate().public_key(), key_.public_key()}};
};

TEST_F(Jwt, AcceptsWhatItIssues) {
    auto const claims = claims_until(now_ + hours{8});
    auto const token = issuer_.issue(claims, now_);
    for (int i = 0; i < 2; ++i) {
        auto const verified = verifier_.verify(token, now_);
        ASSERT_TRUE(verified) << verified.error().code;
        EXPECT_EQ(verified.value(), claims);
    }
    EXPECT_EQ(verifier_.cached(), 1U);
}

TEST_F(Jwt, AcceptsSeveralAudiencesAndClaimsItDoesNotKnow) {
    EXPECT_EQ(code_of(issuer_.sign(eddsa, payload())), "accepted");
    EXPECT_EQ(code_with("aud", R"(["other","juece"])"), "accepted");
    EXPECT_EQ(code_with("jti", R"("abc")"), "accepted");
    EXPECT_EQ(code_of(issuer_.sign(R"({"alg":"EdDSA","kid":"2023-1"})", payload())), "accepted");
}

TEST_F(Jwt, RefusesEveryOtherAlgorithm) {
    auto const good = issuer_.sign(eddsa, payload());
    auto const body = good.substr(good.find('.'));
    auto const unsigned_body = body.substr(0, body.rfind('.') + 1);
    for (auto const* header :
         {R"({"alg":"none"})",
          R"({"alg":"NONE"})",
          R"({"alg":"HS256"})",
          R"({"alg":"RS256"})",
          R"({"alg":"ES256"})",
          R"({"alg":"eddsa"})",
          R"({"alg":"EdDSA "})",
          R"({"typ":"JWT"})",
          R"({"alg":["EdDSA"]})"}) {
        EXPECT_EQ(code_of(base64url(header) + body), "token_algorithm") << header;
        EXPECT_EQ(code_of(base64url(header) + unsigned_body), "token_algorithm") << header;
        EXPECT_EQ(code_of(issuer_.sign(header, payload())), "token_algorithm") << header;
    }
    // HMAC with the public key's text as its key: the classic confusion.
    auto const text = base64url(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64url(payload());
    auto const mac = Hashing{}.hmac_sha256(key_.public_key().pem(), text);
    auto const forged = text + '.' + base64url({reinterpret_cast<char const*>(mac.data()), mac.size()});
    EXPECT_EQ(code_of(forged), "token_algorithm");
    EXPECT_EQ(code_of(issuer_.sign(R"({"alg":"EdDSA","crit":["x"],"x":1})", payload())), "token_malformed");
    EXPECT_EQ(code_of(issuer_.sign(R"({"alg":"EdDSA","typ":"secevent+jwt"})", payload())), "token_malformed");
}

TEST_F(Jwt, RefusesOtherSignatures) {
    auto const good = issuer_.sign(eddsa, payload());
    TokenIssuer const stranger{PrivateKey::generate(), "https://id.example", "juece"};
    EXPECT_EQ(code_of(stranger.sign(eddsa, payload())), "token_signature");
    auto const head = base64url(eddsa);
    auto const signature = good.substr(good.rfind('.'));
    EXPECT_EQ(code_of(head + '.' + base64url(payload("post", R"("head")")) + signature), "token_signature");
    EXPECT_EQ(code_of(good.substr(0, good.rfind('.') + 1)), "token_signature");
    auto changed = good;
    changed[good.size() - 40] = changed[good.size() - 40] == 'A' ? 'B' : 'A';
    EXPECT_EQ(code_of(changed), "token_signature");
    EXPECT_EQ(verifier_.cached(), 0U);
}

TEST_F(Jwt, RefusesWhatIsNoToken) {
    auto const good = issuer_.sign(eddsa, payload());
    for (auto const& bad : std::vector<std::string>{
             "",
             ".",
             "..",
             "...",
             "a.b.c",
             "Bearer " + good,
             good + ".x",
             good + "=",
             good + "\n",
             ' ' + good,
             base64url(eddsa) + ".e30",
             base64url("[]") + good.substr(good.find('.')),
             base64url(R"({"alg":"EdDSA","alg":"EdDSA"})") + good.substr(good.find('.')),
             issuer_.sign(eddsa, "no json"),
             issuer_.sign(eddsa, "[]"),
             issuer_.sign(eddsa, R"({"exp":1.5})"),
             issuer_.sign(eddsa, R"({"sub":null})")}) {
        EXPECT_EQ(code_of(bad), "token_malformed") << bad.substr(0, 60);
    }
    EXPECT_EQ(code_of(std::string(token_bytes_max + 1, 'a')), "token_too_long");
    EXPECT_EQ(code_with("jti", '"' + std::string(token_bytes_max, 'a') + '"'), "token_too_long");
}

TEST_F(Jwt, RefusesOtherIssuersAndAudiences) {
    EXPECT_EQ(code_with("iss", R"("https://id.example/")"), "token_issuer");
    EXPECT_EQ(code_with("iss", ""), "token_issuer");
    EXPECT_EQ(code_with("iss", R"(["https://id.example"])"), "token_issuer");
    EXPECT_EQ(code_with("aud", R"("other")"), "token_audience");
    EXPECT_EQ(code_with("aud", R"(["other"])"), "token_audience");
    EXPECT_EQ(code_with("aud", ""), "token_audience");
    EXPECT_EQ(code_with("aud", "[]"), "token_audience");
}

TEST_F(Jwt, ExpiresToTheSecond) {
    auto const token = issuer_.sign(eddsa, payload());
    auto const end = *parse_timestamp("2023-10-12T03:00:00.000000Z");
    EXPECT_EQ(code_at(token, end), "token_expired");
    EXPECT_EQ(code_at(token, end - std::chrono::microseconds{1}), "accepted");
    EXPECT_EQ(verifier_.cached(), 1U);
    EXPECT_EQ(code_at(token, end), "token_expired");
    EXPECT_EQ(verifier_.cached(), 0U);
}

TEST_F(Jwt, IsNotGoodBeforeItsTime) {
    auto const later = issuer_.sign(eddsa, payload("nbf", "1697076000"));  // 02:00
    EXPECT_EQ(code_of(later), "token_not_yet_valid");
    EXPECT_EQ(code_at(later, now_ + hours{1}), "accepted");
    EXPECT_EQ(code_at(later, now_ + hours{1} - seconds{60}), "accepted");
    EXPECT_EQ(code_at(later, now_ + hours{1} - seconds{61}), "token_not_yet_valid");
    EXPECT_EQ(code_with("iat", "1697076000"), "token_not_yet_valid");
}

TEST_F(Jwt, RefusesClaimsThatSayNothing) {
    for (auto const& [claim, json] : std::vector<std::pair<std::string, std::string>>{
             {"exp", ""},
             {"exp", R"("1697079600")"},
             {"exp", "-1"},
             {"exp", "9007199254740991"},
             {"iat", ""},
             {"nbf", R"("x")"},
             {"sub", ""},
             {"sub", R"("7D1B6A8E-5F0C-4B7E-9A51-0D3C2E1F4A6B")"},
             {"sub", R"("张三")"},
             {"post", ""},
             {"post", R"("")"},
             {"post", R"("承办")"},
             {"organ", ""},
             {"organ", R"("a b")"},
             {"roles", ""},
             {"roles", "[]"},
             {"roles", R"("handler")"},
             {"roles", R"(["king"])"},
             {"roles", R"(["handler","handler"])"},
             {"auth", ""},
             {"auth", R"("trust")"}}) {
        EXPECT_EQ(code_with(claim, json), "token_claims") << claim << ' ' << json;
    }
}

TEST_F(Jwt, ForgetsEverythingWhenTheKeysChange) {
    auto const token = issuer_.sign(eddsa, payload());
    EXPECT_EQ(code_of(token), "accepted");
    verifier_.set_keys({PrivateKey::generate().public_key()});
    EXPECT_EQ(verifier_.cached(), 0U);
    EXPECT_EQ(code_of(token), "token_signature");
    verifier_.set_keys({});
    EXPECT_EQ(code_of(token), "token_signature");
    verifier_.set_keys({key_.public_key()});
    EXPECT_EQ(code_of(token), "accepted");
}

TEST_F(Jwt, RemembersNoMoreThanItMay) {
    auto const first = issuer_.issue(claims_until(now_ + hours{1}), now_);
    EXPECT_EQ(code_of(first), "accepted");
    for (int i = 2; i < 200; ++i) {
        EXPECT_EQ(code_of(issuer_.issue(claims_until(now_ + hours{i}), now_)), "accepted");
        EXPECT_EQ(code_of(first), "accepted");
        ASSERT_LE(verifier_.cached(), 100U);
    }
}

TEST_F(Jwt, ThreadsMayAskAtOnce) {
    std::vector<std::string> tokens;
    for (int i = 1; i <= 150; ++i)
        tokens.push_back(issuer_.issue(claims_until(now_ + hours{i}), now_));
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (auto const& token : tokens)
                EXPECT_TRUE(verifier_.verify(token, now_));
        });
    }
    verifier_.set_keys({key_.public_key()});
}

}  // namespace
}  // namespace juece::crypto
