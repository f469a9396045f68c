// Binding of name=value arguments to a command's fields and documents.
#include "tools/scenario/arguments.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>

#include <fmt/format.h>

namespace juece::scenario {
namespace {

using procedure::CommandSpec;
using procedure::Field;
using procedure::FieldKind;

constexpr std::int64_t greatest_number = (std::int64_t{1} << 53) - 1;

struct MediaType {
    std::string_view extension;
    std::string_view name;
};
constexpr std::array media_types{
    MediaType{".txt", "text/plain"},
    MediaType{".md", "text/markdown"},
    MediaType{".html", "text/html"},
    MediaType{".pdf", "application/pdf"},
    MediaType{".json", "application/json"},
    MediaType{".xml", "application/xml"},
    MediaType{".csv", "text/csv"},
    MediaType{".ofd", "application/ofd"},
    MediaType{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    MediaType{".jpg", "image/jpeg"},
    MediaType{".png", "image/png"},
};

// Edit distance over bytes; words are short codes.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t from = 0;;) {
        auto const comma = text.find(',', from);
        parts.emplace_back(text.substr(from, comma - from));
        if (comma == std::string_view::npos) return parts;
        from = comma + 1;
    }
}

bool is_rule_id(std::string_view name) {
    return name.size() >= 3 && name.front() == 'R' &&
           std::all_of(name.begin() + 1, name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

class Binder {
public:
    Binder(CommandSpec const& spec, std::vector<ArgumentMistake>& mistakes) : spec_{spec}, mistakes_{mistakes} {}

    void bind(std::size_t index, Argument const& argument) {
        index_ = index;
        if (is_rule_id(argument.name)) {
            bound_.reasons.push_back({argument.name, argument.value});
            return;
        }
        auto const slot = std::find_if(spec_.documents.begin(), spec_.documents.end(), [&](auto const& known) {
            return known.role == argument.name;
        });
        if (slot != spec_.documents.end()) return bind_document(argument);
        auto const field = std::find_if(spec_.fields.begin(), spec_.fields.end(), [&](auto const& known) {
            return known.name == argument.name;
        });
        if (field == spec_.fields.end()) return unknown(argument);
        if (bound_.data.has(argument.name)) {
            return mistake(fmt::format("参数 {} 写了两次", argument.name), "只保留一个");
        }
        bind_field(*field, argument.value);
    }

    Bound take() { return std::move(bound_); }

private:
    void mistake(std::string message, std::string hint) {
        mistakes_.push_back({index_, std::move(message), std::move(hint)});
    }

    void unknown(Argument const& argument) {
        std::vector<std::string_view> known;
        for (auto const& field : spec_.fields)
            known.push_back(field.name);
        for (auto const& slot : spec_.documents)
            known.push_back(slot.role);
        mistake(
            fmt::format("命令 {}({})没有参数 {}", spec_.name, spec_.label, argument.name),
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
            std::vector<std::string_view> known;
            for (auto const& type : media_types)
                known.push_back(type.extension);
            return mistake(fmt::format("不认识文件“{}”的类型", file), "可用的扩展名:" + enumeration(known));
        }
        auto const number = mark == std::string_view::npos ? std::string_view{} : value.substr(mark + 1);
        bound_.documents.push_back(
            {argument.name, std::string{file}, std::string{media_type}, std::string{number}, index_}
        );
    }

    void bind_field(Field const& field, std::string const& value) {
        if (!value.empty() && value.front() == '@') {
            return mistake(fmt::format("{}({})不是文书,不能写成 @文件", field.name, field.label), "直接写出它的值");
        }
        switch (field.kind) {
            case FieldKind::code:
                return bind_code(field, value);
            case FieldKind::codes:
            case FieldKind::organs:
                return bind_list(field, value);
            case FieldKind::number:
                return bind_number(field, value);
            case FieldKind::day:
                if (!parse_day(value)) return bad(field, value, "写成 2023-11-11 这样的日期");
                break;
            case FieldKind::organ:
                if (!is_code(value)) return bad(field, value, "写单位代码,如 minhang-yingji");
                break;
            case FieldKind::citation:
                if (!parse_citation(value))
                    return bad(field, value, "写成 「OGI 14」或「D713 15(1)」:法规代码、空格、条、款");
                break;
            case FieldKind::text:
                if (value.empty()) return bad(field, value, "写出文字,有空格时用「」括起来");
                break;
        }
        bound_.data.set(field.name, value);
    }

    void bad(Field const& field, std::string_view value, std::string hint) {
        mistake(fmt::format("{}({})不能是“{}”", field.name, field.label, value), std::move(hint));
    }

    bool check_choice(Field const& field, std::string_view value) {
        if (std::find(field.choices.begin(), field.choices.end(), value) != field.choices.end()) return true;
        bad(field, value, suggestion(value, field.choices));
        return false;
    }

    void bind_code(Field const& field, std::string const& value) {
        if (check_choice(field, value)) bound_.data.set(field.name, value);
    }

    void bind_list(Field const& field, std::string const& value) {
        List items;
        for (auto const& part : split(value)) {
            if (field.kind == FieldKind::codes && !check_choice(field, part)) return;
            if (field.kind == FieldKind::organs && !is_code(part)) {
                return bad(field, part, "用半角逗号分开的单位代码,如 minhang-yingji,minhang-guihua");
            }
            items.emplace_back(part);
        }
        bound_.data.set(field.name, std::move(items));
    }

    void bind_number(Field const& field, std::string const& value) {
        bool const digits =
            !value.empty() && value.size() <= 16 &&
            std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
        auto const number = digits ? std::stoll(value) : -1;
        if (number < 0 || number > greatest_number) return bad(field, value, "写成不带单位的非负整数,如 50");
        bound_.data.set(field.name, std::int64_t{number});
    }

    CommandSpec const& spec_;
    std::vector<ArgumentMistake>& mistakes_;
    std::size_t index_ = 0;
    Bound bound_;
};

}  // namespace

Bound bind_arguments(
    CommandSpec const& spec, std::span<Argument const> arguments, std::vector<ArgumentMistake>& mistakes
) {
    Binder binder{spec, mistakes};
    for (std::size_t i = 0; i < arguments.size(); ++i)
        binder.bind(i, arguments[i]);
    return binder.take();
}

std::string_view closest(std::string_view word, std::span<std::string_view const> known) {
    std::string_view best;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (auto const candidate : known) {
        auto const d = distance(word, candidate);
        if (d < least && d < candidate.size()) {
            least = d;
            best = candidate;
        }
    }
    return best;
}

std::string enumeration(std::span<std::string_view const> words) { return fmt::format("{}", fmt::join(words, "、")); }

std::string suggestion(std::string_view word, std::span<std::string_view const> known) {
    if (auto const near = closest(word, known); !near.empty()) return fmt::format("是否想写 {}?", near);
    return known.empty() ? "这里什么都不需要" : "可用的有:" + enumeration(known);
}

std::string_view media_type_of(std::string_view file) {
    for (auto const& type : media_types) {
        if (file.ends_with(type.extension)) return type.name;
    }
    return {};
}

std::string argument_text(Value const& value) {
    if (auto const* flag = value.boolean()) return *flag ? "true" : "false";
    if (auto const* number = value.number()) return std::to_string(*number);
    if (auto const* string = value.string()) return *string;
    std::vector<std::string> parts;
    if (auto const* list = value.list()) {
        for (auto const& item : *list)
            parts.push_back(argument_text(item));
    } else if (auto const* object = value.object()) {
        for (auto const& [name, member] : *object)
            parts.push_back(name + ":" + argument_text(member));
    }
    return fmt::format("{}", fmt::join(parts, ","));
}

}  // namespace juece::scenario
