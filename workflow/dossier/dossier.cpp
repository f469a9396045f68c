// decide, evolve, menu: each asks the machine and the rules, and changes nothing but what it is given.
#include "workflow/dossier/dossier.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"
#include "workflow/procedure/judging.hpp"

namespace juece::dossier {
namespace {

using procedure::RowView;
using procedure::Trigger;
using rules::Judgement;
using rules::Refusal;

template <class Words>
List codes_of(Words const& words) {
    List codes;
    for (auto const& word : words)
        codes.emplace_back(code(word));
    return codes;
}

// There is no row from here: the order of the procedure is broken.
Refusal refuse_step(Dossier const& dossier, Trigger on) {
    auto const& statute = dossier.machine.statute();
    auto const region = region_of(on);
    Object missing{{"region", code(region)}};
    List from;
    if (auto const* chapter = statute.chapter(region)) {
        missing.set("state", code(dossier.machine.state(region)));
        for (auto const& row : chapter->rows) {
            if (row.on == on) from.emplace_back(code(row.from));
        }
    }
    missing.set("from", std::move(from));

    auto const* row = statute.first_row(on);
    JUECE_ASSERT(row != nullptr, "the statute knows every trigger that a command names");
    auto message = rules::render("“{region}”当前处于“{state}”,此步骤只能在“{from}”时办理", missing);
    return {
        "step",
        row->article,
        level(row->article.source),
        std::string{statute.text_of(row->article)},
        std::move(missing),
        std::move(message)};
}

// The post does not act in any of the row's roles.
Refusal refuse_post(procedure::Statute const& statute, RowView const& row, Judgement const& judged) {
    auto const& held = judged.performer.roles;
    Object missing{{"roles", codes_of(row.by)}, {"held", codes_of(held)}};
    std::string message =
        held.empty() ? "此步骤应由{roles}实施,您的岗位不具有此身份" : "此步骤应由{roles}实施,您以{held}身份不能办理";
    // The right role of the wrong organ: the message must say which organs were named.
    bool const is_other_handler = std::ranges::find(row.by, procedure::Role::handler) != row.by.end() &&
                                  std::ranges::find(held, procedure::Role::handler) != held.end();
    auto const* handlers = judged.known(judged.facts.handlers);
    if (is_other_handler && handlers != nullptr) {
        List named;
        for (auto const& organ : *handlers)
            named.emplace_back(organ.text());
        missing.set("handlers", std::move(named));
        message += ",本事项的决策承办单位为 {handlers}";
    }
    auto rendered = rules::render(message, missing);
    return {
        "by",
        row.article,
        level(row.article.source),
        std::string{statute.text_of(row.article)},
        std::move(missing),
        std::move(rendered)};
}

// What the law computes from the act, beside what was said.
void add_computed(Trigger on, Object& data, Judgement const& judged) {
    if (on != Trigger::public_comment_opened) return;
    auto const until = parse_day(judged.data.text("until"));
    if (!until) return;  // a law of another day may not have asked for it
    auto const days = *until - beijing_day(judged.occurred_at);
    data.set("days", days.count);
    if (days < judged.profile.comment_days_min) data.set("shortened", true);
}

procedure::Basis basis_of(RowView const& row, procedure::Verdict const& verdict, Context const& context) {
    procedure::Basis basis;
    basis.statute = context.statute;
    basis.profile = procedure::Pin{context.profile.id, context.profile.version};
    basis.register_version = context.register_version;

    std::set<std::string> articles{text(row.article)};
    std::set<std::string> ids;
    for (auto const* rule : verdict.judged) {
        articles.insert(text(rule->cites));
        ids.emplace(rule->id);
    }
    basis.articles.assign(articles.begin(), articles.end());
    basis.rules.assign(ids.begin(), ids.end());
    return basis;
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
    event.type = fmt::format("{}.v1", code(row.on));
    event.step = procedure::Step{row.on, row.region, row.from, row.to};
    event.actor = judged.performer.actor;
    event.basis = basis_of(row, verdict, context);
    event.occurred_at = command.occurred_at;
    event.documents = command.documents;

    for (auto const& field : command.spec->fields) {
        auto const* value = command.data.find(field.name);
        if (value == nullptr) continue;
        if (field.kind == procedure::FieldKind::text) {
            draft.sealed.push_back({std::string{field.name}, field.seal, std::string{command.data.text(field.name)}});
        } else {
            event.data.set(field.name, *value);
        }
    }
    add_computed(row.on, event.data, judged);

    for (auto const* rule : verdict.let_pass) {
        auto const reason = std::ranges::find(command.reasons, rule->id, &rules::Reason::rule);
        event.basis.overrides.push_back({std::string{rule->id}, draft.sealed.size()});
        draft.sealed.push_back({fmt::format("reason_{}", rule->id), procedure::SealClass::government, reason->text});
    }
    return draft;
}

std::optional<Day> earliest_of(Refusals const& refusals) {
    std::optional<Day> earliest;
    for (auto const& refusal : refusals) {
        // Every refusal must fall away, so the latest of the days counts.
        auto const day = parse_day(refusal.missing.text("earliest"));
        if (day && (!earliest || *earliest < *day)) earliest = day;
    }
    return earliest;
}

// Rows that lead on from where the item stands, in the order of the statute.
std::vector<RowView const*> rows_from_here(Dossier const& dossier) {
    std::vector<RowView const*> rows;
    for (auto const& chapter : dossier.machine.statute().chapters) {
        auto const state = dossier.machine.state(chapter.region);
        for (auto const& row : chapter.rows) {
            if (row.from == state) rows.push_back(&row);
        }
    }
    return rows;
}

// Whose turn it is, whatever the day: roles of the rows whose standing rules hold once every period has run out.
// Nobody's, once the main line has ended.
std::set<procedure::Role> waiting_for(Dossier const& dossier) {
    auto const rows = rows_from_here(dossier);
    auto const is_main = [](RowView const* row) { return row->region == procedure::Region::main; };
    if (std::ranges::none_of(rows, is_main)) return {};

    static Object const no_data;
    rules::Profile const profile;
    rules::Performer const nobody;
    auto const end_of_days = start_of(Day{std::chrono::year{9999} / 1 / 1});
    Judgement const judged{dossier.facts, profile, nobody, end_of_days, no_data, {}, {}};
    std::set<procedure::Role> roles;
    for (auto const* row : rows) {
        auto const verdict = procedure::judge(row->clauses, judged, procedure::Asked::standing_rules);
        if (verdict.refusals.empty()) roles.insert(row->by.begin(), row->by.end());
    }
    return roles;
}

}  // namespace

std::optional<procedure::Fault> fault_of_time(Dossier const& dossier, Command const& command, Timestamp now) {
    if (command.occurred_at > now) {
        return procedure::Fault{
            "occurred_in_future",
            "/occurred_at",
            fmt::format("办理时间 {} 晚于当前时间 {}", beijing_text(command.occurred_at), beijing_text(now))};
    }
    auto const last = dossier.last_occurred.find(region_of(command.spec->trigger));
    if (last != dossier.last_occurred.end() && command.occurred_at < last->second) {
        return procedure::Fault{
            "occurred_before_region",
            "/occurred_at",
            fmt::format(
                "办理时间 {} 早于“{}”上一步骤的办理时间 {},须作为更正录入",
                beijing_text(command.occurred_at),
                label(last->first),
                beijing_text(last->second)
            )};
    }
    return std::nullopt;
}

std::vector<procedure::Fault> faults_of_reasons(procedure::Statute const& statute, Command const& command) {
    auto const is_asked_for = [&](std::string const& id) {
        for (auto const& chapter : statute.chapters) {
            for (auto const& row : chapter.rows) {
                if (row.on != command.spec->trigger) continue;
                for (auto const& clause : row.clauses) {
                    if (clause.rule->id == id && clause.rule->force == rules::Force::warning) return true;
                }
            }
        }
        return false;
    };
    std::vector<procedure::Fault> faults;
    for (std::size_t i = 0; i < command.reasons.size(); ++i) {
        auto const& rule = command.reasons[i].rule;
        if (is_asked_for(rule)) continue;
        faults.push_back(
            {"reason_not_asked",
             fmt::format("/reasons/{}/rule", i),
             fmt::format("此命令没有说明理由即可放行的规则“{}”", rule)}
        );
    }
    return faults;
}

Result<std::vector<Draft>, Refusals> decide(
    Dossier const& dossier, Command const& command, rules::Performer const& performer, Context const& context
) {
    auto const on = command.spec->trigger;
    auto const* row = dossier.machine.row(on);
    if (row == nullptr) return Refusals{refuse_step(dossier, on)};

    Judgement const judged{
        dossier.facts,
        context.profile,
        performer,
        command.occurred_at,
        command.data,
        command.documents,
        command.reasons};
    Refusals refusals;
    if (!acts_as(row->by, judged)) refusals.push_back(refuse_post(dossier.machine.statute(), *row, judged));
    std::ranges::move(dossier.machine.try_step(on, judged), std::back_inserter(refusals));
    if (!refusals.empty()) return refusals;
    return std::vector{draft_of(*row, command, judged, procedure::judge(row->clauses, judged), context)};
}

void evolve(Dossier& dossier, procedure::Event const& event) {
    if (event.version != dossier.version + 1)
        throw procedure::CorruptHistory{event.version, fmt::format("it follows version {}", dossier.version)};
    if (event.step) {
        dossier.machine.replay(event.version, *event.step);
        auto& last = dossier.last_occurred[event.step->region];
        last = std::max(last, event.occurred_at);
    }
    rules::fold(dossier.facts, event);
    if (event.version == 1) dossier.opened_at = event.occurred_at;
    dossier.version = event.version;
    dossier.recorded_at = event.recorded_at;
}

std::vector<Option> menu(
    Dossier const& dossier, std::optional<rules::Performer> const& performer, Context const& context
) {
    static Object const no_data;
    rules::Performer const nobody;
    Judgement const judged{
        dossier.facts, context.profile, performer ? *performer : nobody, context.now, no_data, {}, {}};

    std::vector<Option> options;
    for (auto const* row : rows_from_here(dossier)) {
        Option option;
        option.spec = &procedure::command_of(row->on);
        option.row = *row;
        option.may_act = !performer || acts_as(row->by, judged);
        if (!option.may_act) option.standing.push_back(refuse_post(dossier.machine.statute(), *row, judged));
        auto verdict = procedure::judge(row->clauses, judged, procedure::Asked::standing_rules);
        std::ranges::move(verdict.refusals, std::back_inserter(option.standing));
        option.not_before = earliest_of(option.standing);
        bool const is_period_running =
            row->region == procedure::Region::public_comment && row->from == procedure::State::open;
        if (is_period_running && dossier.facts.comment_period)
            option.until = dossier.facts.comment_period->value.last_day;
        options.push_back(std::move(option));
    }
    return options;
}

Object row_of(DecisionId, Dossier const& dossier) {
    auto const& statute = dossier.machine.statute();
    Object states;
    for (auto const& chapter : statute.chapters)
        states.set(code(chapter.region), code(dossier.machine.state(chapter.region)));
    Object row{
        {"opened_at", text(dossier.opened_at)},
        {"recorded_at", text(dossier.recorded_at)},
        {"states", std::move(states)},
        {"waiting_for", codes_of(waiting_for(dossier))},
    };
    auto const& facts = dossier.facts;
    if (facts.category) row.set("category", facts.category->value);
    if (facts.comment_period) {
        auto const& period = facts.comment_period->value;
        row.set("public_comment", Object{{"opened", text(period.opened)}, {"last_day", text(period.last_day)}});
    }
    return row;
}

}  // namespace juece::dossier
