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

std::string box(ChapterView const& chapter, State state) {
    auto const name = node(chapter.region, state);
    if (state == chapter.initial) return fmt::format("{}([\"{}\"])", name, label(state));
    if (is_final(chapter, state)) return fmt::format("{}[[\"{}\"]]", name, label(state));
    return fmt::format("{}[\"{}\"]", name, label(state));
}

std::string block(ChapterView const& chapter) {
    auto text = fmt::format("    subgraph {}[\"{}\"]\n", code(chapter.region), label(chapter.region));
    for (auto const state : states_of(chapter))
        text += fmt::format("        {}\n", box(chapter, state));
    for (auto const& row : chapter.rows) {
        text += fmt::format(
            "        {} {}|\"{}\"| {}\n",
            node(chapter.region, row.from),
            row.is_asked_for() ? "-->" : "-.->",
            label(row.on),
            node(chapter.region, row.to)
        );
    }
    return text + "    end\n";
}

std::string roles_text(RowView const& row) {
    if (!row.is_asked_for()) return "(随其他行为发生)";
    std::vector<std::string_view> labels;
    for (auto const role : row.by)
        labels.push_back(label(role));
    return fmt::format("{}", fmt::join(labels, ";"));
}

std::string rules_text(RowView const& row) {
    std::vector<std::string_view> ids;
    for (auto const& clause : row.clauses) {
        if (std::ranges::find(ids, clause.rule->id) == ids.end()) ids.push_back(clause.rule->id);
    }
    return ids.empty() ? "—" : fmt::format("{}", fmt::join(ids, " "));
}

// The articles that these rows rest on, in the words of the law.
std::string quotations(Statute const& statute, std::span<RowView const> rows) {
    std::string text = "\n条文原文:\n\n";
    std::vector<Citation> cited;
    for (auto const& row : rows) {
        if (std::ranges::find(cited, row.article) != cited.end()) continue;
        cited.push_back(row.article);
        text += fmt::format(
            "- {} ({}):“{}”\n", juece::text(row.article), chinese_text(row.article), statute.text_of(row.article)
        );
    }
    return text + "\n";
}

std::string chapter_section(Statute const& statute, ChapterView const& chapter) {
    auto text = fmt::format("## {} `{}`\n\n", label(chapter.region), code(chapter.region));
    text += fmt::format("初始状态:{} `{}`。\n\n", label(chapter.initial), code(chapter.initial));
    text += fmt::format("```mermaid\n{}```\n\n", mermaid(chapter));
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
    return text + quotations(statute, chapter.rows);
}

std::string acts_section(Statute const& statute) {
    std::string text =
        "## 案卷记录\n\n以下行为记入案卷,不改变任何程序的状态。\n\n"
        "| 行为 | 由谁 | 条文 | 规则 |\n|---|---|---|---|\n";
    for (auto const& row : statute.acts) {
        text += fmt::format(
            "| {} `{}` | {} | {} | {} |\n",
            label(row.on),
            code(row.on),
            roles_text(row),
            juece::text(row.article),
            rules_text(row)
        );
    }
    return text + quotations(statute, statute.acts);
}

// Every clause of the statute once, by id and then as the rows name them.
std::vector<Rule const*> rules_of(Statute const& statute) {
    std::vector<Rule const*> rules;
    auto const add = [&](std::span<RowView const> rows) {
        for (auto const& row : rows) {
            for (auto const& clause : row.clauses) {
                if (std::ranges::find(rules, clause.rule) == rules.end()) rules.push_back(clause.rule);
            }
        }
    };
    for (auto const& chapter : statute.chapters)
        add(chapter.rows);
    add(statute.acts);
    std::ranges::stable_sort(rules, {}, [](Rule const* rule) { return rule->id; });
    return rules;
}

std::string times_text(Rule const& rule) {
    auto const from = juece::text(Day{rule.in_force_from});
    return rule.in_force_until ? fmt::format("{} 起,{} 前", from, juece::text(Day{*rule.in_force_until})) : from;
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
            times_text(*rule),
            rule->phrase,
            rule->message
        );
    }
    return text + "\n";
}

std::string_view kind_text(FieldKind kind) {
    constexpr std::array<std::string_view, 18> kinds{
        "代码",
        "代码列表",
        "非负整数",
        "日期",
        "机关代码",
        "机关代码列表",
        "条文出处",
        "文字(封存)",
        "是或者否",
        "人员编号",
        "人员编号列表",
        "岗位代码",
        "角色列表",
        "事项编号",
        "记录序号",
        "免除依据",
        "明细",
        "明细(封存)"};
    return kinds.at(static_cast<std::size_t>(kind));
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

// One line a field; the members of rows follow as `rows[].member`.
std::string fields_text(std::span<Field const> fields, std::string const& within) {
    std::string text;
    for (auto const& field : fields) {
        auto const name = fmt::format("{}{}", within, field.name);
        text += fmt::format(
            "| `{}` | {} | {} | {} | {} |\n",
            name,
            field.label,
            kind_text(field.kind),
            needed_text(field.required, field.rule),
            choices_text(field)
        );
        text += fields_text(field.members, name + "[].");
    }
    return text;
}

std::string documents_text(std::span<DocumentSlot const> slots) {
    std::string text = "| 文书 | 名称 | 要求 |\n|---|---|---|\n";
    for (auto const& slot : slots)
        text += fmt::format("| `{}` | {} | {} |\n", slot.role, slot.label, needed_text(slot.required, slot.rule));
    return text;
}

std::string commands_section(Statute const& statute) {
    std::string text =
        "## 命令\n\n每个命令对应一个触发。“依 Rxx”的内容由法律要求:缺少时不是格式错误,而是依该规则不予办理。"
        "任何命令都可以附下列文书:\n\n";
    text += documents_text(common_documents());
    for (auto const& spec : every_command()) {
        if (statute.first_row(spec.trigger) == nullptr) continue;
        text += fmt::format("\n### {} `{}`\n\n触发 `{}`。\n", spec.label, spec.name, code(spec.trigger));
        if (!spec.fields.empty()) {
            text += "\n| 数据 | 名称 | 类型 | 要求 | 可选值 |\n|---|---|---|---|---|\n";
            text += fields_text(spec.fields, "");
        }
        if (!spec.documents.empty()) text += "\n" + documents_text(spec.documents);
    }
    return text;
}

}  // namespace

std::string mermaid(ChapterView const& chapter) { return "flowchart TB\n" + block(chapter); }

std::string mermaid(Statute const& statute) {
    std::string text = "flowchart TB\n";
    for (auto const& chapter : statute.chapters)
        text += block(chapter);
    return text;
}

std::string markdown(Statute const& statute) {
    auto text = fmt::format("# {}\n\n", statute.title);
    text += fmt::format(
        "程序表 `{}`,自 {} 起施行。本页由程序表生成,请勿手工修改:`juecectl statute --markdown > docs/procedure.md`。\n\n"
        "圆角框是程序的起点,双边框是终点;虚线是随其他行为发生的变化(退回使结果失效,免除的依据不再成立),没有人单独办理。"
        "`DESIGN` 是法律未作规定之处的设计,见 [choices.md](choices.md)。\n\n",
        statute.id,
        juece::text(Day{statute.in_force_from})
    );
    for (auto const& chapter : statute.chapters)
        text += chapter_section(statute, chapter);
    return text + acts_section(statute) + rules_section(statute) + commands_section(statute);
}

}  // namespace juece::procedure
