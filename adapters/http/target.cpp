// Percent-decoding and cutting of request targets.
#include "adapters/http/target.hpp"

#include <optional>

namespace juece::http {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Nothing if an escape is wrong or stands for a byte that is not printable ASCII.
std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            auto const high = hex_digit(text[i + 1]);
            auto const low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c < 0x20 || c > 0x7e) return std::nullopt;
        out += c;
    }
    return out;
}

std::optional<std::string> parse_query(std::string_view text, Query& query) {
    while (!text.empty()) {
        auto const end = text.find('&');
        auto const pair = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0) return "a query that is not name=value";
        auto const name = decoded(pair.substr(0, equals));
        auto const value = decoded(pair.substr(equals + 1));
        if (!name || !value) return "a wrong percent escape in the query";
        if (!query.emplace(*name, *value).second) return "the query names " + *name + " twice";
    }
    return std::nullopt;
}

}  // namespace

Result<Target, std::string> parse_target(std::string_view target) {
    if (target.empty() || target.front() != '/') return "a target that does not begin with a slash";
    if (target.find('#') != std::string_view::npos) return "a fragment in the target";
    Target out;
    auto const mark = target.find('?');
    if (mark != std::string_view::npos) {
        if (auto reason = parse_query(target.substr(mark + 1), out.query)) return *reason;
    }
    auto path = target.substr(1, mark == std::string_view::npos ? mark : mark - 1);
    for (;;) {
        auto const end = path.find('/');
        auto segment = decoded(path.substr(0, end));
        if (!segment) return "a wrong percent escape in the path";
        if (*segment == "." || *segment == "..") return "a dot segment in the path";
        out.segments.push_back(std::move(*segment));
        if (end == std::string_view::npos) break;
        path.remove_prefix(end + 1);
    }
    return out;
}

std::string escape_segment(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (auto const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        auto const plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 0x0fU];
        }
    }
    return out;
}

}  // namespace juece::http
