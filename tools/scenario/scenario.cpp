// Small questions to a scenario, and how a mistake reads.
#include "tools/scenario/scenario.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace juece::scenario {
namespace {

using procedure::Field;
using procedure::FieldKind;

bool names_persons(FieldKind kind) { return kind == FieldKind::person || kind == FieldKind::persons; }

void collect_persons(std::span<Field const> fields, Object const& data, std::set<std::string>& names) {
    for (auto const& field : fields) {
        auto const* value = data.find(field.name);
        if (value == nullptr) continue;
        auto const add = [&](Value const& one) {
            if (auto const* row = one.object()) collect_persons(field.members, *row, names);
            auto const* name = one.string();
            if (name != nullptr && names_persons(field.kind) && !PersonId::parse(*name)) names.insert(*name);
        };
        if (auto const* list = value->list()) {
            std::ranges::for_each(*list, add);
        } else {
            add(*value);
        }
    }
}

FieldKind kind_of(registry::ReferenceKind kind) {
    switch (kind) {
        case registry::ReferenceKind::person:
            return FieldKind::person;
        case registry::ReferenceKind::post:
            return FieldKind::post;
        case registry::ReferenceKind::decision:
            return FieldKind::decision;
        case registry::ReferenceKind::roles:
            return FieldKind::roles;
    }
    return FieldKind::text;
}

}  // namespace

Shape shape_of(registry::RegisterSpec const& spec) {
    Shape shape{spec.name, spec.label, {spec.fields.begin(), spec.fields.end()}, {}};
    for (auto const& reference : spec.references)
        shape.fields.push_back({reference.name, kind_of(reference.kind), reference.required, reference.label, ""});
    shape.documents.assign(spec.documents.begin(), spec.documents.end());
    return shape;
}

Shape Step::shape() const { return spec != nullptr ? shape_of(*spec) : shape_of(*of_register); }

std::string Scenario::organ_of(Performer const& performer) const {
    if (auto const own = organs.find(performer.text()); own != organs.end()) return own->second;
    if (auto const post = organs.find(procedure::code(performer.role)); post != organs.end()) return post->second;
    return std::string{procedure::code(performer.role)};
}

std::string Scenario::post_of(Performer const& performer) const {
    std::string const role{procedure::code(performer.role)};
    auto const own = organs.find(performer.text());
    bool const elsewhere = own != organs.end() && own->second != organ_of({performer.role, ""});
    return elsewhere ? role + "." + own->second : role;
}

std::vector<Performer> Scenario::performers() const {
    std::set<Performer> all;
    for (auto const& line : lines) {
        auto const* step = std::get_if<Step>(&line);
        if (step == nullptr) continue;
        all.insert(step->performer);
        if (step->entered_by) all.insert(*step->entered_by);
        if (step->late_entry) all.insert(step->late_entry->approved_by);
    }
    return {all.begin(), all.end()};
}

std::vector<std::string> Scenario::persons() const {
    std::set<std::string> names;
    for (auto const& performer : performers())
        names.insert(performer.name);
    for (auto const& line : lines) {
        if (auto const* step = std::get_if<Step>(&line)) collect_persons(step->shape().fields, step->given.data, names);
    }
    return {names.begin(), names.end()};
}

std::string described(Mistake const& mistake, std::string const& file) {
    auto result = fmt::format("{}:{}:{}: {}\n", file, mistake.at.line, mistake.at.column, mistake.message);
    if (!mistake.hint.empty()) result += fmt::format("    提示:{}\n", mistake.hint);
    return result;
}

}  // namespace juece::scenario
