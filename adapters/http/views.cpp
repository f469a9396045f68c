// Views, one function each, members in the order of the alphabet as canonical JSON has them.
#include "adapters/http/views.hpp"

#include "adapters/codec/json.hpp"
#include "adapters/http/problem.hpp"

namespace juece::http {

namespace {

List needs_of(std::span<procedure::Field const> fields) {
    List needs;
    for (auto const& field : fields) {
        List choices;
        for (auto const choice : field.choices)
            choices.emplace_back(choice);
        Object need{
            {"choices", std::move(choices)},
            {"kind", procedure::code(field.kind)},
            {"label", field.label},
            {"name", field.name},
            {"required", field.required},
            {"rule", field.rule}};
        if (!field.members.empty()) need.set("members", needs_of(field.members));
        needs.emplace_back(std::move(need));
    }
    return needs;
}

List documents_of(procedure::CommandSpec const& spec) {
    List documents;
    for (auto const& slot : spec.documents) {
        documents.emplace_back(Object{
            {"label", slot.label}, {"required", slot.required}, {"role", slot.role}, {"rule", slot.rule}});
    }
    return documents;
}

Object option_view(dossier::Option const& option) {
    List by;
    for (auto const role : option.row.by)
        by.emplace_back(procedure::code(role));
    Object view{
        {"article", text(option.row.article)},
        {"by", std::move(by)},
        {"command", option.spec->name},
        {"documents", documents_of(*option.spec)},
        {"label", option.spec->label},
        {"may_act", option.may_act},
        {"needs", needs_of(option.spec->fields)},
        {"open", option.standing.empty()},
        {"refusals", refusals_view(option.standing)},
        {"trigger", procedure::code(option.row.on)}};
    if (option.row.moves()) {
        view.set("region", procedure::code(option.row.region));
        view.set("from", procedure::code(option.row.from));
        view.set("to", procedure::code(option.row.to));
    }
    if (option.not_before) view.set("not_before", text(*option.not_before));
    if (option.until) view.set("until", text(*option.until));
    if (auto const& deadline = option.deadline)
        view.set("deadline", Object{{"day", text(deadline->day)}, {"rule", deadline->rule}});
    return view;
}

List events_view(std::vector<service::RecordedEvent> const& recorded) {
    List events;
    for (auto const& event : recorded) {
        events.emplace_back(Object{
            {"id", event.id.text()}, {"seq", event.seq}, {"type", event.type}, {"version", event.version}});
    }
    return events;
}

}  // namespace

Object log_view(service::LogView const& view) {
    return Object{{"clock", text(view.clock)}, {"log", view.log.text()}, {"rehearsal", view.rehearsal}};
}

Object accepted_view(service::Accepted const& accepted) {
    return Object{
        {"decision", accepted.decision.text()},
        {"events", events_view(accepted.events)},
        {"version", accepted.version}};
}

Object registered_view(service::Registered const& registered) {
    Object view{{"events", events_view(registered.events)}, {"version", registered.version}};
    if (registered.person) view.set("person", registered.person->text());
    return view;
}

// A sealed text may hold characters that a request may not, because it is shown as it was typed.
std::string text_in(std::string_view payload) {
    codec::Limits limits;
    limits.invisible = codec::Invisible::allowed;
    auto const value = codec::parse(payload, limits);
    auto const* object = value ? value.value().object() : nullptr;
    return object != nullptr ? std::string{object->text("text")} : std::string{};
}

Object dry_run_view(service::Accepted const& accepted) {
    List would;
    for (auto const& event : accepted.events)
        would.emplace_back(Object{{"type", event.type}});
    return Object{{"decision", accepted.decision.text()}, {"version", accepted.version}, {"would", std::move(would)}};
}

Object menu_view(service::MenuView const& view) {
    Object states;
    for (auto const& [region, state] : view.states)
        states.set(procedure::code(region), procedure::code(state));
    List options;
    for (auto const& option : view.options)
        options.emplace_back(option_view(option));
    return Object{
        {"decision", view.decision.text()},
        {"now", text(view.now)},
        {"options", std::move(options)},
        {"states", std::move(states)},
        {"version", view.version}};
}

Object decision_view(DecisionId decision, std::uint64_t version, std::string const& title, Object row) {
    row.set("decision", decision.text());
    row.set("version", version);
    row.set("title", title);
    return row;
}

}  // namespace juece::http
