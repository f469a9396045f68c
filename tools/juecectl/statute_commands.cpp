// statute: the table of the law, as compiled in. Needs no server.
#include <algorithm>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/scenario/suggestion.hpp"
#include "tools/scenario/table.hpp"
#include "workflow/procedure/diagram.hpp"
#include "workflow/register/command.hpp"

namespace juece::juecectl {
namespace {

struct Asked {
    std::string id = "d713_2019";
    bool markdown = false;
    bool mermaid = false;
    bool structure = false;
};

procedure::Statute const& find(std::string const& id) {
    if (auto const* statute = procedure::find_statute(id)) return *statute;
    std::vector<std::string_view> known;
    for (auto const* each : procedure::every_statute())
        known.push_back(each->id);
    throw UsageError{fmt::format("没有程序表“{}”:{}", id, scenario::suggestion(id, known))};
}

std::string command_name(procedure::Trigger on) {
    auto const* command = procedure::command_of(on);
    return command != nullptr ? std::string{command->name} : "";  // it follows from another act
}

std::string roles_text(procedure::RowView const& row) {
    if (!row.is_asked_for()) return "(随其他行为)";
    std::vector<std::string_view> by;
    for (auto const role : row.by)
        by.push_back(procedure::code(role));
    return fmt::format("{}", fmt::join(by, ","));
}

std::string rules_text(procedure::RowView const& row) {
    std::vector<std::string_view> rules;
    for (auto const& clause : row.clauses) {
        if (std::ranges::find(rules, clause.rule->id) == rules.end()) rules.push_back(clause.rule->id);
    }
    return fmt::format("{}", fmt::join(rules, ","));
}

void print_table(procedure::Statute const& statute) {
    print(fmt::format("{}({})\n", statute.title, statute.id));
    for (auto const& chapter : statute.chapters) {
        print(fmt::format("\n{}({})\n", procedure::label(chapter.region), procedure::code(chapter.region)));
        scenario::Table table{{"现状", "命令", "事件", "之后", "由谁办理", "依据", "规则"}};
        for (auto const& row : chapter.rows) {
            table.add(
                {std::string{procedure::label(row.from)},
                 command_name(row.on),
                 std::string{procedure::code(row.on)},
                 std::string{procedure::label(row.to)},
                 roles_text(row),
                 text(row.article),
                 rules_text(row)}
            );
        }
        print(table.text(2));
    }
    print("\n案卷记录(不改变状态)\n");
    scenario::Table acts{{"命令", "事件", "由谁办理", "依据", "规则"}};
    for (auto const& row : statute.acts) {
        acts.add(
            {command_name(row.on),
             std::string{procedure::code(row.on)},
             roles_text(row),
             text(row.article),
             rules_text(row)}
        );
    }
    print(acts.text(2));
}

List field_values(std::span<procedure::Field const> fields) {
    List values;
    for (auto const& field : fields) {
        List choices;
        for (auto const choice : field.choices)
            choices.emplace_back(choice);
        values.emplace_back(Object{
            {"name", field.name},
            {"kind", procedure::code(field.kind)},
            {"required", field.required},
            {"label", field.label},
            {"rule", field.rule},
            {"choices", std::move(choices)},
            {"seal", procedure::code(field.seal)},
            {"members", field_values(field.members)}});
    }
    return values;
}

List document_values(std::span<procedure::DocumentSlot const> slots) {
    List values;
    for (auto const& slot : slots) {
        values.emplace_back(Object{
            {"role", slot.role}, {"label", slot.label}, {"rule", slot.rule}, {"required", slot.required}});
    }
    return values;
}

// What a command carries; tools/schemas.py makes the events' schemas from it.
Object command_value(procedure::CommandSpec const& spec) {
    return {
        {"name", spec.name},
        {"trigger", procedure::code(spec.trigger)},
        {"label", spec.label},
        {"fields", field_values(spec.fields)},
        {"documents", document_values(spec.documents)}};
}

// Entries in the register name persons, posts and decisions as references; here they are fields like the others.
List register_values() {
    List values;
    for (auto const& spec : registry::every_register_command()) {
        auto fields = field_values(spec.fields);
        for (auto const& reference : spec.references) {
            fields.emplace_back(Object{
                {"name", reference.name},
                {"kind", code(reference.kind)},
                {"required", reference.required},
                {"label", reference.label}});
        }
        values.emplace_back(Object{
            {"name", spec.name},
            {"event", spec.event},
            {"label", spec.label},
            {"fields", std::move(fields)},
            {"documents", document_values(spec.documents)}});
    }
    return values;
}

// A row, or an act of record, which has no region and no states. What follows from another act has no command.
Object row_value(procedure::RowView const& row) {
    List by;
    for (auto const role : row.by)
        by.emplace_back(procedure::code(role));
    List rules;
    for (auto const& clause : row.clauses)
        rules.emplace_back(clause.rule->id);
    Object value{
        {"trigger", procedure::code(row.on)},
        {"label", procedure::label(row.on)},
        {"by", std::move(by)},
        {"article", text(row.article)},
        {"rules", std::move(rules)}};
    if (row.moves()) {
        value.set("region", procedure::code(row.region));
        value.set("from", procedure::code(row.from));
        value.set("to", procedure::code(row.to));
    }
    if (auto const* command = procedure::command_of(row.on)) value.set("command", command->name);
    return value;
}

// Every clause of the statute once; several of them may share an id. tools/traceability.py lists them.
List rule_values(procedure::Statute const& statute) {
    List values;
    std::vector<rules::Rule const*> seen;
    auto const add = [&](std::span<procedure::RowView const> rows) {
        for (auto const& row : rows) {
            for (auto const& clause : row.clauses) {
                auto const* rule = clause.rule;
                if (std::ranges::find(seen, rule) != seen.end()) continue;
                seen.push_back(rule);
                values.emplace_back(Object{
                    {"id", rule->id},
                    {"hard", rule->force == rules::Force::hard},
                    {"by_profile", clause.asked_by != nullptr},
                    {"standing", rule->nature == rules::Nature::standing},
                    {"article", text(rule->cites)},
                    {"level", code(level(rule->cites.source))},
                    {"phrase", rule->phrase},
                    {"message", rule->message}});
            }
        }
    };
    for (auto const& chapter : statute.chapters)
        add(chapter.rows);
    add(statute.acts);
    return values;
}

Object statute_value(procedure::Statute const& statute) {
    List rows;
    for (auto const& chapter : statute.chapters) {
        for (auto const& row : chapter.rows)
            rows.emplace_back(row_value(row));
    }
    List acts;
    for (auto const& row : statute.acts)
        acts.emplace_back(row_value(row));
    List commands;
    for (auto const& spec : procedure::every_command()) {
        if (statute.first_row(spec.trigger) != nullptr) commands.emplace_back(command_value(spec));
    }
    return {
        {"id", statute.id},
        {"title", statute.title},
        {"rows", std::move(rows)},
        {"acts", std::move(acts)},
        {"rules", rule_values(statute)},
        {"commands", std::move(commands)},
        {"register", register_values()},
        {"common_documents", document_values(procedure::common_documents())}};
}

int show(Context& context, Asked const& asked) {
    auto const& statute = find(asked.id);
    if (asked.markdown) {
        print(procedure::markdown(statute));
    } else if (asked.mermaid) {
        print(procedure::mermaid(statute));
    } else if (asked.structure) {
        print(procedure::structure(statute));
    } else if (context.json()) {
        print(context.canonical(statute_value(statute)) + "\n");
    } else {
        print_table(statute);
    }
    return exit_done;
}

}  // namespace

void add_statute_commands(CLI::App& app, Context& context) {
    auto& statute_app =
        *app.add_subcommand("statute", "法定程序表:哪一步、由谁、依据哪一条、受哪些规则约束(不需要服务器)");
    statute_app.group("查阅");
    auto asked = std::make_shared<Asked>();
    statute_app.add_option("ID", asked->id, "程序表(默认 d713_2019)");
    auto* markdown = statute_app.add_flag("--markdown", asked->markdown, "输出 docs/procedure.md");
    auto* mermaid = statute_app.add_flag("--mermaid", asked->mermaid, "输出状态图(Mermaid)")->excludes(markdown);
    statute_app.add_flag("--structure", asked->structure, "输出程序表的结构,即其摘要所涵盖的内容")
        ->excludes(markdown)
        ->excludes(mermaid);
    statute_app.footer("\n例:\n  juecectl statute\n  juecectl statute --markdown > docs/procedure.md\n");
    context.on(statute_app, [&context, asked] { return show(context, *asked); });
}

}  // namespace juece::juecectl
