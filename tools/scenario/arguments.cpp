// Binding of name=value arguments to a command's fields and documents.
#include "tools/scenario/arguments.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <ranges>

#include <fmt/format.h>

#include "tools/scenario/lexer.hpp"
#include "tools/scenario/names.hpp"
#include "tools/scenario/suggestion.hpp"
#include "workflow/rules/switches.hpp"

namespace juece::scenario {
namespace {

using procedure::Field;
using procedure::FieldKind;

constexpr std::int64_t greatest_number = (std::int64_t{1} << 53) - 1;

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t from = 0;;) {
        auto const comma = text.find(',', from);
        parts.emplace_back(text.substr(from, comma - from));
        if (comma == std::string_view::npos) return parts;
        from = comma + 1;
    }
}

bool is_rows(FieldKind kind) { return kind == FieldKind::rows || kind == FieldKind::sealed_rows; }

std::optional<std::int64_t> parse_number(std::string_view text) {
    bool const digits = !text.empty() && text.size() <= 16 &&
                        std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
    if (!digits) return std::nullopt;
    auto const number = std::stoll(std::string{text});
    return number <= greatest_number ? std::optional{std::int64_t{number}} : std::nullopt;
}

std::vector<std::string_view> role_codes() {
    std::vector<std::string_view> codes;
    for (auto const role : procedure::every_role())
        codes.push_back(procedure::code(role));
    return codes;
}

// The rows between brackets, each as its words. What is wrong with the writing is a mistake.
std::vector<std::vector<Word>> rows_in(std::string_view written, Place at, std::vector<Mistake>& mistakes) {
    auto const mistakes_before = mistakes.size();
    bool const is_closed = written.size() >= 2 && written.ends_with(']');
    auto const inner = written.substr(1, written.size() - (is_closed ? 2 : 1));
    std::vector<std::vector<Word>> rows(1);
    for (auto& word : words_of(inner, {at.line, at.column + 1}, mistakes)) {
        if (word.text == "|" && !word.is_quoted) {
            rows.emplace_back();
        } else {
            rows.back().push_back(std::move(word));
        }
    }
    if (!is_closed && mistakes.size() == mistakes_before) {
        mistakes.push_back({at, "列表 [ 没有结束", "在最后写 ];一行放不下时,下一行把同一个参数再写一次,各行接在一起"});
    }
    return rows;
}

class Binder {
public:
    Binder(Shape const& shape, std::vector<Mistake>& mistakes) : shape_{shape}, mistakes_{mistakes} {}

    void bind(Argument const& argument) {
        at_ = argument.at;
        if (is_rule_id(argument.name)) {
            bound_.reasons.push_back({argument.name, argument.value});
            return;
        }
        auto const field = std::ranges::find(shape_.fields, argument.name, &Field::name);
        bool const is_field = field != shape_.fields.end();
        bool const is_document = std::ranges::find(shape_.documents, argument.name, &procedure::DocumentSlot::role) !=
                                 shape_.documents.end();
        // `authority` is both: a verdict of the reviewer, and the paper of whoever enters for another.
        if (is_document && (!is_field || argument.value.starts_with('@'))) return bind_document(argument);
        if (!is_field) return unknown(argument);
        if (is_rows(field->kind)) return bind_rows(*field, argument);
        if (bound_.data.has(argument.name)) {
            return mistake(fmt::format("参数 {} 写了两次", argument.name), "只保留一个");
        }
        if (auto value = value_of(*field, argument.value)) bound_.data.set(field->name, std::move(*value));
    }

    Bound take() { return std::move(bound_); }

private:
    void mistake(std::string message, std::string hint) {
        mistakes_.push_back({at_, std::move(message), std::move(hint)});
    }

    std::nullopt_t bad(Field const& field, std::string_view value, std::string hint) {
        mistake(fmt::format("{}({})不能是“{}”", field.name, field.label, value), std::move(hint));
        return std::nullopt;
    }

    void unknown(Argument const& argument) {
        std::vector<std::string_view> known;
        for (auto const& field : shape_.fields)
            known.push_back(field.name);
        for (auto const& slot : shape_.documents)
            known.push_back(slot.role);
        mistake(
            fmt::format("命令 {}({})没有参数 {}", shape_.name, shape_.label, argument.name),
            suggestion(argument.name, known)
        );
    }

    void bind_document(Argument const& argument) {
        std::string_view value = argument.value;
        if (value.empty() || value.front() != '@') {
            return mistake(
                fmt::format("{} 是文书,却写着“{}”", argument.name, value),
                fmt::format("写成 {}=@文件名,需要时在后面加 #发文字号", argument.name)
            );
        }
        value.remove_prefix(1);
        auto const mark = value.find('#');
        auto const file = value.substr(0, mark);
        auto const media_type = media_type_of(file);
        if (file.empty()) return mistake(fmt::format("{}=@ 之后没有文件名", argument.name), "写成 @文件名");
        if (media_type.empty()) {
            return mistake(
                fmt::format("不认识文件“{}”的类型", file), "可用的扩展名:" + enumeration(known_extensions())
            );
        }
        auto const number = mark == std::string_view::npos ? std::string_view{} : value.substr(mark + 1);
        bound_.documents.push_back(
            {argument.name, std::string{file}, std::string{media_type}, std::string{number}, argument.at}
        );
    }

    // Rows that were given before are kept: a long list is written in several lines.
    void bind_rows(Field const& field, Argument const& argument) {
        if (!argument.value.starts_with('[')) {
            bad(field, argument.value, fmt::format("写成 {}=[名称=值 名称=值 | 名称=值 …]", field.name));
            return;
        }
        List rows;
        if (auto const* before = bound_.data.find(field.name)) rows = *before->list();
        auto const mistakes_before = mistakes_.size();
        auto const written = rows_in(argument.value, argument.value_at, mistakes_);
        if (mistakes_.size() > mistakes_before) return;  // what is not closed is not also incomplete
        for (auto const& words : written) {
            if (!words.empty()) rows.emplace_back(row_of(field, words));
        }
        bound_.data.set(field.name, std::move(rows));
    }

    Object row_of(Field const& field, std::vector<Word> const& words) {
        Object row;
        auto const mistakes_before = mistakes_.size();
        for (auto const& word : words) {
            at_ = word.at;
            if (!word.is_pair) {
                mistake(
                    fmt::format("“{}”不是 名称=值", word.text), "列表的每一项写成 名称=值,项与项之间写 |,两边留空格"
                );
            } else if (auto const member = std::ranges::find(field.members, word.name, &Field::name);
                       member == field.members.end()) {
                std::vector<std::string_view> known;
                for (auto const& each : field.members)
                    known.push_back(each.name);
                mistake(
                    fmt::format("{}({})的各项没有 {}", field.name, field.label, word.name), suggestion(word.name, known)
                );
            } else if (row.has(word.name)) {
                mistake(fmt::format("同一项里 {} 写了两次", word.name), "下一项之前写 |");
            } else if (auto value = value_of(*member, word.value)) {
                row.set(word.name, std::move(*value));
            }
        }
        at_ = words.front().at;
        for (auto const& member : field.members) {
            if (!member.required || row.has(member.name) || mistakes_.size() > mistakes_before) continue;
            mistake(
                fmt::format("{} 的这一项缺少 {}({})", field.name, member.name, member.label),
                fmt::format("加上 {}=…", member.name)
            );
        }
        return row;
    }

    // Nothing: a mistake was told.
    std::optional<Value> value_of(Field const& field, std::string const& value) {
        if (value.starts_with('@')) {
            mistake(fmt::format("{}({})不是文书,不能写成 @文件", field.name, field.label), "直接写出它的值");
            return std::nullopt;
        }
        switch (field.kind) {
            case FieldKind::code:
                return choice_of(field, value) ? std::optional{Value{value}} : std::nullopt;
            case FieldKind::codes:
            case FieldKind::organs:
            case FieldKind::persons:
            case FieldKind::roles:
                return list_of(field, value);
            case FieldKind::number:
                if (auto const number = parse_number(value)) return Value{*number};
                return bad(field, value, "写成不带单位的非负整数,如 50");
            case FieldKind::flag:
                if (value == "true" || value == "false") return Value{value == "true"};
                return bad(field, value, "写 true 或 false");
            case FieldKind::version:
                return version_of(field, value);
            case FieldKind::ground:
                return ground_of(field, value);
            case FieldKind::rows:
            case FieldKind::sealed_rows:
                return bad(field, value, "列表之中不能再有列表");
            default:
                return string_of(field, value);
        }
    }

    // A kind that is written as one string and stays one.
    std::optional<Value> string_of(Field const& field, std::string const& value) {
        switch (field.kind) {
            case FieldKind::day:
                if (!parse_day(value)) return bad(field, value, "写成 2023-11-11 这样的日期");
                break;
            case FieldKind::organ:
                if (!is_code(value)) return bad(field, value, "写单位代码,如 minhang-yingji");
                break;
            case FieldKind::post:
                if (!is_code(value) && !is_performer(value)) return bad(field, value, "写岗位代码,或 岗位(姓名)");
                break;
            case FieldKind::decision:
                if (value != this_decision && !DecisionId::parse(value))
                    return bad(field, value, "写 this(本事项)或者事项的编号");
                break;
            case FieldKind::citation:
                if (!parse_citation(value))
                    return bad(field, value, "写成 「OGI 14」或「D713 15(1)」:法规代码、空格、条、款");
                break;
            default:
                if (value.empty()) return bad(field, value, "写出文字,有空格时用「」括起来");
                break;
        }
        return Value{value};
    }

    // A field without choices takes any code.
    bool choice_of(Field const& field, std::string_view value) {
        if (field.choices.empty() && is_code(value)) return true;
        if (std::ranges::find(field.choices, value) != field.choices.end()) return true;
        bad(field, value, field.choices.empty() ? "写代码、数字或日期" : suggestion(value, field.choices));
        return false;
    }

    std::optional<Value> list_of(Field const& field, std::string const& value) {
        List items;
        if (field.kind == FieldKind::roles && value.empty()) return Value{items};
        auto const known_roles = role_codes();
        for (auto const& part : split(value)) {
            if (field.kind == FieldKind::codes && !choice_of(field, part)) return std::nullopt;
            if (field.kind == FieldKind::organs && !is_code(part)) {
                return bad(field, part, "用半角逗号分开的单位代码,如 minhang-yingji,minhang-guihua");
            }
            if (field.kind == FieldKind::persons && part.empty()) {
                return bad(field, value, "用半角逗号分开的姓名,如 王,李");
            }
            if (field.kind == FieldKind::roles && !procedure::parse_role(part)) {
                return bad(field, part, suggestion(part, known_roles));
            }
            items.emplace_back(part);
        }
        return Value{std::move(items)};
    }

    std::optional<Value> version_of(Field const& field, std::string const& value) {
        auto const digits = std::string_view{value}.substr(value.starts_with('#') ? 1 : 0);
        if (auto const number = parse_number(digits); number && *number > 0) return Value{*number};
        auto const reference = parse_event_reference(value);
        if (reference) return Value{value};
        std::vector<std::string_view> known;
        for (auto const trigger : procedure::every_trigger())
            known.push_back(procedure::code(trigger));
        auto const name = std::string_view{value}.substr(0, value.find('#'));
        auto const near = closest(name, known);
        return bad(
            field,
            value,
            near.empty() ? "写 #7(第 7 版),或事件名,如 public_comment.reported,第二个写 participation.recorded#2"
                         : fmt::format("是否想写 {}?", near)
        );
    }

    std::optional<Value> ground_of(Field const& field, std::string const& value) {
        if (auto const cites = parse_citation(value)) {
            Object ground{{"law", std::string{code(cites->source)}}, {"article", cites->article}};
            if (cites->paragraph > 0) ground.set("paragraph", cites->paragraph);
            return Value{std::move(ground)};
        }
        auto const colon = value.find(':');
        auto const name = value.substr(0, colon);
        auto const says = colon == std::string::npos ? std::string{} : value.substr(colon + 1);
        if (name.starts_with("F_") && !rules::parse_switch(name)) {
            return bad(field, value, suggestion(name, rules::switch_codes()));
        }
        if (!name.starts_with("F_") || (says != "true" && says != "false")) {
            return bad(field, value, "写成 F_TECH:false(所认定的情形),或「OGI 14」(法律依据)");
        }
        return Value{Object{{"fact", name}, {"value", says == "true"}}};
    }

    Shape const& shape_;
    std::vector<Mistake>& mistakes_;
    Place at_;
    Bound bound_;
};

std::string row_text(std::vector<std::pair<std::string, std::string>> members) {
    std::ranges::sort(members);
    std::vector<std::string> parts;
    for (auto const& [name, value] : members)
        parts.push_back(name + "=" + value);
    return fmt::format("{}", fmt::join(parts, " "));
}

std::string object_text(Object const& object) {
    if (object.has("fact")) return fmt::format("{}:{}", object.text("fact"), object.flag("value"));
    if (object.has("law")) {
        auto const article = fmt::format("{} {}", object.text("law"), object.number("article"));
        return object.has("paragraph") ? fmt::format("{}({})", article, object.number("paragraph")) : article;
    }
    std::vector<std::pair<std::string, std::string>> members;
    for (auto const& [name, member] : object)
        members.emplace_back(name, argument_text(member));
    return row_text(std::move(members));
}

}  // namespace

Shape shape_of(procedure::CommandSpec const& spec) {
    Shape shape{spec.name, spec.label, {spec.fields.begin(), spec.fields.end()}, {}};
    shape.documents.assign(spec.documents.begin(), spec.documents.end());
    auto const common = procedure::common_documents();
    shape.documents.insert(shape.documents.end(), common.begin(), common.end());
    return shape;
}

Bound bind_arguments(Shape const& shape, std::span<Argument const> arguments, std::vector<Mistake>& mistakes) {
    Binder binder{shape, mistakes};
    for (auto const& argument : arguments)
        binder.bind(argument);
    return binder.take();
}

Bound bind_arguments(
    procedure::CommandSpec const& spec, std::span<Argument const> arguments, std::vector<Mistake>& mistakes
) {
    return bind_arguments(shape_of(spec), arguments, mistakes);
}

bool is_rule_id(std::string_view text) {
    constexpr std::size_t design_bytes = 3;
    bool const is_long_enough = text.size() >= 3 && (text.front() == 'R' || text.size() == design_bytes);
    return is_long_enough && (text.front() == 'R' || text.front() == 'D') &&
           std::all_of(text.begin() + 1, text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string argument_text(Value const& value) {
    if (auto const* flag = value.boolean()) return *flag ? "true" : "false";
    if (auto const* number = value.number()) return std::to_string(*number);
    if (auto const* string = value.string()) return *string;
    if (auto const* object = value.object()) return object_text(*object);
    bool holds_objects = false;
    std::vector<std::string> parts;
    for (auto const& item : *value.list()) {
        holds_objects = holds_objects || item.object() != nullptr;
        parts.push_back(argument_text(item));
    }
    return holds_objects ? fmt::format("[{}]", fmt::join(parts, " | ")) : fmt::format("{}", fmt::join(parts, ","));
}

std::string expected_text(std::string const& written) {
    if (!written.starts_with('[')) return written;
    std::vector<Mistake> ignored;
    std::vector<std::string> rows;
    for (auto const& words : rows_in(written, {}, ignored)) {
        std::vector<std::pair<std::string, std::string>> members;
        for (auto const& word : words)
            members.emplace_back(word.name, word.value);
        rows.push_back(row_text(std::move(members)));
    }
    return fmt::format("[{}]", fmt::join(rows, " | "));
}

}  // namespace juece::scenario
