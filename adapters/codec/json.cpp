// The narrow JSON reader (Boost.JSON's grammar, our own rules) and the canonical writer.
#include "adapters/codec/json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

namespace juece::codec {
namespace {

namespace bj = boost::json;

// Receives the parser's events and builds the Value. Every callback returns false after the first fault.
class Builder {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    explicit Builder(Limits const& limits) : limits_{limits} {}

    std::optional<JsonError> const& error() const { return error_; }
    Value take() { return std::move(root_); }
    std::string pointer() const;

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code&) { return open(Value{Object{}}); }
    bool on_object_end(std::size_t, bj::error_code& ec) { return close(ec); }
    bool on_array_begin(bj::error_code&) { return open(Value{List{}}); }
    bool on_array_end(std::size_t, bj::error_code& ec) { return close(ec); }
    bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return collect(part); }
    bool on_key(bj::string_view part, std::size_t, bj::error_code& ec);
    bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return collect(part); }
    bool on_string(bj::string_view part, std::size_t, bj::error_code& ec);
    bool on_number_part(bj::string_view, bj::error_code&) { return true; }
    bool on_int64(std::int64_t number, bj::string_view text, bj::error_code& ec);
    bool on_uint64(std::uint64_t, bj::string_view, bj::error_code& ec) { return out_of_range(ec); }
    bool on_double(double, bj::string_view text, bj::error_code& ec);
    bool on_bool(bool value, bj::error_code& ec) { return put(Value{value}, ec); }
    bool on_null(bj::error_code& ec) { return fail(ec, "null_value", "不接受 null:没有的成员应当省略"); }
    bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
    bool on_comment(bj::string_view, bj::error_code&) { return true; }

private:
    struct Frame {
        Value value;      // an Object or a List
        std::string key;  // of the member being read
    };

    bool open(Value empty) {
        frames_.push_back({std::move(empty), {}});
        return true;
    }
    bool close(bj::error_code& ec) {
        auto value = std::move(frames_.back().value);
        frames_.pop_back();
        return put(std::move(value), ec);
    }
    bool collect(bj::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool put(Value value, bj::error_code& ec);
    bool accept(std::string_view text, Invisible invisible, bj::error_code& ec);
    bool fail(bj::error_code& ec, std::string_view code, std::string message);
    bool out_of_range(bj::error_code& ec) {
        return fail(ec, "number_out_of_range", "整数超出 ±9007199254740991 的范围");
    }

    Limits const& limits_;
    std::vector<Frame> frames_;
    std::string text_;  // the string or key under way
    Value root_;
    std::optional<JsonError> error_;
};

std::string Builder::pointer() const {
    std::string path;
    for (auto const& frame : frames_) {
        if (auto const* list = frame.value.list()) {
            path += fmt::format("/{}", list->size());
        } else if (!frame.key.empty()) {
            path += '/' + pointer_step(frame.key);
        }
    }
    return path;
}

bool Builder::fail(bj::error_code& ec, std::string_view code, std::string message) {
    error_ = JsonError{std::string{code}, 0, pointer(), std::move(message)};
    ec = bj::error::input_error;
    return false;
}

bool Builder::accept(std::string_view text, Invisible invisible, bj::error_code& ec) {
    if (text.find('\0') != std::string_view::npos) return fail(ec, "nul_character", "文本中不得有 NUL 字符");
    auto const fault = check_text(text, invisible);
    if (!fault) return true;
    auto const name = code_point_text(fault->code_point);
    if (fault->code == "text_not_nfc")
        return fail(ec, fault->code, fmt::format("文本不是 Unicode NFC 规范形式,首个不合之处是 {}", name));
    if (fault->code == "invisible_character") return fail(ec, fault->code, fmt::format("文本含有不可见字符 {}", name));
    return fail(ec, fault->code, "不是有效的 UTF-8");
}

bool Builder::on_key(bj::string_view part, std::size_t, bj::error_code& ec) {
    collect(part);
    auto key = std::exchange(text_, {});
    auto& frame = frames_.back();
    frame.key.clear();
    if (key.empty()) return fail(ec, "empty_key", "成员名不得为空");
    if (!accept(key, Invisible::refused, ec)) return false;
    auto const& members = *frame.value.object();
    frame.key = std::move(key);
    if (members.has(frame.key)) return fail(ec, "duplicate_key", fmt::format("成员“{}”重复", frame.key));
    if (members.size() >= limits_.members_max)
        return fail(ec, "too_many_members", fmt::format("一个对象最多 {} 个成员", limits_.members_max));
    return true;
}

bool Builder::on_string(bj::string_view part, std::size_t, bj::error_code& ec) {
    collect(part);
    auto text = std::exchange(text_, {});
    return accept(text, limits_.invisible, ec) && put(Value{std::move(text)}, ec);
}

bool Builder::on_int64(std::int64_t number, bj::string_view text, bj::error_code& ec) {
    if (number == 0 && text.front() == '-') return fail(ec, "negative_zero", "不接受 -0");
    if (number > number_max || number < -number_max) return out_of_range(ec);
    return put(Value{number}, ec);
}

bool Builder::on_double(double, bj::string_view text, bj::error_code& ec) {
    if (text.find_first_of(".eE") == bj::string_view::npos) return out_of_range(ec);
    return fail(ec, "not_integer", "只接受整数,不接受小数和指数");
}

bool Builder::put(Value value, bj::error_code&) {
    if (frames_.empty()) {
        root_ = std::move(value);
        return true;
    }
    auto& frame = frames_.back();
    if (auto* list = frame.value.list()) {
        list->push_back(std::move(value));
    } else {
        frame.value.object()->set(frame.key, std::move(value));
        frame.key.clear();
    }
    return true;
}

// Whether what was read ends in an escaped leading surrogate, perhaps with the backslash of what should have been its
// pair: the parser calls that a mistake of syntax.
bool ends_in_leading_surrogate(std::string_view read) {
    if (read.ends_with('\\')) read.remove_suffix(1);
    if (read.size() < 6) return false;
    auto const escape = read.substr(read.size() - 6);
    return escape.starts_with("\\u") && (escape[2] == 'd' || escape[2] == 'D') &&
           std::string_view{"89abAB"}.find(escape[3]) != std::string_view::npos;
}

// What the grammar itself refused.
JsonError grammar_error(
    bj::error_code const& ec, std::string_view bytes, std::size_t offset, std::string pointer, Limits const& limits
) {
    auto const make = [&](std::string_view code, std::string message) {
        return JsonError{std::string{code}, offset, std::move(pointer), std::move(message)};
    };
    if (ec == bj::error::too_deep) return make("too_deep", fmt::format("嵌套超过 {} 层", limits.depth_max));
    if (ec == bj::error::extra_data) return make("trailing_bytes", "JSON 之后还有多余的字节");
    bool const lone = ec == bj::error::illegal_leading_surrogate || ec == bj::error::illegal_trailing_surrogate;
    if (lone || ends_in_leading_surrogate(bytes.substr(0, offset)))
        return make("lone_surrogate", "转义中有不成对的代理项");
    // The text of a number can overflow the parser's own exponent before our handler sees it.
    if (ec == bj::error::exponent_overflow) return make("not_integer", "只接受整数,不接受小数和指数");
    if (ec == bj::error::incomplete) return make("malformed_json", "JSON 不完整");
    return make("malformed_json", fmt::format("第 {} 字节处不是合法的 JSON", offset));
}

constexpr std::string_view hex_digits = "0123456789abcdef";

// 0: written as it is; 'u': \u00xx; else the letter after the backslash (RFC 8785 §3.2.2.2).
constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < 0x20; ++i)
        table[i] = 'u';
    table['\b'] = 'b';
    table['\t'] = 't';
    table['\n'] = 'n';
    table['\f'] = 'f';
    table['\r'] = 'r';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

// UTF-16 orders the supplementary planes (lead bytes F0–F4) before U+E000–U+FFFF (lead bytes EE, EF); all else as
// UTF-8 does.
constexpr unsigned utf16_rank(unsigned char byte) {
    if (byte >= 0xF0U) return byte - 2U;
    return byte >= 0xEEU ? byte + 5U : byte;
}

bool utf16_less(std::string_view left, std::string_view right) {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
        return utf16_rank(static_cast<unsigned char>(a)) < utf16_rank(static_cast<unsigned char>(b));
    });
}

}  // namespace

Result<Value, JsonError> parse(std::string_view bytes, Limits const& limits) {
    if (bytes.size() > limits.bytes_max)
        return JsonError{"too_large", limits.bytes_max, "", fmt::format("超过 {} 字节", limits.bytes_max)};
    if (auto const at = invalid_utf8_at(bytes)) return JsonError{"invalid_utf8", *at, "", "不是有效的 UTF-8"};
    if (auto const at = bytes.find('\0'); at != std::string_view::npos)
        return JsonError{"nul_character", at, "", "文本中不得有 NUL 字符"};
    bj::parse_options options;
    options.max_depth = limits.depth_max;
    bj::basic_parser<Builder> parser{options, limits};
    bj::error_code ec;
    auto const read = parser.write_some(false, bytes.data(), bytes.size(), ec);
    auto& builder = parser.handler();
    if (auto error = builder.error()) {
        error->offset = read;
        return *std::move(error);
    }
    if (!ec && read < bytes.size()) ec = bj::error::extra_data;
    if (ec) return grammar_error(ec, bytes, read, builder.pointer(), limits);
    return builder.take();
}

void serialize_string_to(std::string& out, std::string_view text) {
    out += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const byte = static_cast<unsigned char>(text[i]);
        char const escape = escapes[byte];
        if (escape == 0) continue;
        out.append(text, written, i - written);
        written = i + 1;
        out += '\\';
        out += escape;
        if (escape == 'u') {
            out += "00";
            out += hex_digits[byte >> 4U];
            out += hex_digits[byte & 15U];
        }
    }
    out.append(text, written);
    out += '"';
}

void serialize_to(std::string& out, Object const& object) {
    std::vector<Object::Member const*> members;
    members.reserve(object.size());
    for (auto const& member : object)
        members.push_back(&member);
    auto const before = [](auto const* a, auto const* b) { return utf16_less(a->first, b->first); };
    if (!std::is_sorted(members.begin(), members.end(), before)) std::sort(members.begin(), members.end(), before);
    char separator = '{';
    for (auto const* member : members) {
        out += separator;
        separator = ',';
        serialize_string_to(out, member->first);
        out += ':';
        serialize_to(out, member->second);
    }
    if (members.empty()) out += '{';
    out += '}';
}

void serialize_to(std::string& out, Value const& value) {
    if (auto const* text = value.string()) return serialize_string_to(out, *text);
    if (auto const* object = value.object()) return serialize_to(out, *object);
    if (auto const* boolean = value.boolean()) {
        out += *boolean ? "true" : "false";
    } else if (auto const* number = value.number()) {
        fmt::format_int const digits{*number};
        out.append(digits.data(), digits.size());
    } else {
        char separator = '[';
        for (auto const& element : *value.list()) {
            out += separator;
            separator = ',';
            serialize_to(out, element);
        }
        if (separator == '[') out += '[';
        out += ']';
    }
}

std::string serialize(Value const& value) {
    constexpr std::size_t usual_length = 1'024;
    std::string out;
    out.reserve(usual_length);
    serialize_to(out, value);
    return out;
}

std::string pointer_step(std::string_view key) {
    std::string step;
    for (char const c : key) {
        if (c == '~') {
            step += "~0";
        } else if (c == '/') {
            step += "~1";
        } else {
            step += c;
        }
    }
    return step;
}

bool is_malformed(std::string_view code) {
    constexpr std::array<std::string_view, 14> malformed{
        "too_large",
        "malformed_json",
        "trailing_bytes",
        "too_deep",
        "too_many_members",
        "duplicate_key",
        "empty_key",
        "null_value",
        "not_integer",
        "negative_zero",
        "number_out_of_range",
        "nul_character",
        "invalid_utf8",
        "lone_surrogate",
    };
    return std::find(malformed.begin(), malformed.end(), code) != malformed.end();
}

}  // namespace juece::codec
