// Ids and codes: one id has one text.
#include "workflow/core/id.hpp"

#include <gtest/gtest.h>

#include "workflow/core/digest.hpp"

namespace juece {
namespace {

constexpr auto uuid = "018b2c5e-7a31-7c4d-9e02-3f5a6b7c8d9e";

TEST(Id, ReadsBackTheTextThatItWrites) {
    auto const id = EventId::parse(uuid);
    ASSERT_TRUE(id);
    EXPECT_EQ(id->text(), uuid);
    EXPECT_EQ(std::hash<EventId>{}(*id), std::hash<EventId>{}(*EventId::parse(uuid)));
}

TEST(Id, RefusesEveryOtherSpelling) {
    for (auto const* bad :
         {"",
          "018B2C5E-7A31-7C4D-9E02-3F5A6B7C8D9E",
          "018b2c5e7a317c4d9e023f5a6b7c8d9e",
          "018b2c5e-7a31-7c4d-9e02-3f5a6b7c8d9",
          "018b2c5e-7a31-7c4d-9e02-3f5a6b7c8d9g",
          "018b2c5e-7a31-7c4d-9e023-f5a6b7c8d9e",
          "{18b2c5e-7a31-7c4d-9e02-3f5a6b7c8d9}"})
        EXPECT_FALSE(EventId::parse(bad)) << bad;
}

TEST(Code, IsShortAndPlain) {
    EXPECT_TRUE(OrganCode::parse("11310112MB2F30492K"));
    EXPECT_TRUE(LogName::parse("310112"));
    EXPECT_TRUE(PostCode::parse("mh/office:1.a_b-c"));
    for (auto const* bad : {"", "-a", "/a", "a b", "区政府", "a\n"})
        EXPECT_FALSE(OrganCode::parse(bad)) << bad;
    EXPECT_TRUE(LogName::parse(std::string(64, 'a')));
    EXPECT_FALSE(LogName::parse(std::string(65, 'a')));
}

TEST(Digest, IsWrittenInSixtyFourLowercaseDigits) {
    Hash256 hash{};
    hash[0] = 0xab;
    hash[31] = 0x01;
    auto const written = hex(hash);
    EXPECT_EQ(written, "ab" + std::string(60, '0') + "01");
    EXPECT_EQ(parse_hash(written), hash);
    EXPECT_FALSE(parse_hash("AB" + std::string(62, '0')));
    EXPECT_FALSE(parse_hash(std::string(63, '0')));
    EXPECT_FALSE(parse_hash(std::string(63, '0') + "g"));
}

}  // namespace
}  // namespace juece
