// Names of the sources of law and the two ways to write a citation.
#include "workflow/core/citation.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"

namespace juece {
namespace {

struct SourceName {
    Source source;
    std::string_view code;
    std::string_view title;
    NormLevel level;
};

constexpr std::array sources{
    SourceName{Source::d713, "D713", "重大行政决策程序暂行条例", NormLevel::administrative_regulation},
    SourceName{Source::ogi, "OGI", "政府信息公开条例", NormLevel::administrative_regulation},
    SourceName{Source::org, "ORG", "地方各级人民代表大会和地方各级人民政府组织法", NormLevel::law},
    SourceName{Source::fjr251, "FJ251", "福建省重大行政决策程序若干规定", NormLevel::rule},
    SourceName{Source::civil_code, "CIV", "民法典", NormLevel::law},
    SourceName{Source::fcr, "FCR", "公平竞争审查条例", NormLevel::administrative_regulation},
    SourceName{Source::secrets, "SSL", "保守国家秘密法", NormLevel::law},
    SourceName{Source::sh_legality, "SH-L", "上海市重大行政决策合法性审查工作规则", NormLevel::normative_document},
    SourceName{Source::sh_plan, "SH-PLAN", "上海市2021—2025年法治政府建设规划", NormLevel::plan},
    SourceName{Source::ln_plan, "LN-PLAN", "辽宁省2021—2025年法治政府建设规划", NormLevel::plan},
    SourceName{Source::qj_plan, "QJ-PLAN", "潜江市2022年法治政府建设工作要点", NormLevel::plan},
    SourceName{Source::design, "DESIGN", "本系统设计说明", NormLevel::design},
};

SourceName const& named(Source source) {
    for (auto const& entry : sources) {
        if (entry.source == source) return entry;
    }
    JUECE_ASSERT(false, "every source has a name");
    return sources.front();
}

// Numerals below 10,000: 民法典, the longest of the sources, has 1260 articles.
std::string chinese_number(int n) {
    constexpr std::array<std::string_view, 10> digit{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    constexpr std::array<std::string_view, 4> unit{"", "十", "百", "千"};
    std::string const plain = std::to_string(n);
    std::string result;
    bool gap = false;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        auto const d = static_cast<std::size_t>(plain[i] - '0');
        if (d == 0) {
            gap = true;
            continue;
        }
        if (gap && !result.empty()) result += "零";
        gap = false;
        std::size_t const place = plain.size() - 1 - i;
        bool const leading_ten = d == 1 && place == 1 && result.empty();
        if (!leading_ten) result += digit[d];
        result += unit[place];
    }
    return result;
}

// D713 10, 17, 27 and 29, and 保守国家秘密法 31 (of 2010: 24) list items (项) without paragraphs; every other number in
// brackets is a paragraph (款).
bool lists_items(Citation const& cites) {
    if (cites.source == Source::secrets) return cites.article == 31 || cites.article == 24;
    return cites.source == Source::d713 &&
           (cites.article == 10 || cites.article == 17 || cites.article == 27 || cites.article == 29);
}

}  // namespace

std::string_view code(Source source) { return named(source).code; }
std::string_view title(Source source) { return named(source).title; }
NormLevel level(Source source) { return named(source).level; }

std::string_view label(NormLevel level) {
    constexpr std::array<std::string_view, 6> labels{
        "法律", "行政法规", "规章", "规范性文件", "规划要点", "本系统设计"};
    return labels[static_cast<std::size_t>(level)];
}

std::string_view code(NormLevel level) {
    constexpr std::array<std::string_view, 6> codes{
        "law", "administrative_regulation", "rule", "normative_document", "plan", "design"};
    return codes[static_cast<std::size_t>(level)];
}

std::string text(Citation const& cites) {
    if (cites.paragraph == 0) return fmt::format("{} {}", code(cites.source), cites.article);
    return fmt::format("{} {}({})", code(cites.source), cites.article, cites.paragraph);
}

std::string chinese_text(Citation const& cites) {
    if (level(cites.source) == NormLevel::plan)
        return fmt::format("{}(规划要求,非法律规范)第{}行", title(cites.source), cites.article);
    if (cites.source == Source::design)
        return fmt::format("{}第{}项(法律未作规定)", title(cites.source), cites.article);
    auto const article = fmt::format("《{}》第{}条", title(cites.source), chinese_number(cites.article));
    if (cites.paragraph == 0) return article;
    auto const number = chinese_number(cites.paragraph);
    return lists_items(cites) ? fmt::format("{}第({})项", article, number) : fmt::format("{}第{}款", article, number);
}

std::optional<Citation> parse_citation(std::string_view written) {
    auto const blank = written.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    auto const source = std::ranges::find(sources, written.substr(0, blank), &SourceName::code);
    if (source == sources.end()) return std::nullopt;

    Citation cites{source->source};
    char const* const end = written.data() + written.size();
    auto const article = std::from_chars(written.data() + blank + 1, end, cites.article);
    if (article.ec != std::errc{}) return std::nullopt;
    if (article.ptr != end && *article.ptr == '(') std::from_chars(article.ptr + 1, end, cites.paragraph);
    // One citation has one text: leading zeros, signs and trailing characters do not survive being written again.
    constexpr int too_many = 10'000;  // chinese_number counts to there
    bool const is_plausible =
        cites.article > 0 && cites.article < too_many && cites.paragraph >= 0 && cites.paragraph < too_many;
    return is_plausible && text(cites) == written ? std::optional{cites} : std::nullopt;
}

}  // namespace juece
