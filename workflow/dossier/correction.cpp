// Reads corrections, checks them before they are made, and folds the facts again under them.
#include "workflow/dossier/correction.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "workflow/dossier/computed.hpp"

namespace juece::dossier {
namespace {

using procedure::Event;
using procedure::Fault;
using procedure::Field;
using procedure::FieldKind;
using procedure::Trigger;

constexpr std::string_view time_of_act = "occurred_at";

std::uint64_t target_of(Event const& event) { return static_cast<std::uint64_t>(event.data.number("target")); }

// One member and what it should have been.
struct Correction {
    std::string_view member;
    std::span<Value const> values;
};

std::vector<Correction> corrections_in(Object const& data) {
    std::vector<Correction> corrections;
    auto const* member = data.find("corrections");
    if (auto const* rows = member != nullptr ? member->list() : nullptr) {
        for (auto const& value : *rows) {
            auto const* row = value.object();
            auto const* values = row != nullptr ? row->find("values") : nullptr;
            if (values != nullptr && values->list() != nullptr)
                corrections.push_back({row->text("member"), *values->list()});
        }
    }
    return corrections;
}

bool is_list(FieldKind kind) {
    return kind == FieldKind::codes || kind == FieldKind::organs || kind == FieldKind::persons ||
           kind == FieldKind::roles;
}

// What is not one code or a list of codes is not corrected in part: the entry is annulled and made again.
bool is_correctable(FieldKind kind) {
    switch (kind) {
        case FieldKind::text:
        case FieldKind::citation:
        case FieldKind::ground:
        case FieldKind::rows:
        case FieldKind::sealed_rows:
            return false;
        default:
            return true;
    }
}

// The value that the codes write; nothing if they write none of this kind.
std::optional<Value> value_of(FieldKind kind, std::span<Value const> written) {
    if (is_list(kind)) return Value{List(written.begin(), written.end())};
    if (written.size() != 1 || written.front().string() == nullptr) return std::nullopt;
    auto const& code = *written.front().string();
    if (kind == FieldKind::flag) {
        if (code != "true" && code != "false") return std::nullopt;
        return Value{code == "true"};
    }
    if (kind == FieldKind::number || kind == FieldKind::version) {
        std::int64_t number = 0;
        auto const read = std::from_chars(code.data(), code.data() + code.size(), number);
        bool const is_whole = read.ec == std::errc{} && read.ptr == code.data() + code.size();
        return is_whole && number <= (std::int64_t{1} << 53) - 1 ? std::optional{Value{number}} : std::nullopt;
    }
    return written.front();
}

bool is_about_an_entry(Trigger what) {
    return what == Trigger::entry_confirmed || what == Trigger::entry_corrected || what == Trigger::entry_annulled ||
           what == Trigger::entry_reviewed;
}

Field const* field_of(procedure::CommandSpec const& spec, std::string_view member) {
    auto const found = std::ranges::find(spec.fields, member, &Field::name);
    return found != spec.fields.end() ? &*found : nullptr;
}

std::optional<Timestamp> time_in(Correction const& correction) {
    auto const* written = correction.values.size() == 1 ? correction.values.front().string() : nullptr;
    return written != nullptr ? parse_timestamp(*written) : std::nullopt;
}

void check_time(Correction const& correction, Command const& command, std::string const& place, Faults& faults) {
    auto const at = time_in(correction);
    if (!at || *at > command.occurred_at)
        faults.push_back({"bad_time", place + "/values", "更正后的办理时间应为早于更正的时间"});
}

void check(Correction const& correction, procedure::CommandSpec const& spec, std::string const& place, Faults& faults) {
    auto const* field = field_of(spec, correction.member);
    if (field == nullptr) {
        faults.push_back(
            {"unknown_field", place + "/member", fmt::format("“{}”没有名为“{}”的数据项", spec.label, correction.member)}
        );
    } else if (!is_correctable(field->kind)) {
        faults.push_back(
            {"not_correctable", place + "/member", fmt::format("“{}”不能单独更正,请撤销该记录后重新录入", field->label)}
        );
    } else if (correction.values.empty()) {
        // What the law asked for when the act was done cannot be taken away afterwards.
        if (field->required || !field->rule.empty())
            faults.push_back({"missing_field", place + "/values", fmt::format("缺少“{}”", field->label)});
    } else if (auto const value = value_of(field->kind, correction.values)) {
        std::ranges::move(procedure::faults_of_value(*field, *value, place + "/values"), std::back_inserter(faults));
    } else {
        faults.push_back({"wrong_type", place + "/values", fmt::format("更正后的内容不能作为“{}”", field->label)});
    }
}

void apply(Correction const& correction, procedure::CommandSpec const& spec, Event& event) {
    if (correction.member == time_of_act) {
        if (auto const at = time_in(correction)) event.occurred_at = *at;
        return;
    }
    auto const* field = field_of(spec, correction.member);
    if (field == nullptr) return;
    auto const value = value_of(field->kind, correction.values);
    if (value && !correction.values.empty()) {
        event.data.set(correction.member, *value);
    } else {
        event.data.erase(correction.member);
    }
}

// The days of a period follow from its last day; what else the law computed came from sealed rows and stays.
void compute_again(Trigger on, procedure::CommandSpec const& spec, rules::Facts const& before, Event& event) {
    if (on != Trigger::public_comment_opened && on != Trigger::public_comment_extended) return;
    Object said;
    for (auto const& [name, value] : event.data) {
        if (field_of(spec, name) != nullptr) said.set(name, value);
    }
    rules::Profile const profile;
    rules::Performer const nobody;
    auto const calendar = calendar::Calendar{}.known_on(beijing_day(event.occurred_at));
    event.data = said;
    add_computed(on, {before, profile, calendar, nobody, event.occurred_at, said, event.documents, {}}, event.data);
}

}  // namespace

Faults faults_of_corrections(Dossier const& dossier, Command const& command) {
    if (command.spec->trigger != Trigger::entry_corrected) return {};
    auto const target = static_cast<std::uint64_t>(command.data.number("target"));
    auto const& entries = dossier.facts.entries;
    if (target > entries.size()) return {};  // D07 says so
    auto const what = entries[target - 1].what;
    auto const* spec = what ? procedure::command_of(*what) : nullptr;
    if (spec == nullptr) return {};
    if (is_about_an_entry(*what)) {
        // What it did to its target cannot be undone in part: it is annulled and made again.
        return {{"not_correctable", "/data/target", fmt::format("“{}”不能更正,请撤销后重新录入", label(*what))}};
    }

    Faults faults;
    auto const corrections = corrections_in(command.data);
    if (corrections.empty()) faults.push_back({"missing_field", "/data/corrections", "缺少“更正内容”"});
    for (std::size_t i = 0; i < corrections.size(); ++i) {
        auto const& correction = corrections[i];
        auto const place = fmt::format("/data/corrections/{}", i);
        auto const before = std::span{corrections}.first(i);
        if (std::ranges::find(before, correction.member, &Correction::member) != before.end()) {
            faults.push_back({"repeated_item", place + "/member", fmt::format("“{}”重复", correction.member)});
        } else if (what == Trigger::deliberation_recorded && correction.member == "present") {
            // The majority was reckoned from it and from views that are sealed.
            faults.push_back({"not_correctable", place + "/member", "到会人数不能单独更正,请撤销该会议记录后重新录入"});
        } else if (correction.member == time_of_act) {
            check_time(correction, command, place, faults);
        } else {
            check(correction, *spec, place, faults);
        }
    }
    return faults;
}

Effective effective(std::span<Event const> events) {
    Effective result;
    result.annulled.resize(events.size());
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        auto const on = procedure::trigger_in(*event);
        auto const target = target_of(*event);
        if (result.is_annulled(event->version) || target == 0 || target >= event->version) continue;
        if (on == Trigger::entry_annulled) result.annulled[target - 1] = true;
        if (on == Trigger::entry_corrected) {
            auto& corrections = result.corrections[target];
            corrections.insert(corrections.begin(), &*event);
        }
    }
    return result;
}

Event amended(Event event, std::vector<Event const*> const& corrections, rules::Facts const& facts_before) {
    auto const on = procedure::trigger_in(event);
    auto const* spec = on ? procedure::command_of(*on) : nullptr;
    if (spec == nullptr) return event;
    for (auto const* by : corrections) {
        for (auto const& correction : corrections_in(by->data))
            apply(correction, *spec, event);
    }
    compute_again(*on, *spec, facts_before, event);
    return event;
}

rules::Facts refolded(std::span<Event const> events) {
    auto const counts = effective(events);
    rules::Facts facts;
    for (auto const& event : events) {
        if (counts.is_annulled(event.version)) {
            rules::fold_entry(facts, event);
        } else if (auto const found = counts.corrections.find(event.version); found != counts.corrections.end()) {
            rules::fold(facts, amended(event, found->second, facts));
        } else {
            rules::fold(facts, event);
        }
    }
    return facts;
}

Object data_of(Event const& event) {
    auto data = event.data;
    auto const on = procedure::trigger_in(event);
    auto const* spec = on ? procedure::command_of(*on) : nullptr;
    if (spec == nullptr) return data;
    for (auto const& sealed : event.sealed) {
        auto const* field = field_of(*spec, sealed.role);
        if (field == nullptr) continue;
        data.set(sealed.role, field->kind == FieldKind::sealed_rows ? Value{List{}} : Value{"sealed"});
    }
    return data;
}

}  // namespace juece::dossier
