// How a chapter writes its fields and documents: one short line each. Inner part of commands/*.cpp.
#pragma once

#include <array>
#include <string_view>

#include "workflow/procedure/commands/chapters.hpp"

namespace juece::procedure::commands {

inline constexpr bool required = true;
inline constexpr bool optional = false;

constexpr Field field(
    std::string_view name, FieldKind kind, bool is_required, std::string_view label, std::string_view rule = {}
) {
    return {name, kind, is_required, label, rule};
}

constexpr Field choice(
    std::string_view name,
    bool is_required,
    std::string_view label,
    std::span<std::string_view const> choices,
    std::string_view rule = {}
) {
    return {name, FieldKind::code, is_required, label, rule, choices};
}

constexpr Field choices(
    std::string_view name,
    bool is_required,
    std::string_view label,
    std::span<std::string_view const> from,
    std::string_view rule = {}
) {
    return {name, FieldKind::codes, is_required, label, rule, from};
}

constexpr Field text(
    std::string_view name,
    bool is_required,
    std::string_view label,
    std::string_view rule = {},
    SealClass seal = SealClass::government
) {
    return {name, FieldKind::text, is_required, label, rule, {}, seal};
}

constexpr Field rows(
    std::string_view name,
    bool is_required,
    std::string_view label,
    std::span<Field const> members,
    std::string_view rule = {}
) {
    return {name, FieldKind::rows, is_required, label, rule, {}, SealClass::government, members};
}

constexpr Field sealed_rows(
    std::string_view name,
    bool is_required,
    std::string_view label,
    std::span<Field const> members,
    SealClass seal,
    std::string_view rule = {}
) {
    return {name, FieldKind::sealed_rows, is_required, label, rule, {}, seal, members};
}

constexpr DocumentSlot document(
    std::string_view role, std::string_view label, std::string_view rule = {}, bool is_required = false
) {
    return {role, label, rule, is_required};
}

// Of every return to drafting: each finished result of S04–S09 is named, and stands or is void (docs/choices.md 9).
inline constexpr std::array<std::string_view, 8> result_stages{
    "public_comment",
    "hearing",
    "participation",
    "expert_review",
    "risk_assessment",
    "fair_competition",
    "legality_initial",
    "legality_review"};
inline constexpr std::array<std::string_view, 2> verdicts{"stands", "void"};
inline constexpr std::array result_members{
    choice("stage", required, "程序", result_stages),
    field("version", FieldKind::version, required, "结果所在的记录"),
    choice("verdict", required, "效力", verdicts),
};
inline constexpr std::array return_fields{
    rows("results", optional, "已有结果的效力", result_members),
    text("reason", required, "退回理由"),
};

}  // namespace juece::procedure::commands
