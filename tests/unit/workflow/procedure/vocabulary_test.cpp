// Codes and labels: every word can be read back, and a trigger's code begins with its stage.
#include "workflow/procedure/vocabulary.hpp"

#include <gtest/gtest.h>

#include "workflow/procedure/event.hpp"
#include "workflow/procedure/statute.hpp"
#include "workflow/procedure/words.hpp"

namespace juece::procedure {
namespace {

TEST(Vocabulary, ReadsBackEveryCode) {
    for (auto const trigger : every_trigger())
        EXPECT_EQ(parse_trigger(code(trigger)), trigger);
    for (auto const region : every_region())
        EXPECT_EQ(parse_region(code(region)), region);
    for (auto const state : {State::absent, State::drafted, State::due, State::waived})
        EXPECT_EQ(parse_state(code(state)), state);
    for (auto const role : {Role::organ, Role::handler, Role::auditor})
        EXPECT_EQ(parse_role(code(role)), role);
    for (auto const seal : {SealClass::government, SealClass::parties, SealClass::restricted, SealClass::personal})
        EXPECT_EQ(parse_seal_class(code(seal)), seal);
    EXPECT_FALSE(parse_trigger("public_comment"));
    EXPECT_FALSE(parse_role("Handler"));
    EXPECT_FALSE(parse_seal_class("public"));
}

TEST(Vocabulary, NamesTheStageFirst) {
    EXPECT_EQ(stage_of(Trigger::public_comment_opened), "public_comment");
    EXPECT_EQ(stage_of(Trigger::initiation_started), "initiation");
    EXPECT_EQ(region_of(Trigger::drafting_completed), Region::main);
    EXPECT_EQ(region_of(Trigger::fact_set), Region::none);
    EXPECT_FALSE(parse_region("")) << "an act of record names no region";
}

TEST(Words, SayWhatACodeMeans) {
    EXPECT_EQ(word("notice"), "公告");
    EXPECT_EQ(word("handler"), "决策承办单位");
    EXPECT_EQ(word("drafted"), "决策草案已形成");
    EXPECT_EQ(word("OGI 15"), "《政府信息公开条例》第十五条");
    EXPECT_EQ(word("F_TECH"), "专业性、技术性较强");
    EXPECT_EQ(word("2023-11-11"), "2023-11-11");
}

// A field of a command may not take the word of a state, region or role away from a refusal.
TEST(Words, OfTheTableAreNotHiddenByFields) {
    for (auto const* statute : every_statute()) {
        for (auto const& chapter : statute->chapters) {
            EXPECT_EQ(word(code(chapter.region)), label(chapter.region));
            for (auto const& row : chapter.rows) {
                EXPECT_EQ(word(code(row.from)), label(row.from));
                EXPECT_EQ(word(code(row.to)), label(row.to));
            }
        }
    }
    for (auto const role : every_role())
        EXPECT_EQ(word(code(role)), label(role));
}

}  // namespace
}  // namespace juece::procedure
