// One object a step.
#include "tools/scenario/transcript.hpp"

namespace juece::scenario {
namespace {

Object refusal_entry(Refusal const& refusal) {
    return Object{
        {"rule", refusal.rule},
        {"article", refusal.article},
        {"level", refusal.level},
        {"phrase", refusal.phrase},
        {"message", refusal.message},
        {"missing", refusal.missing}};
}

void add_actor(Object& entry, SeenEvent const& seen) {
    auto const& actor = seen.event.actor;
    entry.set("person", seen.performer);
    entry.set("post", actor.post.text());
    entry.set("organ", actor.organ.text());
    if (actor.on_behalf_of)
        entry.set(
            "on_behalf_of", Object{{"post", actor.on_behalf_of->post.text()}, {"kind", actor.on_behalf_of->kind}}
        );
    if (actor.entered_by)
        entry.set("entered_by", Object{{"person", seen.enterer}, {"post", actor.entered_by->post.text()}});
    if (auto const& late = seen.event.late_entry)
        entry.set("late_entry", Object{{"reason", late->reason}, {"approved_by", late->approved_by.text()}});
}

Object event_entry(SeenEvent const& seen) {
    auto const& event = seen.event;
    List articles(event.basis.articles.begin(), event.basis.articles.end());
    List rules(event.basis.rules.begin(), event.basis.rules.end());
    List overrides;
    for (auto const& each : event.basis.overrides)
        overrides.emplace_back(each.rule);
    List documents;
    for (auto const& document : event.documents) {
        documents.emplace_back(Object{
            {"role", document.role}, {"sha256", hex(document.digest.sha256)}, {"number", document.number}});
    }
    List sealed;
    for (auto const& each : event.sealed)
        sealed.emplace_back(Object{{"role", each.role}, {"class", code(each.seal)}});
    Object entry{
        {"seq", seen.seq},
        {"version", event.version},
        {"type", event.type},
        {"articles", articles},
        {"rules", rules},
        {"overrides", overrides},
        {"data", event.data},
        {"documents", documents},
        {"sealed", sealed},
        {"occurred_at", text(event.occurred_at)},
        {"recorded_at", text(event.recorded_at)}};
    if (event.basis.calendar) entry.set("calendar", event.basis.calendar->id);
    add_actor(entry, seen);
    if (event.step) {
        entry.set("from", procedure::code(event.step->from));
        entry.set("to", procedure::code(event.step->to));
    }
    return entry;
}

Object menu_entry(Menu const& menu) {
    List options;
    for (auto const& option : menu.options) {
        List refusals;
        for (auto const& refusal : option.refusals)
            refusals.emplace_back(refusal_entry(refusal));
        options.emplace_back(Object{
            {"command", option.command},
            {"open", option.open},
            {"may_act", option.may_act},
            {"not_before", option.not_before},
            {"until", option.until},
            {"refusals", std::move(refusals)}});
    }
    return Object{{"version", menu.version}, {"options", std::move(options)}};
}

void add_outcome(Object& entry, StepResult const& result) {
    if (auto const* accepted = std::get_if<Accepted>(&result.outcome)) {
        List events;
        for (auto const& seen : result.events)
            events.emplace_back(event_entry(seen));
        entry.set("version", accepted->version);
        entry.set("events", std::move(events));
    } else if (auto const* refused = std::get_if<Refused>(&result.outcome)) {
        List refusals;
        for (auto const& refusal : refused->refusals)
            refusals.emplace_back(refusal_entry(refusal));
        entry.set("version", refused->version);
        entry.set("recorded", refused->recorded);
        entry.set("refusals", std::move(refusals));
    } else {
        auto const& rejected = std::get<Rejected>(result.outcome);
        List faults;
        for (auto const& fault : rejected.faults)
            faults.emplace_back(Object{{"code", fault.code}, {"pointer", fault.pointer}, {"message", fault.message}});
        entry.set("rejected", rejected.code);
        entry.set("faults", std::move(faults));
    }
}

}  // namespace

Object transcript_entry(StepResult const& result) {
    auto const& step = result.step;
    Object entry{{"time", text(step.time)}, {"performer", step.performer.text()}, {"command", step.command()}};
    if (step.entered_by) entry.set("entered_by", step.entered_by->text());
    add_outcome(entry, result);
    Object states;
    for (auto const& [region, state] : result.states)
        states.set(region, state);
    entry.set("states", std::move(states));
    if (result.menu) entry.set("menu", menu_entry(*result.menu));
    return entry;
}

}  // namespace juece::scenario
