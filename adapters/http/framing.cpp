// Line by line through a request's raw head.
#include "adapters/http/framing.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace juece::http {

namespace {

using Reason = std::optional<std::string>;

constexpr std::string_view token_marks = "!#$%&'*+-.^_`|~";

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || token_marks.find(c) != std::string_view::npos;
    });
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// Also for a head that is still incomplete, so that a hostile one is answered early.
Reason bad_bytes(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto const c = static_cast<unsigned char>(bytes[i]);
        if (c == '\r') {
            if (i + 1 < bytes.size() && bytes[i + 1] != '\n') return "a bare CR";
        } else if (c == '\n') {
            if (i == 0 || bytes[i - 1] != '\r') return "a bare LF";
        } else if (c > 0x7e || (c < 0x20 && c != '\t')) {
            return "a byte that is neither printable ASCII nor a tab";
        }
    }
    return std::nullopt;
}

Reason bad_request_line(std::string_view line) {
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return "a request line without method, target and version";
    auto const target = line.substr(first + 1, last - first - 1);
    auto const version = line.substr(last + 1);
    if (!is_token(line.substr(0, first))) return "a method that is no token";
    if (target.find_first_of(" \t") != std::string_view::npos) return "a blank in the request target";
    if (target.empty() || target.front() != '/') return "a request target that does not begin with a slash";
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return "a version other than HTTP/1.0 and HTTP/1.1";
    return std::nullopt;
}

// Fields that decide how a request is read or who sent it.
constexpr std::array<std::string_view, 8> single_fields{
    "host",
    "content-length",
    "transfer-encoding",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "expect"};

// A host, perhaps a port, and nothing else (RFC 9112 §3.2 asks for a 400).
bool is_host(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || std::string_view{"-._~:[]%"}.find(c) != std::string_view::npos;
    });
}

struct Fields {
    std::array<std::size_t, single_fields.size()> seen{};
    bool chunked = false;

    std::size_t count(std::string_view name) const {
        auto const at = std::find(single_fields.begin(), single_fields.end(), name);
        return seen[static_cast<std::size_t>(at - single_fields.begin())];
    }
};

Reason bad_field(Fields& fields, std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') return "a folded line";
    auto const colon = line.find(':');
    if (colon == std::string_view::npos) return "a header line without a colon";
    if (!is_token(line.substr(0, colon))) return "a field name that is no token";
    auto const name = lower(line.substr(0, colon));
    auto const value = trimmed(line.substr(colon + 1));
    auto const known = std::find(single_fields.begin(), single_fields.end(), name);
    if (known != single_fields.end() && ++fields.seen[static_cast<std::size_t>(known - single_fields.begin())] > 1) {
        return "the field " + name + " twice";
    }
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (name == "content-length" &&
        (value.empty() || value.size() > 15 || !std::all_of(value.begin(), value.end(), is_digit))) {
        return "a Content-Length that is no number";
    }
    if (name == "host" && !is_host(value)) return "a Host that is no host";
    if (name == "transfer-encoding" && lower(value) != "chunked") return "a transfer coding other than chunked";
    if (name == "expect" && lower(value) != "100-continue") return "an expectation other than 100-continue";
    return std::nullopt;
}

Reason bad_head(std::string_view head) {
    Fields fields;
    bool is_first = true;
    bool is_old = false;
    while (!head.empty()) {
        auto const end = head.find("\r\n");
        auto const line = head.substr(0, end);
        head.remove_prefix(end + 2);
        if (line.empty()) break;
        if (auto reason = is_first ? bad_request_line(line) : bad_field(fields, line)) return reason;
        if (is_first) is_old = line.ends_with("HTTP/1.0");
        is_first = false;
    }
    if (is_first) return "an empty line instead of a request";
    if (fields.count("transfer-encoding") > 0 && fields.count("content-length") > 0) {
        return "both Transfer-Encoding and Content-Length";
    }
    if (fields.count("transfer-encoding") > 0 && is_old) return "a transfer coding in HTTP/1.0";
    if (fields.count("host") == 0 && !is_old) return "no Host";
    return std::nullopt;
}

}  // namespace

HeadScan scan_head(std::string_view bytes, std::size_t limit_bytes) {
    using Verdict = HeadScan::Verdict;
    auto const end = bytes.find("\r\n\r\n");
    auto const size = end == std::string_view::npos ? bytes.size() : end + 4;
    if (auto reason = bad_bytes(bytes.substr(0, std::min(size, limit_bytes)))) return {Verdict::malformed, 0, *reason};
    if (size > limit_bytes) return {Verdict::too_large, 0, {}};
    if (end == std::string_view::npos) return {Verdict::incomplete, 0, {}};
    if (auto reason = bad_head(bytes.substr(0, size))) return {Verdict::malformed, 0, *reason};
    return {Verdict::complete, size, {}};
}

}  // namespace juece::http
