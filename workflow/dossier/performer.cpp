// Judges the post, its stand-in, and the person behind it.
#include "workflow/dossier/performer.hpp"

#include <algorithm>

#include "workflow/dossier/rows.hpp"
#include "workflow/rules/proposal.hpp"

namespace juece::dossier {
namespace {

using procedure::RowView;
using procedure::Trigger;
using rules::Judgement;
using rules::Refusal;
using rules::Rule;

// Design 4: HEAD's decision, a reviewer's conclusion, an expert's opinion. Whoever acts as head or is in charge acts in
// his own right, and R59 applies to him; whom the head merely sends does not decide.
constexpr Rule not_by_another{
    .id = "D04",
    .force = rules::Force::hard,
    .nature = rules::Nature::standing,
    .cites = {Source::design, 4},
    .phrase = "行政首长的决定、审查人的结论、专家的意见不得由受委托、受委派的人代行",
    .message = "此行为须由本人作出,不得由受委托、受委派的人代行;可由他人凭本人签名的文书代录",
    .in_force_from = rules::d713_in_force_from,
};

// Design 5: whoever typed a text for another does not review it.
constexpr Rule not_own_typing{
    .id = "D05",
    .force = rules::Force::hard,
    .nature = rules::Nature::standing,
    .cites = {Source::design, 5},
    .phrase = "代录草案的人不得审查该草案",
    .message = "您是第 {version} 条记录所载草案的代录人,不得审查该草案",
    .in_force_from = rules::d713_in_force_from,
};

// Design 15: who is recused takes no part in the item.
constexpr Rule not_recused{
    .id = "D15",
    .force = rules::Force::hard,
    .nature = rules::Nature::standing,
    .cites = {Source::design, 15},
    .phrase = "登记为回避的人员不得办理该事项的任何步骤",
    .message = "您已回避本事项,不得办理其任何步骤",
    .in_force_from = rules::d713_in_force_from,
};

bool is_never_delegated(Trigger on) {
    switch (on) {
        case Trigger::deliberation_approved:
        case Trigger::deliberation_modified:
        case Trigger::deliberation_rejected:
        case Trigger::deliberation_deferred:
        case Trigger::deliberation_returned:
        case Trigger::legality_review_passed:
        case Trigger::legality_review_passed_with_changes:
        case Trigger::legality_review_changes_adopted:
        case Trigger::legality_review_exploratory:
        case Trigger::legality_review_failed:
        case Trigger::expert_review_opinion_filed:
            return true;
        default:
            return false;
    }
}

bool reviews_the_draft(Trigger on) {
    switch (on) {
        case Trigger::legality_initial_passed:
        case Trigger::legality_initial_returned:
        case Trigger::legality_review_passed:
        case Trigger::legality_review_passed_with_changes:
        case Trigger::legality_review_changes_adopted:
        case Trigger::legality_review_exploratory:
        case Trigger::legality_review_failed:
            return true;
        default:
            return false;
    }
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

// The version in which the performer himself typed the draft for another; 0 if he did not.
std::uint64_t own_typing(Judgement const& judged) {
    if (judged.known(judged.facts.draft) == nullptr) return 0;
    auto const version = judged.facts.draft->version;
    auto const& entries = judged.facts.entries;
    if (version == 0 || version > entries.size()) return 0;
    return entries[version - 1].entered_by == judged.performer.actor.person ? version : 0;
}

}  // namespace

Refusals refusals_of_performer(procedure::Statute const& statute, RowView const& row, Judgement const& judged) {
    Refusals refusals;
    auto const& performer = judged.performer;
    if (!acts_as(row.by, judged)) refusals.push_back(refuse_post(statute, row, judged));
    auto const& stands_in = performer.actor.on_behalf_of;
    bool const is_sent = stands_in && (stands_in->kind == "delegated" || stands_in->kind == "assigned");
    if (is_sent && is_never_delegated(row.on))
        refusals.push_back(rules::refuse(not_by_another, Object{{"kind", stands_in->kind}}));
    if (auto const version = reviews_the_draft(row.on) ? own_typing(judged) : 0; version != 0)
        refusals.push_back(rules::refuse(not_own_typing, Object{{"version", version}}));
    if (performer.recused) refusals.push_back(rules::refuse(not_recused, Object{}));
    return refusals;
}

}  // namespace juece::dossier
