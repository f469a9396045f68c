// Hashes against published vectors, ids, salts, base64url and keys.
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/crypto/base64url.hpp"
#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/crypto/keys.hpp"

namespace juece::crypto {
namespace {

TEST(Hashing, Sm3AnswersAsInTheStandard) {
    Hashing const hashing;
    // GB/T 32905-2016, appendix A: "abc" and sixteen times "abcd".
    EXPECT_EQ(hex(hashing.digest({"abc"}).sm3), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    std::string long_text;
    for (int i = 0; i < 16; ++i)
        long_text += "abcd";
    EXPECT_EQ(hex(hashing.digest({long_text}).sm3), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(Hashing, Sha256AnswersAsInTheStandard) {
    Hashing const hashing;
    // FIPS 180-4 examples.
    EXPECT_EQ(hex(hashing.sha256({"abc"})), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(hashing.sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(
        hex(hashing.sha256({"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"})),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    );
}

TEST(Hashing, PartsAreOneText) {
    Hashing const hashing;
    EXPECT_EQ(hashing.digest({"a", "", "bc"}), hashing.digest({"abc"}));
    EXPECT_EQ(hashing.sha256({"ab", "c"}), hashing.digest({"abc"}).sha256);
    RunningDigest running;
    running.add("ab");
    running.add("c");
    EXPECT_EQ(running.finish(), hashing.digest({"abc"}));
}

TEST(Hashing, HmacAnswersAsInRfc4231) {
    Hashing const hashing;
    EXPECT_EQ(
        hex(hashing.hmac_sha256(std::string(20, '\x0b'), "Hi There")),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
    EXPECT_EQ(
        hex(hashing.hmac_sha256("Jefe", "what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    EXPECT_EQ(
        hex(hashing.hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    );
    EXPECT_EQ(hex(hashing.hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hashing, ThreadsDoNotDisturbEachOther) {
    Hashing const hashing;
    auto const expected = hashing.digest({"abc"});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 1'000; ++n)
                ASSERT_EQ(hashing.digest({"a", "bc"}), expected);
        });
    }
}

TEST(SystemEntropy, IdsAreVersion7AndCarryTheTime) {
    SystemEntropy entropy;
    auto const at = *parse_timestamp("2023-10-12T01:00:00.123999Z");
    auto const id = entropy.event_id(at);
    EXPECT_EQ(id.bytes()[6] >> 4U, 7U);
    EXPECT_EQ(id.bytes()[8] >> 6U, 2U);
    std::uint64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i)
        ms = ms << 8U | id.bytes()[i];
    EXPECT_EQ(ms, 1'697'072'400'123U);
}

TEST(SystemEntropy, IdsOfAClockThatStandsStillIncrease) {
    SystemEntropy entropy;
    auto const at = *parse_timestamp("2023-10-12T01:00:00.000000Z");
    auto last = entropy.event_id(at);
    for (int i = 0; i < 10'000; ++i) {
        auto const next = entropy.event_id(at);
        ASSERT_LT(last, next);
        last = next;
    }
    EXPECT_LT(last, entropy.event_id(at + std::chrono::milliseconds{1}));
}

TEST(SystemEntropy, NothingComesTwice) {
    SystemEntropy entropy;
    std::set<EventId> ids;
    std::set<Hash256> salts;
    for (int i = 0; i < 10'000; ++i) {
        ids.insert(entropy.event_id(Timestamp{} + std::chrono::milliseconds{i % 3}));
        salts.insert(entropy.salt());
    }
    EXPECT_EQ(ids.size(), 10'000U);
    EXPECT_EQ(salts.size(), 10'000U);
}

TEST(Base64Url, HasOneTextForEveryBytes) {
    // RFC 4648 §10, without padding.
    std::vector<std::pair<std::string, std::string>> const vectors{
        {"", ""},
        {"f", "Zg"},
        {"fo", "Zm8"},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg"},
        {"fooba", "Zm9vYmE"},
        {"foobar", "Zm9vYmFy"},
        {"\xFB\xFF", "-_8"}};
    for (auto const& [bytes, text] : vectors) {
        EXPECT_EQ(base64url(bytes), text);
        EXPECT_EQ(parse_base64url(text), bytes);
    }
    for (auto const* bad : {"Zg==", "Z", "Zm9vY", "Zh", "Zm9", "+_8", "-/8", "Zm 9v", "Zm9v\n", "Ｚg"})
        EXPECT_FALSE(parse_base64url(bad)) << bad;
}

TEST(Keys, SignAndVerify) {
    auto const key = PrivateKey::generate();
    auto const same = PrivateKey::from_pem(key.pem());
    ASSERT_TRUE(same);
    auto const signature = same.value().sign("text");
    EXPECT_TRUE(key.public_key().verifies("text", signature));
    EXPECT_FALSE(key.public_key().verifies("texT", signature));
    EXPECT_FALSE(key.public_key().verifies("text", signature.substr(1)));
    EXPECT_FALSE(key.public_key().verifies("text", ""));
    EXPECT_FALSE(PrivateKey::generate().public_key().verifies("text", signature));
}

TEST(Keys, OtherTextsAreNoKeys) {
    auto const key = PrivateKey::generate();
    EXPECT_FALSE(PublicKey::from_pem(""));
    EXPECT_FALSE(PublicKey::from_pem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
    EXPECT_FALSE(PublicKey::from_pem(key.pem()));
    EXPECT_FALSE(PrivateKey::from_pem(key.public_key().pem()));
    // An EC key, P-256: a key, but not for EdDSA.
    auto const other = PublicKey::from_pem(
        "-----BEGIN PUBLIC KEY-----\n"
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9\n"
        "q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==\n"
        "-----END PUBLIC KEY-----\n"
    );
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().message, "not an Ed25519 key");
}

}  // namespace
}  // namespace juece::crypto
