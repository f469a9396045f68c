// Skips over values by brackets and quotes.
#include "adapters/kafka/raw_json.hpp"

#include <charconv>

namespace juece::kafka {
namespace {

constexpr auto nowhere = std::string_view::npos;

std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t'))
        ++at;
    return at;
}

// `at` is on the opening quote; the answer is behind the closing one.
std::size_t skip_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            return at + 1;
        }
    }
    return nowhere;
}

std::size_t skip_nested(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    while (at < text.size()) {
        char const c = text[at];
        if (c == '"') {
            at = skip_string(text, at);
            if (at == nowhere) return nowhere;
            continue;
        }
        ++at;
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && --depth == 0) return at;
    }
    return nowhere;
}

std::size_t skip_value(std::string_view text, std::size_t at) {
    if (at >= text.size()) return nowhere;
    if (text[at] == '"') return skip_string(text, at);
    if (text[at] == '{' || text[at] == '[') return skip_nested(text, at);
    auto const end = text.find_first_of(",]} \n\r\t", at);
    return end == at ? nowhere : (end == nowhere ? text.size() : end);
}

// Reads `"key":` at `at` and moves behind it. The key without its quotation marks, nothing if there is none.
std::optional<std::string_view> take_key(std::string_view text, std::size_t& at) {
    if (text[at] != '"') return std::nullopt;
    auto const end = skip_string(text, at);
    if (end == nowhere) return std::nullopt;
    auto const key = text.substr(at + 1, end - at - 2);
    at = skip_space(text, end);
    if (at >= text.size() || text[at] != ':') return std::nullopt;
    at = skip_space(text, at + 1);
    return key;
}

// Calls `visit(key, value)` for each member, or `visit({}, value)` for each element, until it answers false.
template <class Visit>
bool walk(std::string_view text, char open, char close, Visit visit) {
    auto at = skip_space(text, 0);
    if (at >= text.size() || text[at] != open) return false;
    at = skip_space(text, at + 1);
    if (at < text.size() && text[at] == close) return true;
    while (at < text.size()) {
        std::string_view key;
        if (open == '{') {
            auto const taken = take_key(text, at);
            if (!taken) return false;
            key = *taken;
        }
        auto const end = skip_value(text, at);
        if (end == nowhere) return false;
        if (!visit(key, text.substr(at, end - at))) return true;
        at = skip_space(text, end);
        if (at >= text.size()) return false;
        if (text[at] == close) return true;
        if (text[at] != ',') return false;
        at = skip_space(text, at + 1);
    }
    return false;
}

}  // namespace

std::optional<std::string_view> raw_member(std::string_view object, std::string_view key) {
    std::optional<std::string_view> found;
    bool const whole = walk(object, '{', '}', [&](std::string_view name, std::string_view value) {
        if (name == key) found = value;
        return !found;
    });
    return whole ? found : std::nullopt;
}

std::optional<std::vector<std::string_view>> raw_elements(std::string_view array) {
    std::vector<std::string_view> elements;
    bool const whole = walk(array, '[', ']', [&](std::string_view, std::string_view value) {
        elements.push_back(value);
        return true;
    });
    return whole ? std::optional{std::move(elements)} : std::nullopt;
}

std::optional<std::string_view> raw_string(std::optional<std::string_view> value) {
    if (!value || value->size() < 2 || value->front() != '"') return std::nullopt;
    auto const content = value->substr(1, value->size() - 2);
    return content.find('\\') == nowhere ? std::optional{content} : std::nullopt;
}

std::optional<std::uint64_t> raw_number(std::optional<std::string_view> value) {
    if (!value || value->empty()) return std::nullopt;
    std::uint64_t number = 0;
    auto const [end, fault] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (fault != std::errc{} || end != value->data() + value->size()) return std::nullopt;
    return number;
}

}  // namespace juece::kafka
