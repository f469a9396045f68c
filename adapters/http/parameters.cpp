// Strict reading of path, query and header values.
#include "adapters/http/parameters.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "workflow/service/idempotency.hpp"
#include "workflow/service/queries.hpp"

namespace juece::http {

namespace {

std::string const* query_value(Request const& request, std::string_view name) {
    auto const at = request.query.find(name);
    return at == request.query.end() ? nullptr : &at->second;
}

Trouble bad_query(std::string_view name, std::string_view expected) {
    return malformed({}, fmt::format("查询参数 {} 应为{}", name, expected), "bad_query");
}

// What a query value names, if there is one; `expected` says what it should have been.
template <class T, class Parse>
Result<std::optional<T>, Trouble> word_of(
    Request const& request, std::string_view name, std::string_view expected, Parse parse
) {
    auto const* text = query_value(request, name);
    if (text == nullptr) return std::optional<T>{};
    std::optional<T> parsed = parse(*text);
    if (!parsed) return bad_query(name, expected);
    return parsed;
}

}  // namespace

Result<DecisionId, Trouble> decision_of(Request const& request) {
    auto const id = DecisionId::parse(request.parameters.at(1));
    if (!id) return Trouble{Code::unknown_decision, {}, {}, {}, {}};
    return *id;
}

std::optional<std::uint64_t> parse_number(std::string_view digits) {
    constexpr std::size_t digits_max = 15;  // below 2^53
    if (digits.empty() || digits.size() > digits_max) return std::nullopt;
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

Result<std::size_t, Trouble> limit_of(Request const& request, std::size_t otherwise) {
    auto const* text = query_value(request, "limit");
    if (text == nullptr) return otherwise;
    auto const number = parse_number(*text);
    if (!number || *number == 0 || *number > page_max)
        return bad_query("limit", fmt::format(" 1 至 {} 的整数", page_max));
    return static_cast<std::size_t>(*number);
}

Result<std::optional<std::uint64_t>, Trouble> number_of(Request const& request, std::string_view name) {
    auto const* text = query_value(request, name);
    if (text == nullptr) return std::optional<std::uint64_t>{};
    auto const number = parse_number(*text);
    if (!number) return bad_query(name, "不小于 0 的整数");
    return number;
}

Result<std::optional<Day>, Trouble> day_of(Request const& request, std::string_view name) {
    return word_of<Day>(request, name, "日期(2023-11-01)", parse_day);
}

Result<std::optional<OrganCode>, Trouble> organ_of(Request const& request, std::string_view name) {
    return word_of<OrganCode>(request, name, "机关代码", OrganCode::parse);
}

Result<std::optional<PostCode>, Trouble> post_of(Request const& request, std::string_view name) {
    return word_of<PostCode>(request, name, "岗位代码", PostCode::parse);
}

Result<std::optional<procedure::Role>, Trouble> role_of(Request const& request, std::string_view name) {
    return word_of<procedure::Role>(request, name, "一个角色代码", procedure::parse_role);
}

Result<bool, Trouble> flag_of(Request const& request, std::string_view name) {
    auto const* text = query_value(request, name);
    if (text == nullptr || *text == "false") return false;
    if (*text == "true") return true;
    return bad_query(name, " true 或者 false");
}

Result<std::optional<Timestamp>, Trouble> moment_in(Request const& request, std::string_view name) {
    constexpr auto expected = "日期(2023-11-01)或者时刻(2023-11-01T01:00:00.000000Z)";
    return word_of<Timestamp>(request, name, expected, service::parse_as_of);
}

Result<std::optional<Timestamp>, Trouble> as_of(Request const& request) { return moment_in(request, "as_of"); }

Result<std::string, Trouble> word_in(Request const& request, std::string_view name) {
    constexpr std::size_t characters_max = 64;
    auto const* text = query_value(request, name);
    if (text == nullptr) return std::string{};
    auto const is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    if (text->empty() || text->size() > characters_max || !std::all_of(text->begin(), text->end(), is_plain))
        return bad_query(name, "一个代码,例如 public_policy");
    return *text;
}

Result<std::optional<std::uint64_t>, Trouble> if_match(Request const& request) {
    // An empty one is no version: who sends it counts on being protected.
    if (!request.has_field("if-match")) return std::optional<std::uint64_t>{};
    auto const text = request.field("if-match");
    auto const quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
    auto const version = quoted ? parse_number(text.substr(1, text.size() - 2)) : std::nullopt;
    if (!version) return malformed({}, "If-Match 应为一个带引号的版本号,例如 \"12\"", "bad_header");
    return version;
}

Result<std::string, Trouble> idempotency_key(Request const& request, bool dry_run) {
    if (dry_run && !request.has_field("idempotency-key")) return std::string{};
    auto const key = request.field("idempotency-key");
    if (!service::is_idempotency_key(key)) {
        return malformed({}, "须有 Idempotency-Key:22 至 64 位的 A–Z、a–z、0–9、_ 或 -", "bad_idempotency_key");
    }
    return std::string{key};
}

Field etag(std::uint64_t version) { return {"ETag", fmt::format("\"{}\"", version)}; }

}  // namespace juece::http
