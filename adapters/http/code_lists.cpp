// Reading the tables of vocabulary, commands, statutes, register and problems.
#include "adapters/http/code_lists.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "adapters/http/problem.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/statute.hpp"
#include "workflow/procedure/words.hpp"
#include "workflow/register/command.hpp"
#include "workflow/register/statement.hpp"
#include "workflow/rules/profile.hpp"
#include "workflow/rules/switches.hpp"

namespace juece::http {

namespace {

using procedure::RowView;
using procedure::Statute;

Object item(std::string_view code, std::string_view label) { return {{"code", code}, {"label", label}}; }

// One item for each entry of a table.
template <class Table, class ItemOf>
List listed(Table const& table, ItemOf item_of) {
    List items;
    for (auto const& entry : table)
        items.emplace_back(item_of(entry));
    return items;
}

// For a word of the vocabulary.
constexpr auto of_word = [](auto word) { return item(procedure::code(word), procedure::label(word)); };
// For what has its name and label with it.
constexpr auto of_named = [](auto const& entry) { return item(entry.name, entry.label); };

// Each with the regions in which it stands.
List states() {
    std::map<procedure::State, std::set<procedure::Region>> found;
    for (auto const* statute : procedure::every_statute()) {
        for (auto const& chapter : statute->chapters) {
            found[chapter.initial].insert(chapter.region);
            for (auto const& row : chapter.rows) {
                found[row.from].insert(chapter.region);
                found[row.to].insert(chapter.region);
            }
        }
    }
    List items;
    for (auto const& [state, regions] : found) {
        auto one = of_word(state);
        List in;
        for (auto const region : regions)
            in.emplace_back(procedure::code(region));
        one.set("regions", std::move(in));
        items.emplace_back(std::move(one));
    }
    return items;
}

Object trigger_item(procedure::Trigger trigger) {
    auto one = of_word(trigger);
    if (auto const region = procedure::region_of(trigger); region != procedure::Region::none)
        one.set("region", procedure::code(region));
    return one;
}

Object command_item(procedure::CommandSpec const& spec) {
    auto one = of_named(spec);
    one.set("trigger", procedure::code(spec.trigger));
    return one;
}

List facts() {
    List items;
    for (std::size_t i = 0; i < rules::switch_count; ++i) {
        auto const fact = static_cast<rules::Switch>(i);
        auto one = item(rules::code(fact), rules::label(fact));
        one.set("article", text(rules::cites(fact)));
        items.emplace_back(std::move(one));
    }
    return items;
}

template <class Visit>
void each_row(Statute const& statute, Visit visit) {
    for (auto const& chapter : statute.chapters)
        std::ranges::for_each(chapter.rows, visit);
    std::ranges::for_each(statute.acts, visit);
}

// Several clauses may share an id: each is an item of its own.
List rules_of_law() {
    List items;
    for (auto const* statute : procedure::every_statute()) {
        std::vector<rules::Rule const*> seen;
        each_row(*statute, [&](RowView const& row) {
            for (auto const& clause : row.clauses) {
                if (std::ranges::find(seen, clause.rule) != seen.end()) continue;
                seen.push_back(clause.rule);
                auto one = item(clause.rule->id, clause.rule->message);
                one.set("article", text(clause.rule->cites));
                one.set("force", clause.rule->force == rules::Force::hard ? "hard" : "warning");
                one.set("phrase", clause.rule->phrase);
                one.set("statute", statute->id);
                items.emplace_back(std::move(one));
            }
        });
    }
    return items;
}

List articles() {
    List items;
    for (auto const* statute : procedure::every_statute()) {
        for (auto const& article : statute->articles) {
            auto one = item(text(article.cites), chinese_text(article.cites));
            one.set("level", code(level(article.cites.source)));
            one.set("statute", statute->id);
            one.set("text", article.text);
            items.emplace_back(std::move(one));
        }
    }
    return items;
}

Object statute_item(Statute const* statute) { return item(statute->id, statute->title); }

List document_roles() {
    List items;
    std::set<std::string_view> seen;
    auto const add = [&](std::span<procedure::DocumentSlot const> slots) {
        for (auto const& slot : slots) {
            if (seen.insert(slot.role).second) items.emplace_back(item(slot.role, slot.label));
        }
    };
    for (auto const& spec : procedure::every_command())
        add(spec.documents);
    for (auto const& spec : registry::every_register_command())
        add(spec.documents);
    add(procedure::common_documents());
    return items;
}

Object parameter_item(rules::Parameter const& parameter) {
    auto one = of_named(parameter);
    one.set("kind", rules::code(parameter.kind));
    return one;
}

Object problem_item(Code problem) {
    auto one = item(text_of(problem), title_of(problem));
    one.set("status", std::uint64_t{status_of(problem)});
    return one;
}

// Who may read what is sealed so: docs/formats/leaf.md "Sealed".
List seal_classes() {
    List items;
    using enum procedure::SealClass;
    for (auto const& [seal, label] : {
             std::pair{government, "凡可查阅该事件的单位"},
             std::pair{parties, "办理过该事项的单位"},
             std::pair{restricted, "决策机关、其办公机构、审计机关"},
             std::pair{personal, "决策承办单位、审计机关"},
         })
        items.emplace_back(item(procedure::code(seal), label));
    return items;
}

Object organ_kind_item(std::string_view code) { return item(code, label(*registry::parse_organ_kind(code))); }
Object holding_kind_item(std::string_view code) { return item(code, label(*registry::parse_holding_kind(code))); }

using Lists = std::map<std::string, CodeList, std::less<>>;

List choices_of(procedure::Field const& field) {
    return listed(field.choices, [](std::string_view choice) { return item(choice, procedure::word(choice)); });
}

void add_choices(Lists& lists) {
    struct Place {
        std::string_view command;
        procedure::Field const* field;
    };
    std::map<std::string_view, std::vector<Place>> by_name;
    for (auto const& spec : procedure::every_command()) {
        for (auto const& field : spec.fields) {
            if (!field.choices.empty()) by_name[field.name].push_back({spec.name, &field});
        }
    }
    for (auto const& [name, places] : by_name) {
        auto const& first = *places.front().field;
        bool const agree = std::ranges::all_of(places, [&](Place const& place) {
            return std::ranges::equal(place.field->choices, first.choices);
        });
        for (auto const& [command, field] : places) {
            auto const list = agree ? std::string{name} : fmt::format("{}.{}", command, name);
            lists.try_emplace(list, CodeList{std::string{field->label}, choices_of(*field)});
        }
    }
}

Lists made() {
    Lists lists{
        {"articles", {"条款原文", articles()}},
        {"commands", {"决策事项的命令", listed(procedure::every_command(), command_item)}},
        {"document_roles", {"文书", document_roles()}},
        {"facts", {"事实", facts()}},
        {"holding_kinds", {"任职方式", listed(registry::holding_kind_codes, holding_kind_item)}},
        {"organ_kinds", {"机关类别", listed(registry::organ_kind_codes, organ_kind_item)}},
        {"parameters", {"地方参数", listed(rules::every_parameter(), parameter_item)}},
        {"problems", {"问题", listed(every_code(), problem_item)}},
        {"regions", {"程序", listed(procedure::every_region(), of_word)}},
        {"register_commands", {"登记簿的命令", listed(registry::every_register_command(), of_named)}},
        {"roles", {"角色", listed(procedure::every_role(), of_word)}},
        {"rules", {"规则", rules_of_law()}},
        {"seal_classes", {"封存内容的查阅范围", seal_classes()}},
        {"states", {"状态", states()}},
        {"statutes", {"程序表", listed(procedure::every_statute(), statute_item)}},
        {"triggers", {"事件", listed(procedure::every_trigger(), trigger_item)}},
    };
    add_choices(lists);
    return lists;
}

}  // namespace

std::map<std::string, CodeList, std::less<>> const& every_code_list() {
    static Lists const all = made();
    return all;
}

}  // namespace juece::http
