// Where a duty is written: a source of law, an article, its paragraph (款) or item (项), and the source's level.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace juece {

// 法律 | 行政法规 | 规章 | 规范性文件 | 规划要点: what a refusal rests on, highest first. `design` is our own inference.
enum class NormLevel : std::uint8_t { law, administrative_regulation, rule, normative_document, plan, design };

// The sources that tables and rules cite; `title` is the Chinese title as a refusal shows it.
enum class Source : std::uint8_t {
    d713,
    ogi,          // 政府信息公开条例
    org,          // 地方各级人民代表大会和地方各级人民政府组织法
    fjr251,       // 福建省政府令第251号
    civil_code,   // 民法典
    fcr,          // 公平竞争审查条例, in force 2024-08-01
    secrets,      // 保守国家秘密法
    sh_legality,  // 上海市重大行政决策合法性审查工作规则
    sh_plan,      // a work plan is cited by the line of its text, and is not law
    ln_plan,
    qj_plan,
    design,  // our own choice where the law is silent: its number in docs/choices.md
};

struct Citation {
    Source source{};
    int article = 0;
    int paragraph = 0;  // 0: the whole article

    bool operator==(Citation const&) const = default;
};

std::string_view code(Source source);   // "D713"
std::string_view title(Source source);  // "重大行政决策程序暂行条例"
NormLevel level(Source source);
std::string_view label(NormLevel level);          // "行政法规"
std::string_view code(NormLevel level);           // "administrative_regulation"
std::string text(Citation const& cites);          // "D713 15(1)"
std::string chinese_text(Citation const& cites);  // "《重大行政决策程序暂行条例》第十五条第一款"
std::optional<Citation> parse_citation(std::string_view text);  // what text() writes, and nothing else

}  // namespace juece
