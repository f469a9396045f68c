// Problems: one status each, 409 for the law alone, nothing told of a defect but its id.
#include "adapters/http/problem.hpp"

#include <gtest/gtest.h>

#include "adapters/codec/json.hpp"
#include "adapters/codec/leaf_codec.hpp"

namespace juece::http {
namespace {

constexpr char const* id = "0b7d2a52-4a86-4f1c-9a57-0d8f6e1f7c11";

Object body_of(Trouble const& trouble) {
    auto const value = codec::parse(render(trouble, id, codec::LeafCodec{}).body);
    return *value.value().object();
}

std::string field(Reply const& reply, std::string_view name) {
    for (auto const& [key, value] : reply.fields) {
        if (key == name) return value;
    }
    return {};
}

TEST(Problems, CarryTheIdOfTheRequest) {
    auto const body = body_of({Code::unknown_path, {}, {}, {}, {}});
    EXPECT_EQ(body.text("type"), "urn:juece:problem:unknown_path");
    EXPECT_EQ(body.text("instance"), std::string{"urn:juece:request:"} + id);
    EXPECT_EQ(body.number("status"), 404);
}

TEST(Problems, AreConflictsOnlyWhenTheLawRefuses) {
    for (int code = 0; code <= static_cast<int>(Code::internal); ++code) {
        auto const is_conflict = status_of(static_cast<Code>(code)) == 409;
        EXPECT_EQ(is_conflict, static_cast<Code>(code) == Code::refused) << text_of(static_cast<Code>(code));
    }
}

TEST(Problems, TellNothingOfADefect) {
    service::Failed const failed{service::Problem::corrupt, {}, "table event: page 7 is torn"};
    auto const trouble = trouble_of(failed);
    EXPECT_EQ(trouble.cause, "table event: page 7 is torn");
    EXPECT_EQ(render(trouble, id, codec::LeafCodec{}).body.find("torn"), std::string::npos);
    EXPECT_EQ(body_of(trouble).number("status"), 500);
    auto const world = trouble_of(ports::WorldError{ports::WorldErrorKind::corrupt, "torn"});
    EXPECT_EQ(body_of(world).number("status"), 500);
    EXPECT_EQ(body_of(world).find("detail"), nullptr);
}

TEST(Problems, AskToComeBackWhenTheWorldFails) {
    auto const trouble = trouble_of(ports::WorldError{ports::WorldErrorKind::timeout, "no answer"});
    auto const reply = render(trouble, id, codec::LeafCodec{});
    EXPECT_EQ(reply.status, 503U);
    EXPECT_EQ(field(reply, "Retry-After"), "1");
}

TEST(Problems, ListKnownCommandsAndFaults) {
    service::Failed const failed{
        service::Problem::unknown_command, {{"unknown_command", "/command", "没有名为“x”的命令"}}, "没有这个命令"};
    auto const body = body_of(trouble_of(failed));
    EXPECT_EQ(body.find("known")->list()->size(), procedure::every_command().size());
    EXPECT_EQ(body.find("faults")->list()->front().object()->text("pointer"), "/command");
}

TEST(Problems, GiveEveryReasonOfARefusal) {
    rules::Refusal const refusal{
        "R22",
        {Source::d713, 15, 1},
        NormLevel::administrative_regulation,
        "原文",
        Object{{"days_left", 2}},
        "尚差 2 日"};
    service::Refused const refused{DecisionId{}, 7, {refusal, refusal}, true};
    auto const body = body_of(trouble_of(refused));
    EXPECT_EQ(body.number("status"), 409);
    EXPECT_EQ(body.number("version"), 7);
    EXPECT_TRUE(body.flag("recorded"));
    EXPECT_EQ(body.text("detail"), "尚差 2 日;尚差 2 日");
    auto const& first = *body.find("refusals")->list()->front().object();
    EXPECT_EQ(first.text("article"), "D713 15(1)");
    EXPECT_EQ(first.text("level"), "administrative_regulation");
    EXPECT_EQ(first.find("missing")->object()->number("days_left"), 2);
}

}  // namespace
}  // namespace juece::http
