// Leaves: the frozen bytes, the way there and back, and bytes that are no leaf.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "adapters/codec/json.hpp"
#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"
#include "tests/unit/adapters/golden_history.hpp"

namespace juece::codec {
namespace {

using namespace std::string_literals;

std::string const golden_folder = "tests/histories/golden/";

std::string file(std::string const& name) {
    std::ifstream stream{golden_folder + name, std::ios::binary};
    EXPECT_TRUE(stream) << name;
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string encoded(GoldenLeaf const& leaf) { return LeafCodec{}.encode(leaf.frame, leaf.event); }

std::string code_of(std::string_view bytes) {
    auto const decoded = LeafCodec{}.decode(bytes);
    return decoded ? "accepted" : decoded.error().code;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    auto const at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

TEST(GoldenLeaf, HasExactlyTheFrozenBytes) {
    for (auto const& leaf : golden_history())
        EXPECT_EQ(encoded(leaf), file(leaf.name + ".json")) << leaf.name;
}

TEST(GoldenLeaf, HasTheFrozenHashes) {
    crypto::Hashing const hashing;
    std::istringstream lines{file("hashes.txt")};
    std::map<std::string, std::pair<std::string, std::string>> frozen;
    for (std::string name, sha256, sm3; lines >> name >> sha256 >> sm3;)
        frozen[name] = {sha256, sm3};
    auto const history = golden_history();
    EXPECT_EQ(frozen.size(), history.size());
    for (auto const& leaf : history) {
        auto const hash = hashing.digest({std::string_view{"\0", 1}, encoded(leaf)});
        EXPECT_EQ(frozen[leaf.name + ".json"], (std::pair{hex(hash.sha256), hex(hash.sm3)})) << leaf.name;
    }
}

TEST(GoldenLeaf, DecodesToItsEvent) {
    for (auto const& [name, frame, event] : golden_history()) {
        auto const decoded = LeafCodec{}.decode(file(name + ".json"));
        ASSERT_TRUE(decoded) << name << ": " << decoded.error().message;
        EXPECT_EQ(decoded.value().frame, frame) << name;
        EXPECT_EQ(decoded.value().event, event) << name;
    }
}

// The fullest golden leaf: it has every member.
std::string full_leaf() { return encoded(golden_history().back()); }

TEST(LeafDecoding, RefusesEachKindOfChange) {
    auto const leaf = full_leaf();
    ASSERT_EQ(code_of(leaf), "accepted");
    auto const deep = std::string(33, '[') + std::string(33, ']');
    // clang-format off
    std::vector<std::pair<std::string, std::string>> const changed{
        {"",                                                                     "malformed_json"},
        {leaf + "\n",                                                            "not_canonical"},
        {" " + leaf,                                                             "not_canonical"},
        {leaf + "x",                                                             "trailing_bytes"},
        {leaf.substr(0, leaf.size() - 1),                                        "malformed_json"},
        {"[" + leaf + "]",                                                       "missing_field"},
        {replaced(leaf, ":6}", ": 6}"),                                          "not_canonical"},
        {replaced(leaf, "\"v\":1", "\"v\":1.0"),                                 "not_integer"},
        {replaced(leaf, "\"v\":1", "\"v\":2"),                                   "bad_value"},
        {replaced(leaf, ":6}", ":0}"),                                           "bad_value"},
        {replaced(leaf, ":6}", ":-6}"),                                          "bad_value"},
        {replaced(leaf, ":6}", ":06}"),                                          "malformed_json"},
        {replaced(leaf, ":6}", ":9007199254740992}"),                            "number_out_of_range"},
        {replaced(leaf, ":6}", ":\"6\"}"),                                       "bad_value"},
        {replaced(leaf, ":6}", ":null}"),                                        "null_value"},
        {replaced(leaf, "\"v\":1", "\"v\":1,\"va\":1"),                          "unknown_field"},
        {replaced(leaf, "\"v\":1", "\"u\":1,\"v\":1"),                           "unknown_field"},
        {replaced(leaf, "\"v\":1,", ""),                                         "missing_field"},
        {replaced(leaf, ":6}", ":6,\"x\":1}"),                                   "unknown_field"},
        {replaced(leaf, "\"v\":1", "\"v\":1,\"v\":1"),                           "duplicate_key"},
        {replaced(leaf, "{\"actor\":", "{\"v\":1,\"actor\":"),                   "duplicate_key"},
        {replaced(leaf, "rehearsal\":true", "rehearsal\":false"),                "bad_value"},
        {replaced(leaf, "\"auth\":\"rehearsal\"", "\"auth\":\"trust\""),         "bad_value"},
        {replaced(leaf, "\"kind\":\"acting\"", "\"kind\":\"pretending\""),       "bad_value"},
        {replaced(leaf, "\"person\":\"0b7a", "\"person\":\"0B7A"),               "bad_value"},
        {replaced(leaf, "00.123456Z", "00.123Z"),                                "bad_value"},
        {replaced(leaf, "2023-11-15T", "2023-02-30T"),                           "bad_value"},
        {replaced(leaf, "\"from\":\"open\"", "\"from\":\"ajar\""),               "bad_value"},
        {replaced(leaf, "\"class\":\"government\"", "\"class\":\"secret\""),     "bad_value"},
        {replaced(leaf, "cn.gov.juece.", "cn.gov.other."),                       "bad_value"},
        {replaced(leaf, "\"count\":1", "\"count\":0"),                           "bad_value"},
        {replaced(leaf, "\"register\":9", "\"register\":0"),                     "bad_value"},
        {replaced(leaf, "\"rules\":[\"R22\"]", "\"rules\":[]"),                  "bad_value"},
        {replaced(leaf, "\"R22\"", "\"\""),                                      "bad_value"},
        {replaced(leaf, "\"R22\"", "\"\\u0052\""),                               "not_canonical"},
        {replaced(leaf, "\"R22\"", "\"R\\/\""),                                  "not_canonical"},
        {replaced(leaf, "\"R22\"", "\"e\xCC\x81\""),                             "text_not_nfc"},
        {replaced(leaf, "\"R22\"", "\"\xE2\x80\xAE\""),                          "invisible_character"},
        {replaced(leaf, "\"R22\"", "\"\xFF\""),                                  "invalid_utf8"},
        {replaced(leaf, "\"data\":{", "\"data\":{\"A\":1,"),                     "bad_value"},
        {replaced(leaf, "\"data\":{", "\"data\":{\"\xE5\x86\xB3\":1,"),          "not_canonical"},
        {replaced(leaf, "\"data\":{", "\"data\":{\"z\":1,"),                     "not_canonical"},
        {replaced(leaf, "\"data\":{", "\"data\":{\"a\":" + deep + ","),        "too_deep"},
        {std::string(ports::leaf_bytes_max + 1, ' '),                            "too_large"},
    };
    // clang-format on
    for (auto const& [bytes, code] : changed)
        EXPECT_EQ(code_of(bytes), code) << bytes.substr(0, 3'000);
}

// Whatever one byte becomes, the bytes are refused, or they are exactly those of another event: never two spellings
// of one.
TEST(LeafDecoding, OfAnyChangedByteNeverAcceptsWhatItWouldNotWrite) {
    LeafCodec const codec;
    auto const leaf = full_leaf();
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < leaf.size(); ++i) {
        for (char const byte : "\0\x01 \"\\/{}[]:,0919aAfgZz_.-+\x7f\x80\xe5\xff"s) {
            auto bytes = leaf;
            if (bytes[i] == byte) continue;
            bytes[i] = byte;
            auto const decoded = codec.decode(bytes);
            if (!decoded) continue;
            ++accepted;
            ASSERT_EQ(codec.encode(decoded.value().frame, decoded.value().event), bytes);
        }
        auto shorter = leaf;
        shorter.erase(i, 1);
        if (auto const decoded = codec.decode(shorter)) {
            ASSERT_EQ(codec.encode(decoded.value().frame, decoded.value().event), shorter);
        }
    }
    EXPECT_GT(accepted, 0U);  // another digit in a digest is another leaf, which the chain finds out
}

// Events with and without each member.
ports::Leaf arbitrary_leaf() {
    auto const some = [] { return *rc::gen::arbitrary<bool>(); };
    auto const number = [] { return static_cast<std::uint64_t>(*rc::gen::inRange<std::int64_t>(0, number_max)); };
    auto const hash = [] { return *rc::gen::container<Hash256>(rc::gen::arbitrary<std::uint8_t>()); };
    auto const digest = [&] { return Digest{hash(), hash()}; };
    auto const uuid = [] { return *rc::gen::container<UuidBytes>(rc::gen::arbitrary<std::uint8_t>()); };
    auto const time = [] {
        // 1900 to 9999, to the microsecond.
        return Timestamp{std::chrono::microseconds{
            *rc::gen::inRange<std::int64_t>(-2'208'988'800'000'000, 253'402'300'799'999'999)}};
    };
    auto const golden = golden_history();
    auto leaf = ports::Leaf{golden.back().frame, golden[*rc::gen::inRange<std::size_t>(0, golden.size())].event};
    leaf.frame.prev = digest();
    leaf.frame.rehearsal = some();
    auto& event = leaf.event;
    event.version = number() + 1 > number_max ? 1 : number() / 2 + 1;
    event.id = EventId{uuid()};
    event.occurred_at = time();
    event.recorded_at = time();
    if (some()) event.step.reset();
    if (some()) event.actor.post = {};
    if (some()) event.actor.organ = {};
    if (some()) event.actor.auth.clear();
    if (some()) event.actor.authority = digest();
    if (some()) event.basis = {};
    if (some()) event.basis.register_version = number();
    if (some()) event.basis.overrides = {{"R03", number()}, {"R20", 1}};
    if (some()) event.command = procedure::CommandMark{hash(), hash(), 1, 2};
    if (some()) event.documents.push_back({"notice", digest(), number(), "", "甲〔2023〕\"\\\n1号"});
    if (some()) event.sealed.clear();
    if (some()) event.data = Object{};
    if (some()) event.data.set("list", List{1, List{}, Object{{"a", true}, {"b", ""}}, "é\t"});
    return leaf;
}

TEST(LeafDecoding, IsTheInverseOfEncoding) {
    EXPECT_TRUE(rc::check([] {
        auto const leaf = arbitrary_leaf();
        LeafCodec const codec;
        auto const bytes = codec.encode(leaf.frame, leaf.event);
        auto const decoded = codec.decode(bytes);
        RC_ASSERT(decoded.has_value());
        RC_ASSERT(decoded.value() == leaf);
        auto const parsed = parse(bytes);
        RC_ASSERT(parsed.has_value());
        RC_ASSERT(serialize(parsed.value()) == bytes);
    }));
}

TEST(TypeNames, CarryThePrefixOutsideOnly) {
    EXPECT_EQ(full_type("public_comment.opened.v1"), "cn.gov.juece.public_comment.opened.v1");
    EXPECT_EQ(short_type("cn.gov.juece.public_comment.opened.v1"), "public_comment.opened.v1");
    EXPECT_FALSE(short_type("public_comment.opened.v1"));
    EXPECT_FALSE(short_type("cn.gov.juece."));
}

}  // namespace
}  // namespace juece::codec
