// statute: the table of the law, as compiled in. Needs no server.
#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/scenario/table.hpp"
#include "workflow/procedure/diagram.hpp"

namespace juece::juecectl {
namespace {

struct Asked {
    std::string id = "d713_2019";
    bool markdown = false;
    bool mermaid = false;
};

procedure::Statute const& find(std::string const& id) {
    if (auto const* statute = procedure::find_statute(id)) return *statute;
    std::vector<std::string_view> known;
    for (auto const* each : procedure::every_statute())
        known.push_back(each->id);
    throw UsageError{fmt::format("没有程序表“{}”:{}", id, scenario::suggestion(id, known))};
}

void print_table(procedure::Statute const& statute) {
    print(fmt::format("{}({})\n", statute.title, statute.id));
    for (auto const& chapter : statute.chapters) {
        print(fmt::format("\n{}({})\n", procedure::label(chapter.region), procedure::code(chapter.region)));
        scenario::Table table{{"现状", "命令", "事件", "之后", "由谁办理", "依据", "规则"}};
        for (auto const& row : chapter.rows) {
            std::vector<std::string_view> by;
            for (auto const role : row.by)
                by.push_back(procedure::code(role));
            std::vector<std::string_view> rules;
            for (auto const& clause : row.clauses) {
                if (rules.empty() || rules.back() != clause.rule->id) rules.push_back(clause.rule->id);
            }
            table.add(
                {std::string{procedure::label(row.from)},
                 std::string{procedure::command_of(row.on).name},
                 std::string{procedure::code(row.on)},
                 std::string{procedure::label(row.to)},
                 fmt::format("{}", fmt::join(by, ",")),
                 text(row.article),
                 fmt::format("{}", fmt::join(rules, ","))}
            );
        }
        print(table.text(2));
    }
}

// What a command carries; tools/schemas.py makes the events' schemas from it.
Object command_value(procedure::CommandSpec const& spec) {
    List fields;
    for (auto const& field : spec.fields) {
        List choices;
        for (auto const choice : field.choices)
            choices.emplace_back(choice);
        fields.emplace_back(Object{
            {"name", field.name},
            {"kind", procedure::code(field.kind)},
            {"required", field.required},
            {"label", field.label},
            {"rule", field.rule},
            {"choices", std::move(choices)},
            {"seal", procedure::code(field.seal)}});
    }
    List documents;
    for (auto const& slot : spec.documents) {
        documents.emplace_back(Object{
            {"role", slot.role}, {"label", slot.label}, {"rule", slot.rule}, {"required", slot.required}});
    }
    return {
        {"name", spec.name},
        {"trigger", procedure::code(spec.trigger)},
        {"label", spec.label},
        {"fields", std::move(fields)},
        {"documents", std::move(documents)}};
}

Object statute_value(procedure::Statute const& statute) {
    List rows;
    for (auto const& chapter : statute.chapters) {
        for (auto const& row : chapter.rows) {
            List by;
            for (auto const role : row.by)
                by.emplace_back(procedure::code(role));
            List rules;
            for (auto const& clause : row.clauses)
                rules.emplace_back(clause.rule->id);
            rows.emplace_back(Object{
                {"region", procedure::code(row.region)},
                {"from", procedure::code(row.from)},
                {"trigger", procedure::code(row.on)},
                {"to", procedure::code(row.to)},
                {"command", procedure::command_of(row.on).name},
                {"by", std::move(by)},
                {"article", text(row.article)},
                {"rules", std::move(rules)}});
        }
    }
    List commands;
    for (auto const& spec : procedure::every_command()) {
        if (statute.first_row(spec.trigger) != nullptr) commands.emplace_back(command_value(spec));
    }
    return {{"id", statute.id}, {"title", statute.title}, {"rows", std::move(rows)}, {"commands", std::move(commands)}};
}

int show(Context& context, Asked const& asked) {
    auto const& statute = find(asked.id);
    if (asked.markdown) {
        print(procedure::markdown(statute));
    } else if (asked.mermaid) {
        print(procedure::mermaid(statute));
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
    statute_app.add_flag("--mermaid", asked->mermaid, "输出状态图(Mermaid)")->excludes(markdown);
    statute_app.footer("\n例:\n  juecectl statute\n  juecectl statute --markdown > docs/procedure.md\n");
    context.on(statute_app, [&context, asked] { return show(context, *asked); });
}

}  // namespace juece::juecectl
