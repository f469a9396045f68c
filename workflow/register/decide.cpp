// A command is tried on the register as it would stand; what it would contradict is told, or it becomes an event.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"
#include "workflow/register/command.hpp"
#include "workflow/register/judging.hpp"

namespace juece::registry {
namespace {

using procedure::Fault;
using procedure::FieldKind;

constexpr auto never = std::numeric_limits<std::uint64_t>::max();

Fault contradicts(std::uint64_t version, std::string pointer, Fault const& fault) {
    return {"contradicts", std::move(pointer), fmt::format("将与第 {} 项登记矛盾:{}", version, fault.message)};
}

// What else may no longer hold once the statement stands.
std::vector<Statement const*> neighbours(View const& view, Said const& says) {
    if (std::holds_alternative<OrganSucceeded>(says)) return view.all();
    auto const* post = post_of(says);
    return post != nullptr ? view.about(*post) : std::vector<Statement const*>{};
}

Faults faults_of(Register const& of, Statement const& candidate) {
    auto const supposed = of.latest().supposing(nullptr, &candidate);
    auto faults = judge(supposed, candidate);
    if (!faults.empty()) return faults;
    for (auto const* neighbour : neighbours(supposed, candidate.says)) {
        if (neighbour == &candidate) continue;
        for (auto const& fault : judge(supposed, *neighbour))
            faults.push_back(contradicts(neighbour->since, "/data", fault));
    }
    return faults;
}

// The second person (domain.md §10): known, and not the one who corrects.
void check_confirmer(View const& view, PersonId confirmer, PersonId actor, Faults& faults) {
    if (!view.person(confirmer)) {
        faults.push_back({"unknown_person", "/data/confirmed_by", "复核人尚未登记"});
    } else if (confirmer == actor) {
        faults.push_back({"same_person", "/data/confirmed_by", "复核人须是另一人"});
    }
}

Faults faults_of_correction(Register const& of, Object const& data, PersonId actor) {
    Faults faults;
    auto const confirmer = PersonId::parse(data.text("confirmed_by"));
    JUECE_ASSERT(confirmer, "the shape was checked");
    check_confirmer(of.latest(), *confirmer, actor, faults);

    auto const corrected = parse_corrected(data);
    auto const* target = corrected ? of.standing(corrected->target) : nullptr;
    if (target == nullptr) {
        faults.push_back({"nothing_to_correct", "/data/target", "没有此项登记,或者已被更正"});
        return faults;
    }
    Statement candidate{of.version() + 1, never, {}, target->says};
    if (!corrected->voids()) {
        auto says = with_days(target->says, *corrected);
        if (!says) {
            faults.push_back({"no_such_day", "/data", "该项登记没有所更正的日期"});
            return faults;
        }
        if (*says == target->says) faults.push_back({"nothing_changed", "/data", "更正后与原登记相同"});
        candidate.says = std::move(*says);
    }
    auto const supposed = of.latest().supposing(target, corrected->voids() ? nullptr : &candidate);
    // What is wrong with the correction itself comes first.
    Faults of_others;
    for (auto const& [version, fault] : contradictions(supposed)) {
        if (version == candidate.since) {
            faults.push_back(fault);
        } else {
            of_others.push_back(contradicts(version, "/data/target", fault));
        }
    }
    std::ranges::move(of_others, std::back_inserter(faults));
    return faults;
}

Object data_of(Command const& command, Context const& context) {
    auto data = command.data;
    for (auto const& field : command.spec->fields) {
        if (field.kind == FieldKind::text) data.erase(field.name);
    }
    if (command.spec->name == "enter_person" && !data.has("person")) data.set("person", context.new_person.text());
    return data;
}

}  // namespace

Result<dossier::Draft, Faults> decide(Register const& of, Command const& command, Context const& context) {
    Faults faults;
    if (command.occurred_at > context.now) {
        faults.push_back(
            {"occurred_in_future",
             "/occurred_at",
             fmt::format("办理时间 {} 晚于当前时间 {}", beijing_text(command.occurred_at), beijing_text(context.now))}
        );
    }
    dossier::Draft draft;
    auto& event = draft.event;
    event.type = fmt::format("{}.v1", command.spec->event);
    event.actor = context.actor;
    event.basis.register_version = of.version();
    event.occurred_at = command.occurred_at;
    event.documents = command.documents;
    event.data = data_of(command, context);

    Faults contradicted;
    if (command.spec->name == "correct") {
        contradicted = faults_of_correction(of, event.data, context.actor.person);
    } else {
        auto says = parse_said(event.type, event.data, event.documents);
        JUECE_ASSERT(says, "the shape was checked");
        contradicted = faults_of(of, Statement{of.version() + 1, never, {}, std::move(*says)});
    }
    std::ranges::move(contradicted, std::back_inserter(faults));
    if (!faults.empty()) return faults;

    for (auto const& field : command.spec->fields) {
        if (field.kind == FieldKind::text && command.data.has(field.name))
            draft.sealed.push_back({std::string{field.name}, field.seal, std::string{command.data.text(field.name)}});
    }
    return draft;
}

}  // namespace juece::registry
