// Writes the table as Mermaid and as Markdown.
#include "workflow/procedure/diagram.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "workflow/procedure/command.hpp"
#include "workflow/procedure/words.hpp"

namespace juece::procedure {
namespace {

using rules::Force;
using rules::Nature;
using rules::Rule;

std::string node(Region region, State state) { return fmt::format("{}_{}", code(region), code(state)); }

// States of a chapter in the order in which rows reach them.
std::vector<State> states_of(ChapterView const& chapter) {
    std::vector<State> states{chapter.initial};
    auto const add = [&](State state) {
        if (std::ranges::find(states, state) == states.end()) states.push_back(state);
    };
    for (auto const& row : chapter.rows) {
        add(row.from);
        add(row.to);
    }
    return states;
}

bool is_final(ChapterView const& chapter, State state) {
    return std::ranges::find(chapter.rows, state, &RowView::from) == chapter.rows.end();
}

std::string roles_text(RowView const& row) {
    std::vector<std::string_view> labels;
    for (auto const role : row.by)
        labels.push_back(label(role));
    return fmt::format("{}", fmt::join(labels, ";"));
}

std::string rules_text(RowView const& row) {
    std::vector<std::string> ids;
    for (auto const& clause : row.clauses) {
        auto const id = std::string{clause.rule->id};
        if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    }
    return ids.empty() ? "—" : fmt::format("{}", fmt::join(ids, " "));
}

std::string chapter_table(Statute const& statute, ChapterView const& chapter) {
    auto text = fmt::format("## {} `{}`\n\n", label(chapter.region), code(chapter.region));
    text += fmt::format("初始状态:{} `{}`。\n\n", label(chapter.initial), code(chapter.initial));
    text += "| 从 | 触发 | 到 | 由谁 | 条文 | 规则 |\n|---|---|---|---|---|---|\n";
    for (auto const& row : chapter.rows) {
        text += fmt::format(
            "| {} `{}` | {} `{}` | {} `{}` | {} | {} | {} |\n",
            label(row.from),
            code(row.from),
            label(row.on),
            code(row.on),
            label(row.to),
            code(row.to),
            roles_text(row),
            juece::text(row.article),
            rules_text(row)
        );
    }
    text += "\n条文原文:\n\n";
    std::vector<Citation> cited;
    for (auto const& row : chapter.rows) {
        if (std::ranges::find(cited, row.article) != cited.end()) continue;
        cited.push_back(row.article);
        text += fmt::format(
            "- {} ({}):“{}”\n", juece::text(row.article), chinese_text(row.article), statute.text_of(row.article)
        );
    }
    return text + "\n";
}

// Every clause of the statute once, by id and then as the rows name them.
std::vector<Rule const*> rules_of(Statute const& statute) {
    std::vector<Rule const*> rules;
    for (auto const& chapter : statute.chapters) {
        for (auto const& row : chapter.rows) {
            for (auto const& clause : row.clauses) {
                if (std::ranges::find(rules, clause.rule) == rules.end()) rules.push_back(clause.rule);
            }
        }
    }
    std::ranges::stable_sort(rules, {}, [](Rule const* rule) { return rule->id; });
    return rules;
}

std::string rules_section(Statute const& statute) {
    std::string text =
        "## 规则\n\n“随时”的规则只看状态、事实和时间,下一步清单即可判断;“提交时”的规则要看提交的内容。\n\n"
        "| 规则 | 效力 | 判断 | 条文 | 位阶 | 施行 | 原文 | 不满足时的说明 |\n|---|---|---|---|---|---|---|---|\n";
    for (auto const* rule : rules_of(statute)) {
        text += fmt::format(
            "| {} | {} | {} | {} | {} | {} | {} | {} |\n",
            rule->id,
            rule->force == Force::hard ? "不满足则不得办理" : "说明理由后可以办理",
            rule->nature == Nature::standing ? "随时" : "提交时",
            juece::text(rule->cites),
            label(level(rule->cites.source)),
            juece::text(Day{rule->in_force_from}),
            rule->phrase,
            rule->message
        );
    }
    return text + "\n";
}

std::string_view kind_text(FieldKind kind) {
    constexpr std::array<std::string_view, 8> kinds{
        "代码", "代码列表", "非负整数", "日期", "机关代码", "机关代码列表", "条文出处", "文字(封存)"};
    return kinds[static_cast<std::size_t>(kind)];
}

std::string needed_text(bool required, std::string_view rule) {
    if (required) return "必填";
    return rule.empty() ? "选填" : fmt::format("依 {}", rule);
}

std::string choices_text(Field const& field) {
    std::vector<std::string> choices;
    for (auto const choice : field.choices)
        choices.push_back(fmt::format("`{}` {}", choice, word(choice)));
    return fmt::format("{}", fmt::join(choices, ";"));
}

std::string command_section(Statute const& statute) {
    std::string text =
        "## 命令\n\n每个命令对应一个触发。“依 Rxx”的内容由法律要求:缺少时不是格式错误,而是依该规则不予办理。\n";
    for (auto const& spec : every_command()) {
        if (statute.first_row(spec.trigger) == nullptr) continue;
        text += fmt::format("\n### {} `{}`\n\n触发 `{}`。\n", spec.label, spec.name, code(spec.trigger));
        if (!spec.fields.empty()) {
            text += "\n| 数据 | 名称 | 类型 | 要求 | 可选值 |\n|---|---|---|---|---|\n";
            for (auto const& field : spec.fields) {
                text += fmt::format(
                    "| `{}` | {} | {} | {} | {} |\n",
                    field.name,
                    field.label,
                    kind_text(field.kind),
                    needed_text(field.required, field.rule),
                    choices_text(field)
                );
            }
        }
        if (!spec.documents.empty()) {
            text += "\n| 文书 | 名称 | 要求 |\n|---|---|---|\n";
            for (auto const& slot : spec.documents) {
                text +=
                    fmt::format("| `{}` | {} | {} |\n", slot.role, slot.label, needed_text(slot.required, slot.rule));
            }
        }
    }
    return text;
}

}  // namespace

std::string mermaid(Statute const& statute) {
    std::string text = "stateDiagram-v2\n";
    for (auto const& chapter : statute.chapters) {
        text += fmt::format("    state \"{}\" as {} {{\n", label(chapter.region), code(chapter.region));
        for (auto const state : states_of(chapter))
            text += fmt::format("        {}: {}\n", node(chapter.region, state), label(state));
        text += fmt::format("        [*] --> {}\n", node(chapter.region, chapter.initial));
        for (auto const& row : chapter.rows) {
            text += fmt::format(
                "        {} --> {}: {}\n", node(chapter.region, row.from), node(chapter.region, row.to), label(row.on)
            );
        }
        for (auto const state : states_of(chapter)) {
            if (is_final(chapter, state)) text += fmt::format("        {} --> [*]\n", node(chapter.region, state));
        }
        text += "    }\n";
    }
    return text;
}

std::string markdown(Statute const& statute) {
    auto text = fmt::format("# {}\n\n", statute.title);
    text += fmt::format(
        "程序表 `{}`,自 {} 起施行。本页由程序表生成,请勿手工修改:`juecectl statute --markdown > docs/procedure.md`。\n\n",
        statute.id,
        juece::text(Day{statute.in_force_from})
    );
    text += fmt::format("```mermaid\n{}```\n\n", mermaid(statute));
    for (auto const& chapter : statute.chapters)
        text += chapter_table(statute, chapter);
    return text + rules_section(statute) + command_section(statute);
}

}  // namespace juece::procedure
