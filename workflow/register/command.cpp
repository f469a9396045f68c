// What may be entered into the register, written out, and the check of its shape.
#include "workflow/register/command.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace juece::registry {
namespace {

using procedure::DocumentSlot;
using procedure::Field;
using procedure::FieldKind;
using procedure::SealClass;

constexpr bool required = true;
constexpr bool optional = false;

constexpr Field day(std::string_view name, bool is_required, std::string_view label) {
    return {name, FieldKind::day, is_required, label, "", {}, SealClass::government};
}
constexpr Field organ(std::string_view name, bool is_required, std::string_view label) {
    return {name, FieldKind::organ, is_required, label, "", {}, SealClass::government};
}
constexpr Field text_of(std::string_view name, bool is_required, std::string_view label, SealClass seal) {
    return {name, FieldKind::text, is_required, label, "", {}, seal};
}
constexpr Field choice(std::string_view name, std::string_view label, std::span<std::string_view const> choices) {
    return {name, FieldKind::code, required, label, "", choices, SealClass::government};
}

// Whoever stands in does not hold the post as his own.
constexpr auto stand_in_codes = std::span{holding_kind_codes}.subspan(1);

// clang-format off
constexpr std::array add_organ_fields{
    organ  ("organ",    required, "机关代码"),
    text_of("name",     required, "机关名称", SealClass::government),
    choice ("kind",               "机关类别", organ_kind_codes),
    organ  ("superior", optional, "上级机关"),
    day    ("from",     required, "设立之日"),
};
constexpr std::array succeed_organ_fields{
    organ("organ",     required, "原机关"),
    organ("successor", required, "继续行使职权的机关"),
    day  ("on",        required, "承继之日"),
};
constexpr std::array establish_post_fields{
    organ  ("organ",   required, "所属机关"),
    text_of("title",   required, "岗位名称", SealClass::government),
    choice ("holders",           "任职人数", holders_codes),
    day    ("from",    required, "设立之日"),
};
constexpr std::array establish_post_references{
    Reference{"post",  ReferenceKind::post,  required, "岗位代码"},
    Reference{"roles", ReferenceKind::roles, required, "程序中的身份"},
};
constexpr std::array abolish_post_fields{day("on", required, "撤销之日")};
constexpr std::array abolish_post_references{Reference{"post", ReferenceKind::post, required, "岗位代码"}};

constexpr std::array enter_person_fields{
    text_of("name",        required, "姓名",     SealClass::personal),
    text_of("identifiers", optional, "身份标识", SealClass::personal),
};
constexpr std::array enter_person_references{Reference{"person", ReferenceKind::person, optional, "人员"}};

constexpr std::array holding_references{
    Reference{"person", ReferenceKind::person, required, "人员"},
    Reference{"post",   ReferenceKind::post,   required, "岗位代码"},
};
constexpr std::array appoint_fields{day("from", required, "任职之日"), day("until", optional, "任职的最后一日")};
constexpr std::array dismiss_fields{day("on", required, "免职之日")};
constexpr std::array appointment_documents{DocumentSlot{"appointment", "任免文件", "", optional}};

constexpr std::array name_stand_in_fields{
    choice("kind",              "履职方式", stand_in_codes),
    day   ("from",  required, "开始之日"),
    day   ("until", optional, "最后一日"),
};
constexpr std::array name_stand_in_documents{DocumentSlot{"authority", "授权文件", "", required}};
constexpr std::array end_stand_in_fields{day("on", required, "终止之日")};

constexpr std::array recuse_fields{text_of("reason", required, "回避理由", SealClass::restricted)};
constexpr std::array recuse_references{
    Reference{"person",   ReferenceKind::person,   required, "人员"},
    Reference{"decision", ReferenceKind::decision, required, "决策事项"},
};

constexpr std::array correct_fields{
    Field  {"target", FieldKind::number, required, "被更正的记录", "", {}, SealClass::government},
    day    ("from",   optional, "更正后的开始之日"),
    day    ("until",  optional, "更正后的最后一日"),
    day    ("on",     optional, "更正后的生效之日"),
    text_of("reason", required, "更正理由", SealClass::government),
};
constexpr std::array correct_references{Reference{"confirmed_by", ReferenceKind::person, required, "复核人"}};
constexpr std::array correct_documents{DocumentSlot{"evidence", "更正依据", "", required}};

constexpr std::array<RegisterSpec, 11> commands{{
    {"add_organ",       "register.organ_added",        "登记机关",
     add_organ_fields, {}, {}},
    {"succeed_organ",   "register.organ_succeeded",    "登记机构改革",
     succeed_organ_fields, {}, {}},
    {"establish_post",  "register.post_established",   "设立岗位",
     establish_post_fields, establish_post_references, {}},
    {"abolish_post",    "register.post_abolished",     "撤销岗位",
     abolish_post_fields, abolish_post_references, {}},
    {"enter_person",    "register.person_entered",     "登记人员",
     enter_person_fields, enter_person_references, {}},
    {"appoint",         "register.appointed",          "任职",
     appoint_fields, holding_references, appointment_documents},
    {"dismiss",         "register.dismissed",          "免职",
     dismiss_fields, holding_references, appointment_documents},
    {"name_stand_in",   "register.stand_in_named",     "确定代行职责",
     name_stand_in_fields, holding_references, name_stand_in_documents},
    {"end_stand_in",    "register.stand_in_ended",     "终止代行职责",
     end_stand_in_fields, holding_references, {}},
    {"recuse",          "register.recused",            "回避",
     recuse_fields, recuse_references, {}},
    {"correct",         "register.corrected",          "更正登记",
     correct_fields, correct_references, correct_documents},
}};
// clang-format on

procedure::Fault fault(std::string_view code, std::string pointer, std::string message) {
    return {std::string{code}, std::move(pointer), std::move(message)};
}

void check_roles(Reference const& reference, Value const& value, std::string const& pointer, Faults& faults) {
    auto const* list = value.list();
    if (list == nullptr) {
        faults.push_back(fault("wrong_type", pointer, fmt::format("“{}”应为列表", reference.label)));
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const place = fmt::format("{}/{}", pointer, i);
        auto const* written = (*list)[i].string();
        auto const end = list->begin() + static_cast<std::ptrdiff_t>(i);
        if (written == nullptr || !procedure::parse_role(*written)) {
            faults.push_back(fault("unknown_role", place, fmt::format("“{}”中有不认识的身份", reference.label)));
        } else if (std::find(list->begin(), end, (*list)[i]) != end) {
            faults.push_back(fault("repeated_item", place, fmt::format("“{}”中有重复的“{}”", reference.label, *written))
            );
        }
    }
}

void check_reference(Reference const& reference, Value const& value, std::string pointer, Faults& faults) {
    if (reference.kind == ReferenceKind::roles) {
        check_roles(reference, value, pointer, faults);
        return;
    }
    auto const* written = value.string();
    if (written == nullptr) {
        faults.push_back(fault("wrong_type", std::move(pointer), fmt::format("“{}”应为文字", reference.label)));
        return;
    }
    bool const is_sound = reference.kind == ReferenceKind::post     ? PostCode::parse(*written).has_value()
                          : reference.kind == ReferenceKind::person ? PersonId::parse(*written).has_value()
                                                                    : DecisionId::parse(*written).has_value();
    if (!is_sound) {
        faults.push_back(fault(
            fmt::format("bad_{}", code(reference.kind)),
            std::move(pointer),
            fmt::format("“{}”的写法不对", reference.label)
        ));
    }
}

}  // namespace

std::string_view code(ReferenceKind kind) {
    constexpr std::array<std::string_view, 4> codes{"person", "post", "decision", "roles"};
    return codes.at(static_cast<std::size_t>(kind));
}

RegisterSpec const* find_register_command(std::string_view name) {
    auto const found = std::ranges::find(commands, name, &RegisterSpec::name);
    return found != commands.end() ? &*found : nullptr;
}

std::span<RegisterSpec const> every_register_command() { return commands; }

Faults faults_of_shape(RegisterSpec const& spec, Object const& data, std::span<procedure::Document const> documents) {
    Faults of_references;
    auto fields = data;
    for (auto const& reference : spec.references) {
        auto pointer = fmt::format("/data/{}", reference.name);
        if (auto const* value = data.find(reference.name)) {
            check_reference(reference, *value, std::move(pointer), of_references);
        } else if (reference.required) {
            of_references.push_back(fault("missing_field", std::move(pointer), fmt::format("缺少“{}”", reference.label))
            );
        }
        fields.erase(reference.name);
    }
    // The rest is what a decision's command may hold. Its shape alone is asked, so the trigger does not matter.
    auto const rest = procedure::CommandSpec{spec.name, {}, spec.label, spec.fields, spec.documents};
    auto faults = procedure::faults_of_shape(rest, fields, documents);
    std::ranges::move(of_references, std::back_inserter(faults));
    return faults;
}

}  // namespace juece::registry
