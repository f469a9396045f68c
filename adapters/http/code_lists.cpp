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

List regions() {
    List items;
    for (auto const region : procedure::every_region())
        items.emplace_back(item(procedure::code(region), procedure::label(region)));
    return items;
}

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
        List in;
        for (auto const region : regions)
            in.emplace_back(procedure::code(region));
        auto one = item(procedure::code(state), procedure::label(state));
        one.set("regions", std::move(in));
        items.emplace_back(std::move(one));
    }
    return items;
}

List triggers() {
    List items;
    for (auto const trigger : procedure::every_trigger()) {
        auto one = item(procedure::code(trigger), procedure::label(trigger));
        if (auto const region = procedure::region_of(trigger); region != procedure::Region::none)
            one.set("region", procedure::code(region));
        items.emplace_back(std::move(one));
    }
    return items;
}

List roles() {
    List items;
    for (auto const role : procedure::every_role())
        items.emplace_back(item(procedure::code(role), procedure::label(role)));
    return items;
}

List commands() {
    List items;
    for (auto const& spec : procedure::every_command()) {
        auto one = item(spec.name, spec.label);
        one.set("trigger", procedure::code(spec.trigger));
        items.emplace_back(std::move(one));
    }
    return items;
}

List register_commands() {
    List items;
    for (auto const& spec : registry::every_register_command())
        items.emplace_back(item(spec.name, spec.label));
    return items;
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

List statutes() {
    List items;
    for (auto const* statute : procedure::every_statute())
        items.emplace_back(item(statute->id, statute->title));
    return items;
}

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

List parameters() {
    List items;
    for (auto const& parameter : rules::every_parameter()) {
        auto one = item(parameter.name, parameter.label);
        one.set("kind", rules::code(parameter.kind));
        items.emplace_back(std::move(one));
    }
    return items;
}

List problems() {
    List items;
    for (auto const problem : every_code()) {
        auto one = item(text_of(problem), title_of(problem));
        one.set("status", std::uint64_t{status_of(problem)});
        items.emplace_back(std::move(one));
    }
    return items;
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

List organ_kinds() {
    List items;
    for (auto const code : registry::organ_kind_codes)
        items.emplace_back(item(code, label(*registry::parse_organ_kind(code))));
    return items;
}

List holding_kinds() {
    List items;
    for (auto const code : registry::holding_kind_codes)
        items.emplace_back(item(code, label(*registry::parse_holding_kind(code))));
    return items;
}

using Lists = std::map<std::string, CodeList, std::less<>>;

List choices_of(procedure::Field const& field) {
    List items;
    for (auto const choice : field.choices)
        items.emplace_back(item(choice, procedure::word(choice)));
    return items;
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
        {"commands", {"决策事项的命令", commands()}},
        {"document_roles", {"文书", document_roles()}},
        {"facts", {"事实", facts()}},
        {"holding_kinds", {"任职方式", holding_kinds()}},
        {"organ_kinds", {"机关类别", organ_kinds()}},
        {"parameters", {"地方参数", parameters()}},
        {"problems", {"问题", problems()}},
        {"regions", {"程序", regions()}},
        {"register_commands", {"登记簿的命令", register_commands()}},
        {"roles", {"角色", roles()}},
        {"rules", {"规则", rules_of_law()}},
        {"seal_classes", {"封存内容的查阅范围", seal_classes()}},
        {"states", {"状态", states()}},
        {"statutes", {"程序表", statutes()}},
        {"triggers", {"事件", triggers()}},
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
