// What the JSON reader refuses, each with its code; what it accepts; and the bytes that the writer makes.
#include "adapters/codec/json.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "adapters/codec/text.hpp"

namespace juece::codec {
namespace {

using namespace std::string_literals;

std::string code_of(std::string const& bytes, Limits const& limits = {}) {
    auto const parsed = parse(bytes, limits);
    return parsed ? "accepted" : parsed.error().code;
}

std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

// clang-format off
std::vector<std::pair<std::string, std::string>> const refused{
    // not JSON
    {"",                                  "malformed_json"},
    {" ",                                 "malformed_json"},
    {"{",                                 "malformed_json"},
    {R"({"a":1,})",                       "malformed_json"},
    {"[1,]",                              "malformed_json"},
    {"{'a':1}",                           "malformed_json"},
    {"{a:1}",                             "malformed_json"},
    {R"({"a" 1})",                        "malformed_json"},
    {R"({"a":1 /* why */})",              "malformed_json"},
    {"[1 2]",                             "malformed_json"},
    {"tru",                               "malformed_json"},
    {"True",                              "malformed_json"},
    {R"("abc)",                           "malformed_json"},
    {R"("\x41")",                         "malformed_json"},
    {R"("\u12")",                         "malformed_json"},
    {"\"a\nb\"",                          "malformed_json"},
    {"\"a\tb\"",                          "malformed_json"},
    {"\xEF\xBB\xBF{}",                    "malformed_json"},
    {"01",                                "trailing_bytes"},
    {"[01]",                              "malformed_json"},
    {"+1",                                "malformed_json"},
    {"1.",                                "malformed_json"},
    {".5",                                "malformed_json"},
    {"NaN",                               "malformed_json"},
    {"Infinity",                          "malformed_json"},
    {"-Infinity",                         "malformed_json"},
    {"0x10",                              "trailing_bytes"},
    {"１２",                              "malformed_json"},
    {"{} {}",                             "trailing_bytes"},
    {"{}x",                               "trailing_bytes"},
    {"1,2",                               "trailing_bytes"},
    // nothing in place of something
    {"null",                              "null_value"},
    {R"({"a":null})",                     "null_value"},
    {"[null]",                            "null_value"},
    // keys
    {R"({"a":1,"a":1})",                  "duplicate_key"},
    {R"({"a":1,"b":2,"\u0061":3})",       "duplicate_key"},
    {R"({"x":{"a":1,"a":2}})",            "duplicate_key"},
    {R"({"":1})",                         "empty_key"},
    {R"({"a\u0000":1})",                  "nul_character"},
    {R"({"a\u200b":1})",                  "invisible_character"},
    {R"({"e\u0301":1})",                  "text_not_nfc"},
    // numbers
    {"1.0",                               "not_integer"},
    {"1.5",                               "not_integer"},
    {"1e2",                               "not_integer"},
    {"1E400",                             "not_integer"},
    {"1e999999999999",                    "not_integer"},
    {"0.0",                               "not_integer"},
    {"-0.0",                              "not_integer"},
    {"-0",                                "negative_zero"},
    {R"({"a":-0})",                       "negative_zero"},
    {"9007199254740992",                  "number_out_of_range"},
    {"9007199254740993",                  "number_out_of_range"},
    {"-9007199254740992",                 "number_out_of_range"},
    {"9223372036854775808",               "number_out_of_range"},
    {"18446744073709551616",              "number_out_of_range"},
    {"-9223372036854775809",              "number_out_of_range"},
    {std::string(400, '9'),               "number_out_of_range"},
    // characters
    {"\"a\0b\""s,                         "nul_character"},
    {"\0"s,                               "nul_character"},
    {R"("\u0000")",                       "nul_character"},
    {"\"\xFF\"",                          "invalid_utf8"},
    {"\"\xC0\xAF\"",                      "invalid_utf8"},
    {"\"\xE0\x80\xAF\"",                  "invalid_utf8"},
    {"\"\xED\xA0\x80\"",                  "invalid_utf8"},
    {"\"\xF4\x90\x80\x80\"",              "invalid_utf8"},
    {"\"\xE5\x86\"",                      "invalid_utf8"},
    {"\xE5",                              "invalid_utf8"},
    {R"("\ud800")",                       "lone_surrogate"},
    {R"("\udc00")",                       "lone_surrogate"},
    {R"("\uD834x")",                      "lone_surrogate"},
    {R"("\udbff\n")",                     "lone_surrogate"},
    {R"({"\ud800":1})",                   "lone_surrogate"},
    {R"("\ud800\u0041")",                 "lone_surrogate"},
    {R"("\udc00\ud800")",                 "lone_surrogate"},
    {R"("e\u0301")",                      "text_not_nfc"},
    {"\"e\xCC\x81\"",                     "text_not_nfc"},
    {R"("\u212b")",                       "text_not_nfc"},
    {R"("\uf900")",                       "text_not_nfc"},
    {R"("\u202e")",                       "invisible_character"},
    {R"("\u2066x\u2069")",                "invisible_character"},
    {R"("\u200f")",                       "invisible_character"},
    {R"("\u061c")",                       "invisible_character"},
    {R"("\u200d")",                       "invisible_character"},
    {R"("\u2060")",                       "invisible_character"},
    {R"("\ufeff")",                       "invisible_character"},
    {R"("\u001b[2J")",                    "invisible_character"},
    {"\"\x7F\"",                          "invisible_character"},
    {R"("\u0085")",                       "invisible_character"},
    {R"("\u00ad")",                       "invisible_character"},
    {R"("\u034f")",                       "invisible_character"},
    {R"("\u115f")",                       "invisible_character"},
    {R"("\u180e")",                       "invisible_character"},
    {R"("\u2028")",                       "invisible_character"},
    {R"("\u206f")",                       "invisible_character"},
    {R"("\u3164")",                       "invisible_character"},
    {R"("\uffa0")",                       "invisible_character"},
    {R"("\ufff9")",                       "invisible_character"},
    {R"("\udb40\udc41")",                 "invisible_character"},
    // size
    {nested(33),                          "too_deep"},
    {nested(100'000),                     "too_deep"},
    {std::string(1'048'577, ' '),         "too_large"},
};

std::vector<std::string> const accepted{
    R"("葛\udb40\udd00")",  // a variation selector: the name is written so
    "0", "-1", "9007199254740991", "-9007199254740991", "true", "false", R"("")", "{}", "[]", nested(32), " [ 1 , 2 ] ",
    R"("\ud83d\ude00")", R"("行政决策〔2023〕5号")", R"("ｆｕｌｌ　ｗｉｄｔｈ")", R"("O'Brien; DROP TABLE event;--")", R"("=1+1")",
    R"("a\tb\r\nc")", "\"\xC3\xA9\"", R"({"a":{"a":{"a":1}}})",
    "\"\xF3\xB0\x80\x80\"",   // a private code point
    "\"\xF0\xB2\x8E\xB0\"",   // U+323B0, in no Unicode that this libutf8proc knows
};
// clang-format on

TEST(Json, RefusesEachWithItsCode) {
    for (auto const& [bytes, code] : refused)
        EXPECT_EQ(code_of(bytes), code) << bytes.substr(0, 80);
}

TEST(Json, AcceptsAndWritesBack) {
    for (auto const& bytes : accepted) {
        auto const parsed = parse(bytes);
        ASSERT_TRUE(parsed) << bytes << ' ' << parsed.error().code;
        auto const again = parse(serialize(parsed.value()));
        ASSERT_TRUE(again) << bytes;
        EXPECT_EQ(parsed.value(), again.value()) << bytes;
    }
}

TEST(Json, SaysWhereAndWhat) {
    auto const duplicate = parse(R"({"data":{"list":[1,{"a/b":1,"a/b":2}]}})");
    ASSERT_FALSE(duplicate);
    EXPECT_EQ(duplicate.error().pointer, "/data/list/1/a~1b");
    EXPECT_EQ(duplicate.error().message, "成员“a/b”重复");
    auto const fraction = parse(R"({"data":{"adopted":2.5}})");
    ASSERT_FALSE(fraction);
    EXPECT_EQ(fraction.error().pointer, "/data/adopted");
    EXPECT_EQ(fraction.error().offset, 22U);
    auto const not_nfc = parse("{\"data\":{\"title\":\"Cafe\xCC\x81\"}}");
    ASSERT_FALSE(not_nfc);
    EXPECT_NE(not_nfc.error().message.find("U+0301"), std::string::npos) << not_nfc.error().message;
    EXPECT_EQ(not_nfc.error().pointer, "/data/title");
}

TEST(Json, LimitsAreTheCallers) {
    Limits limits;
    limits.bytes_max = 4;
    limits.depth_max = 1;
    EXPECT_EQ(code_of("[]  ", limits), "accepted");
    EXPECT_EQ(code_of("[]   ", limits), "too_large");
    EXPECT_EQ(code_of("[[]]", limits), "too_deep");
    limits = {};
    limits.members_max = 2;
    EXPECT_EQ(code_of(R"({"a":1,"b":2})", limits), "accepted");
    EXPECT_EQ(code_of(R"({"a":1,"b":2,"c":3})", limits), "too_many_members");
}

TEST(Json, InvisibleCharactersOnlyInTextThatMayHoldThem) {
    Limits limits;
    limits.invisible = Invisible::allowed;
    EXPECT_EQ(code_of(R"("a\u200b\u202e")", limits), "accepted");
    EXPECT_EQ(code_of(R"({"a\u200b":1})", limits), "invisible_character");
    EXPECT_EQ(code_of(R"("\u0000")", limits), "nul_character");
    EXPECT_EQ(code_of(R"("e\u0301")", limits), "text_not_nfc");
}

TEST(Json, MalformedIsWhatCannotBeRead) {
    EXPECT_TRUE(is_malformed("duplicate_key"));
    EXPECT_FALSE(is_malformed("text_not_nfc"));
    EXPECT_FALSE(is_malformed("invisible_character"));
    for (auto const& [bytes, code] : refused) {
        bool const read = code == "text_not_nfc" || code == "invisible_character";
        EXPECT_EQ(is_malformed(code), !read) << code;
    }
}

TEST(Json, WritesAsRfc8785) {
    // The object of RFC 8785 §3.2.3, whose keys show the order of UTF-16 code units.
    Object const keys{
        {"\u20ac", "Euro Sign"},
        {"\r", "Carriage Return"},
        {"\ufb33", "Hebrew Letter Dalet With Dagesh"},
        {"1", "One"},
        {"\U0001f600", "Emoji: Grinning Face"},
        {"\u0080", "Control"},
        {"\u00f6", "Latin Small Letter O With Diaeresis"},
    };
    EXPECT_EQ(
        serialize(keys),
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With "
        "Diaeresis\",\"\u20ac\":\"Euro Sign\",\"\U0001f600\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet "
        "With Dagesh\"}"
    );
    EXPECT_EQ(serialize("\b\t\n\f\r\"\\/\x01\x1f\x7f中"), "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\x7f中\"");
    EXPECT_EQ(serialize(Object{}), "{}");
    EXPECT_EQ(serialize(List{}), "[]");
    EXPECT_EQ(
        serialize(Object{{"b", List{1, "x", true}}, {"a", -number_max}}), R"({"a":-9007199254740991,"b":[1,"x",true]})"
    );
}

TEST(Text, SeesWhatOthersDoNot) {
    EXPECT_FALSE(check_text("上海市闵行区突发地质灾害应急预案(修订)\r\n\t—…“”·", Invisible::refused));
    auto const hidden = check_text("上海\u200b市", Invisible::refused);
    ASSERT_TRUE(hidden);
    EXPECT_EQ(hidden->offset, 6U);
    EXPECT_EQ(code_point_text(hidden->code_point), "U+200B");
    auto const mark = check_text("\u00e9e\u0301x", Invisible::refused);
    ASSERT_TRUE(mark);
    EXPECT_EQ(mark->code_point, U'\u0301');
    EXPECT_EQ(mark->offset, 3U);
    auto const order = check_text("a\u0301\u0316", Invisible::refused);
    ASSERT_TRUE(order);
    EXPECT_EQ(order->code, "text_not_nfc");
}

// A tree of all kinds of values; text from every plane, normal or not.
rc::Gen<Value> values(int depth) {
    auto const scalar = rc::gen::oneOf(
        rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return Value{b}; }),
        rc::gen::map(rc::gen::inRange<std::int64_t>(-number_max, number_max), [](std::int64_t n) { return Value{n}; }),
        rc::gen::map(
            rc::gen::container<std::string>(rc::gen::elementOf("abc \"\\\n\t/0_~"s)),
            [](std::string s) { return Value{s}; }
        ),
        rc::gen::map(
            rc::gen::elementOf(std::vector<std::string>{"决策", "é", "😀", "〔2023〕"}),
            [](std::string s) { return Value{s}; }
        )
    );
    if (depth == 0) return scalar;
    auto const inner = rc::gen::container<std::vector<Value>>(values(depth - 1));
    return rc::gen::oneOf(
        scalar,
        rc::gen::map(inner, [](std::vector<Value> list) { return Value{List{list}}; }),
        rc::gen::map(
            inner,
            [](std::vector<Value> const& list) {
                Object object;
                for (std::size_t i = 0; i < list.size(); ++i)
                    object.set("k" + std::to_string(i * 7 % 10), list[i]);
                return Value{object};
            }
        )
    );
}

TEST(Json, EveryValueSurvivesTheRoundTrip) {
    EXPECT_TRUE(rc::check([] {
        auto const value = *rc::gen::noShrink(values(3));
        auto const bytes = serialize(value);
        // A tree may well be longer than the limit on requests, which is not what is asked here.
        auto const parsed = parse(bytes, {.bytes_max = bytes.size()});
        if (!parsed) RC_FAIL(parsed.error().code);
        RC_ASSERT(parsed.value() == value);
        RC_ASSERT(serialize(parsed.value()) == bytes);
    }));
}

}  // namespace
}  // namespace juece::codec
