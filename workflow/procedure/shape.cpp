// Checks a command's data against its declared fields and documents, before any law is asked.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "workflow/core/citation.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/procedure/command.hpp"

namespace juece::procedure {
namespace {

using Faults = std::vector<Fault>;

std::string joined(std::span<std::string_view const> codes) { return fmt::format("{}", fmt::join(codes, "、")); }

// A member's name as a JSON pointer writes it (RFC 6901).
std::string pointer_to(std::string_view parent, std::string_view name) {
    std::string pointer{parent};
    pointer += '/';
    for (char const c : name) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Fault wrong_type(Field const& field, std::string pointer, std::string_view expected) {
    return {"wrong_type", std::move(pointer), fmt::format("“{}”应为{}", field.label, expected)};
}

// One string of a field whose kind is written as a string or as a list of strings.
void check_string(Field const& field, std::string const& written, std::string pointer, Faults& faults) {
    switch (field.kind) {
        case FieldKind::code:
        case FieldKind::codes:
            if (std::ranges::find(field.choices, written) == field.choices.end())
                faults.push_back(
                    {"unknown_choice",
                     std::move(pointer),
                     fmt::format("“{}”须为下列之一:{}", field.label, joined(field.choices))}
                );
            break;
        case FieldKind::organ:
        case FieldKind::organs:
            if (!OrganCode::parse(written))
                faults.push_back({"bad_organ", std::move(pointer), fmt::format("“{}”不是机关代码", field.label)});
            break;
        case FieldKind::day:
            if (!parse_day(written))
                faults.push_back({"bad_day", std::move(pointer), fmt::format("“{}”应为日期,如 2023-11-11", field.label)}
                );
            break;
        case FieldKind::citation:
            if (!parse_citation(written))
                faults.push_back(
                    {"bad_citation", std::move(pointer), fmt::format("“{}”应为条文出处,如 OGI 14", field.label)}
                );
            break;
        case FieldKind::text:
            if (is_blank(written))
                faults.push_back({"blank_text", std::move(pointer), fmt::format("“{}”不能为空白", field.label)});
            break;
        case FieldKind::number:
            break;  // never written as a string; its caller has said so
    }
}

void check_list(Field const& field, Value const& value, std::string const& pointer, Faults& faults) {
    auto const* list = value.list();
    if (list == nullptr) {
        faults.push_back(wrong_type(field, pointer, "列表"));
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const place = pointer_to(pointer, std::to_string(i));
        auto const* written = (*list)[i].string();
        auto const before = std::span{*list}.first(i);
        if (written == nullptr) {
            faults.push_back(wrong_type(field, place, "文字列表"));
        } else if (std::ranges::find(before, (*list)[i]) != before.end()) {
            faults.push_back({"repeated_item", place, fmt::format("“{}”中有重复的“{}”", field.label, *written)});
        } else {
            check_string(field, *written, place, faults);
        }
    }
}

void check_value(Field const& field, Value const& value, std::string pointer, Faults& faults) {
    if (field.kind == FieldKind::codes || field.kind == FieldKind::organs) {
        check_list(field, value, pointer, faults);
        return;
    }
    if (field.kind == FieldKind::number) {
        auto const* number = value.number();
        if (number == nullptr) {
            faults.push_back(wrong_type(field, std::move(pointer), "整数"));
        } else if (*number < 0) {
            faults.push_back({"bad_number", std::move(pointer), fmt::format("“{}”不能为负数", field.label)});
        }
        return;
    }
    if (auto const* written = value.string()) {
        check_string(field, *written, std::move(pointer), faults);
    } else {
        faults.push_back(wrong_type(field, std::move(pointer), "文字"));
    }
}

void check_data(CommandSpec const& spec, Object const& data, Faults& faults) {
    for (auto const& field : spec.fields) {
        auto pointer = pointer_to("/data", field.name);
        if (auto const* value = data.find(field.name)) {
            check_value(field, *value, std::move(pointer), faults);
        } else if (field.required) {
            faults.push_back({"missing_field", std::move(pointer), fmt::format("缺少“{}”", field.label)});
        }
    }
    for (auto const& [name, value] : data) {
        if (std::ranges::find(spec.fields, name, &Field::name) == spec.fields.end())
            faults.push_back(
                {"unknown_field", pointer_to("/data", name), fmt::format("“{}”没有名为“{}”的数据项", spec.label, name)}
            );
    }
}

// 发文字号 enters the leaf, where no free text may be: it is short and of one line.
bool is_document_number(std::string_view number) {
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return number.size() <= 120 && std::ranges::none_of(number, is_control);
}

void check_documents(CommandSpec const& spec, std::span<Document const> documents, Faults& faults) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
        auto const& document = documents[i];
        auto const place = fmt::format("/documents/{}", i);
        if (std::ranges::find(spec.documents, document.role, &DocumentSlot::role) == spec.documents.end()) {
            faults.push_back(
                {"unknown_document", place + "/role", fmt::format("“{}”没有名为“{}”的文书", spec.label, document.role)}
            );
        } else if (std::ranges::find(documents.first(i), document.role, &Document::role) != documents.first(i).end()) {
            faults.push_back({"repeated_document", place + "/role", fmt::format("文书“{}”重复", document.role)});
        }
        if (!is_document_number(document.number))
            faults.push_back({"bad_document_number", place + "/number", "发文字号过长或者含有控制字符"});
    }
    for (auto const& slot : spec.documents) {
        if (slot.required && std::ranges::find(documents, slot.role, &Document::role) == documents.end())
            faults.push_back({"missing_document", "/documents", fmt::format("缺少文书“{}”", slot.label)});
    }
}

}  // namespace

std::vector<Fault> faults_of_shape(CommandSpec const& spec, Object const& data, std::span<Document const> documents) {
    Faults faults;
    check_data(spec, data, faults);
    check_documents(spec, documents, faults);
    return faults;
}

}  // namespace juece::procedure
