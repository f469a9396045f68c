// The declared shape of each command, and what is wrong with data that does not have it.
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/register/book.hpp"

namespace juece::registry {
namespace {

using test::document;
using test::person;

std::vector<std::string> shape(std::string_view command, Object const& data) {
    std::vector<std::string> found;
    for (auto const& fault : faults_of_shape(*find_register_command(command), data, {}))
        found.push_back(fault.code + " " + fault.pointer);
    return found;
}

TEST(EveryCommand, HasItsOwnNameAndEvent) {
    std::set<std::string_view> names;
    std::set<std::string_view> events;
    for (auto const& spec : every_register_command()) {
        names.insert(spec.name);
        events.insert(spec.event);
        EXPECT_TRUE(spec.event.starts_with("register.")) << spec.name;
        EXPECT_EQ(find_register_command(spec.name), &spec);
    }
    EXPECT_EQ(names.size(), every_register_command().size());
    EXPECT_EQ(events.size(), every_register_command().size());
    EXPECT_EQ(find_register_command("promote"), nullptr);
}

TEST(EveryCommand, KeepsWhatIsPersonalToThoseWhoNeedIt) {
    for (auto const& field : find_register_command("enter_person")->fields) {
        EXPECT_EQ(field.kind, procedure::FieldKind::text) << field.name;
        EXPECT_EQ(field.seal, procedure::SealClass::personal) << field.name;
    }
    auto const& reason = find_register_command("recuse")->fields.front();
    EXPECT_EQ(reason.seal, procedure::SealClass::restricted);
}

TEST(Shape, NamesWhatIsMissing) {
    EXPECT_EQ(
        shape("appoint", {}),
        (std::vector<std::string>{"missing_field /data/from", "missing_field /data/person", "missing_field /data/post"})
    );
}

TEST(Shape, NamesWhatIsMalformed) {
    EXPECT_EQ(
        shape("appoint", {{"person", "Li"}, {"post", "岗位"}, {"from", "2023-13-01"}}),
        (std::vector<std::string>{"bad_day /data/from", "bad_person /data/person", "bad_post /data/post"})
    );
    EXPECT_EQ(
        shape("recuse", {{"person", person('a').text()}, {"decision", 7}, {"reason", "亲属"}}),
        std::vector<std::string>{"wrong_type /data/decision"}
    );
    EXPECT_EQ(
        shape("recuse", {{"person", person('a').text()}, {"decision", "7"}, {"reason", " "}}),
        (std::vector<std::string>{"blank_text /data/reason", "bad_decision /data/decision"})
    );
}

TEST(Shape, KnowsNoOtherMembersAndDocuments) {
    EXPECT_EQ(
        shape("abolish_post", {{"post", "mayor"}, {"on", "2023-01-01"}, {"why", "x"}}),
        std::vector<std::string>{"unknown_field /data/why"}
    );
    auto const faults = faults_of_shape(
        *find_register_command("abolish_post"),
        {{"post", "mayor"}, {"on", "2023-01-01"}},
        std::vector{document("paper")}
    );
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].code, "unknown_document");
}

TEST(Shape, TakesRolesOfTheProcedureEachOnce) {
    auto const with = [](Value roles) {
        return shape(
            "establish_post",
            {{"post", "mayor"},
             {"organ", "gov"},
             {"title", "区长"},
             {"holders", "one"},
             {"from", "2023-01-01"},
             {"roles", std::move(roles)}}
        );
    };
    EXPECT_TRUE(with(List{"head", "organ"}).empty());
    EXPECT_TRUE(with(List{}).empty()) << "a post may have no part in the procedure";
    EXPECT_EQ(with(List{"king"}), std::vector<std::string>{"unknown_role /data/roles/0"});
    EXPECT_EQ(with(List{"head", "head"}), std::vector<std::string>{"repeated_item /data/roles/1"});
    EXPECT_EQ(with("head"), std::vector<std::string>{"wrong_type /data/roles"});
}

TEST(Words, AreReadAsTheyAreWritten) {
    for (std::size_t i = 0; i < organ_kind_codes.size(); ++i) {
        auto const kind = parse_organ_kind(organ_kind_codes[i]);
        ASSERT_TRUE(kind);
        EXPECT_EQ(code(*kind), organ_kind_codes[i]);
        EXPECT_FALSE(label(*kind).empty());
    }
    for (auto const written : holding_kind_codes) {
        auto const kind = parse_holding_kind(written);
        ASSERT_TRUE(kind);
        EXPECT_EQ(code(*kind), written);
        EXPECT_FALSE(label(*kind).empty());
    }
    EXPECT_EQ(code(Holders::several), "several");
    EXPECT_FALSE(parse_holders("many"));
}

}  // namespace
}  // namespace juece::registry
