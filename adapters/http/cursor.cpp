// "<fingerprint of the question>.<seq>.<date>"
#include "adapters/http/cursor.hpp"

#include <fmt/format.h>

#include "adapters/http/parameters.hpp"

namespace juece::http {

namespace {

// FNV-1a. It tells mistakes; who forges a cursor gets a page that he may see anyway.
std::string fingerprint(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (auto const c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3;
    }
    return fmt::format("{:016x}", hash);
}

}  // namespace

std::string question_of(Request const& request, std::string_view more) {
    auto question = request.path + '\n' + std::string{more};
    for (auto const& [name, value] : request.query) {
        if (name != "after" && name != "limit") question += fmt::format("\n{}={}", name, value);
    }
    return question;
}

std::string cursor_text(std::string_view question, ports::DecisionPlace const& place) {
    return fmt::format("{}.{}.{}", fingerprint(question), place.seq, place.next_date);
}

Result<std::optional<ports::DecisionPlace>, Trouble> cursor_in(Request const& request, std::string_view question) {
    auto const at = request.query.find("after");
    if (at == request.query.end()) return std::optional<ports::DecisionPlace>{};
    std::string_view const text = at->second;
    auto const first = text.find('.');
    auto const second = first == std::string_view::npos ? first : text.find('.', first + 1);
    auto const seq =
        second == std::string_view::npos ? std::nullopt : parse_number(text.substr(first + 1, second - first - 1));
    auto const date = second == std::string_view::npos ? std::string_view{} : text.substr(second + 1);
    if (!seq || (!date.empty() && date != "none" && !parse_day(date)))
        return malformed({}, "查询参数 after 应为上一页的 next", "bad_query");
    if (text.substr(0, first) != fingerprint(question))
        return malformed({}, "查询参数 after 是另一查询的 next:筛选条件、顺序和查询人须与上一页相同", "other_query");
    return std::optional{ports::DecisionPlace{std::string{date}, *seq}};
}

}  // namespace juece::http
