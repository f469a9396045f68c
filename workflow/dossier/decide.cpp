// decide: asks the machine and the rules, and writes down what an accepted act becomes.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"
#include "workflow/dossier/computed.hpp"
#include "workflow/dossier/consequences.hpp"
#include "workflow/dossier/performer.hpp"
#include "workflow/procedure/judging.hpp"

namespace juece::dossier {
namespace {

using procedure::FieldKind;
using procedure::RowView;
using procedure::Trigger;
using rules::Judgement;
using rules::Refusal;

// There is no row from here, or no item yet that an act of record could speak of: the order of the procedure is broken.
Refusal refuse_step(Dossier const& dossier, Trigger on) {
    auto const& statute = dossier.machine.statute();
    auto const* row = statute.first_row(on);
    JUECE_ASSERT(row != nullptr, "the statute knows every trigger that a command names");
    auto const region = row->moves() ? row->region : procedure::Region::main;
    Object missing{{"region", code(region)}};
    std::string message = "“{region}”当前处于“{state}”,此步骤只能在“{from}”时办理";
    List from;
    if (auto const* chapter = statute.chapter(region)) {
        missing.set("state", code(dossier.machine.state(region)));
        for (auto const& other : chapter->rows) {
            if (other.on == on) from.emplace_back(code(other.from));
        }
    }
    if (!row->moves()) message = "事项尚未提出,不能办理";
    missing.set("from", std::move(from));
    auto rendered = rules::render(message, missing);
    return {
        "step",
        row->article,
        level(row->article.source),
        std::string{statute.text_of(row->article)},
        std::move(missing),
        std::move(rendered)};
}

// Rules that count working days: what they answered depends on the notices known on the day. R21 counts them only
// where the profile lets a period roll.
bool counts_working_days(rules::Rule const& rule, rules::Profile const& profile) {
    if (rule.id == "R21") return profile.end_on_rest_day == calendar::EndOnRestDay::roll;
    constexpr std::array<std::string_view, 3> counting{"R51", "R52", "R66"};
    return std::ranges::find(counting, rule.id) != counting.end();
}

procedure::Basis basis_of(RowView const& row, procedure::Verdict const& verdict, Context const& context) {
    procedure::Basis basis;
    basis.statute = context.statute;
    basis.profile = procedure::Pin{context.profile.id, context.profile.version};
    basis.register_version = context.register_version;

    std::set<std::string> articles{text(row.article)};
    std::set<std::string> ids;
    for (auto const& article : verdict.articles)
        articles.insert(text(article));
    for (auto const* rule : verdict.judged) {
        ids.emplace(rule->id);
        if (counts_working_days(*rule, context.profile)) basis.calendar = context.calendar_pin;
    }
    basis.articles.assign(articles.begin(), articles.end());
    basis.rules.assign(ids.begin(), ids.end());
    return basis;
}

// An event of this row, before it carries anything.
procedure::Event event_of(RowView const& row, procedure::Actor const& actor, Timestamp occurred_at) {
    procedure::Event event;
    event.type = fmt::format("{}.v1", code(row.on));
    if (row.moves()) event.step = procedure::Step{row.on, row.region, row.from, row.to};
    event.actor = actor;
    event.occurred_at = occurred_at;
    return event;
}

// What was said: codes into the leaf, what a person typed into sealed payloads.
void carry(Command const& command, Draft& draft) {
    for (auto const& field : command.spec->fields) {
        auto const* value = command.data.find(field.name);
        if (value == nullptr) continue;
        std::string role{field.name};
        if (field.kind == FieldKind::text) {
            draft.sealed.push_back({std::move(role), field.seal, *value->string()});
        } else if (field.kind == FieldKind::sealed_rows) {
            draft.sealed.push_back({std::move(role), field.seal, {}, *value->list()});
        } else {
            draft.event.data.set(field.name, *value);
        }
    }
}

Draft draft_of(
    RowView const& row,
    Command const& command,
    Judgement const& judged,
    procedure::Verdict const& verdict,
    Context const& context
) {
    Draft draft;
    auto& event = draft.event;
    event = event_of(row, judged.performer.actor, command.occurred_at);
    event.basis = basis_of(row, verdict, context);
    event.documents = command.documents;
    carry(command, draft);
    add_computed(row.on, judged, event.data);
    for (auto const* rule : verdict.let_pass) {
        auto const reason = std::ranges::find(command.reasons, rule->id, &rules::Reason::rule);
        event.basis.overrides.push_back({std::string{rule->id}, draft.sealed.size()});
        draft.sealed.push_back({fmt::format("reason_{}", rule->id), procedure::SealClass::government, reason->text});
    }
    return draft;
}

Draft draft_of(
    Consequence const& consequence,
    Dossier const& dossier,
    Command const& command,
    Judgement const& judged,
    Context const& context
) {
    auto const& row = *consequence.row;
    // Entered late, an act may precede the region's last; what it brings with it cannot.
    auto occurred_at = command.occurred_at;
    if (auto const last = dossier.last_occurred.find(row.region); last != dossier.last_occurred.end())
        occurred_at = std::max(occurred_at, last->second);
    Draft draft;
    draft.event = event_of(row, judged.performer.actor, occurred_at);
    draft.event.basis = basis_of(row, {}, context);
    draft.event.data.set("target", consequence.target);
    return draft;
}

}  // namespace

Result<std::vector<Draft>, Refusals> decide(
    Dossier const& dossier, Command const& command, rules::Performer const& performer, Context const& context
) {
    auto const on = command.spec->trigger;
    auto const* row = dossier.machine.row(on);
    if (row == nullptr || (!row->moves() && dossier.version == 0)) return Refusals{refuse_step(dossier, on)};

    Judgement const judged{
        dossier.facts,
        context.profile,
        context.calendar,
        performer,
        command.occurred_at,
        command.data,
        command.documents,
        command.reasons};
    auto refusals = refusals_of_performer(dossier.machine.statute(), *row, judged);
    std::ranges::move(dossier.machine.try_step(on, judged), std::back_inserter(refusals));
    if (!refusals.empty()) return refusals;

    std::vector<Draft> drafts;
    drafts.push_back(draft_of(*row, command, judged, procedure::judge(row->clauses, judged), context));
    if (on == Trigger::fact_set) {
        auto regions = vanishing(dossier, command);
        if (!regions.empty()) drafts.front().event.data.set("vanishing", std::move(regions));
    }
    for (auto const& consequence : consequences_of(dossier, command))
        drafts.push_back(draft_of(consequence, dossier, command, judged, context));
    return drafts;
}

}  // namespace juece::dossier
