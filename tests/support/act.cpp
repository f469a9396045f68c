// The lawful acts and the ways to bend them.
#include "tests/support/act.hpp"

#include <algorithm>
#include <functional>

#include "workflow/core/assertion.hpp"

namespace juece::testing {
namespace {

using procedure::Role;
using procedure::Trigger;

constexpr std::string_view draft_text = "突发地质灾害应急预案(修订草案)";

Digest digest_of(std::string_view content) {
    // Not a hash of any suite: tests of the law only need equal digests for equal contents.
    Digest digest;
    auto const number = std::hash<std::string_view>{}(content);
    std::memcpy(digest.sha256.data(), &number, sizeof number);
    digest.sm3 = digest.sha256;
    return digest;
}

Act act(std::string_view command, Role role, std::string_view day, Object data) {
    auto const* spec = procedure::find_command(command);
    JUECE_ASSERT(spec != nullptr, "a test names a known command");
    return {{spec, beijing(day), std::move(data), {}, {}}, performer(role, handling_organ())};
}

}  // namespace

OrganCode handling_organ() { return *OrganCode::parse("11310112MB2F30492K"); }
OrganCode other_organ() { return *OrganCode::parse("11310112002388208A"); }

rules::Performer performer(Role role, OrganCode const& organ) {
    rules::Performer who;
    who.actor.person = PersonId{UuidBytes{1, 2, 3}};
    who.actor.post = *PostCode::parse("post-1");
    who.actor.organ = organ;
    who.actor.auth = "rehearsal";
    who.roles = {role};
    return who;
}

procedure::Document document(std::string role, std::string_view content) {
    return {std::move(role), digest_of(content), content.size(), "application/pdf", ""};
}

Timestamp beijing(std::string_view day, int hour, int minute) {
    auto const parsed = parse_day(day);
    JUECE_ASSERT(parsed.has_value(), "a test writes days as YYYY-MM-DD");
    return at_time(*parsed, std::chrono::hours{hour} + std::chrono::minutes{minute});
}

Act Act::by(Role role) const { return by(role, who.actor.organ); }

Act Act::by(Role role, OrganCode const& organ) const {
    auto changed = *this;
    changed.who = performer(role, organ);
    return changed;
}

Act Act::at(Timestamp when) const {
    auto changed = *this;
    changed.command.occurred_at = when;
    return changed;
}

Act Act::with(std::string_view member, Value value) const {
    auto changed = *this;
    changed.command.data.set(member, std::move(value));
    return changed;
}

Act Act::without(std::string_view member) const {
    auto changed = *this;
    changed.command.data.erase(member);
    return changed;
}

Act Act::attaching(std::string role, std::string_view content) const {
    auto changed = lacking(role);
    changed.command.documents.push_back(document(std::move(role), content));
    return changed;
}

Act Act::lacking(std::string_view document_role) const {
    auto changed = *this;
    std::erase_if(changed.command.documents, [&](auto const& document) { return document.role == document_role; });
    return changed;
}

Act Act::because(std::string rule, std::string reason) const {
    auto changed = *this;
    changed.command.reasons.push_back({std::move(rule), std::move(reason)});
    return changed;
}

Act propose() {
    return act(
        "propose",
        Role::department,
        "2023-10-11",
        {{"title", "修订突发地质灾害应急预案"},
         {"category", "public_policy"},
         {"proposer_kind", "department"},
         {"problem", "现行预案与上位预案不一致"},
         {"grounds", "上位预案已经修订"},
         {"solution", "修订预案"},
         {"necessity", "机构职责已经调整"},
         {"feasibility", "部门意见一致"}}
    );
}

Act assign_study() { return act("assign_study", Role::office, "2023-10-11", {{"unit", handling_organ().text()}}); }

Act report_study() { return act("report_study", Role::department, "2023-10-11", {{"conclusion", "start"}}); }

Act reject_proposal() { return act("reject_proposal", Role::organ, "2023-10-11", {{"reason", "条件尚不具备"}}); }

Act start_procedure() {
    return act("start_procedure", Role::organ, "2023-10-11", {{"handlers", List{handling_organ().text()}}}
    ).attaching("decision", "启动决定");
}

Act decline_procedure() {
    return act("decline_procedure", Role::organ, "2023-10-11", {{"reason", "无须修订"}}).attaching("decision", "决定");
}

Act defer_procedure() {
    return act("defer_procedure", Role::organ, "2023-10-11", {{"reason", "待上位预案施行"}}
    ).attaching("decision", "决定");
}

Act complete_draft() { return act("complete_draft", Role::handler, "2023-10-11", {}).attaching("draft", draft_text); }

Act finalise_draft() { return act("finalise_draft", Role::handler, "2023-11-15", {}); }

Act open_public_comment() {
    return act("open_public_comment",
               Role::handler,
               "2023-10-12",
               {{"until", "2023-11-11"}, {"channels", List{"website", "email"}}, {"units_asked", 50}})
        .attaching("notice", "公告")
        .attaching("draft", draft_text)
        .attaching("explanation", "草案说明");
}

Act close_public_comment() {
    return act("close_public_comment", Role::handler, "2023-11-12", {{"public_opinions", 0}, {"suggestions", 2}});
}

Act report_public_comment() {
    return act("report_public_comment", Role::handler, "2023-11-14", {{"adopted", 2}}
    ).attaching("adoption_report", "意见采纳情况说明");
}

Act waive_public_comment() {
    return act("waive_public_comment", Role::organ, "2023-10-12", {{"ground", "OGI 14"}, {"reason", "涉及公共安全"}}
    ).attaching("decision", "不公开决定");
}

Act complete_act(Trigger trigger, Timestamp when) {
    switch (trigger) {
        case Trigger::proposal_submitted:
            return propose().at(when);
        case Trigger::proposal_assigned:
            return assign_study().at(when);
        case Trigger::proposal_studied:
            return report_study().at(when);
        case Trigger::proposal_rejected:
            return reject_proposal().at(when);
        case Trigger::initiation_started:
            return start_procedure().at(when);
        case Trigger::initiation_declined:
            return decline_procedure().at(when);
        case Trigger::initiation_deferred:
            return defer_procedure().at(when);
        case Trigger::drafting_completed:
            return complete_draft().at(when);
        case Trigger::drafting_finalised:
            return finalise_draft().at(when);
        case Trigger::public_comment_opened:
            return open_public_comment().at(when).with("until", text(beijing_day(when) + CalendarDays{30}));
        case Trigger::public_comment_closed:
            return close_public_comment().at(when);
        case Trigger::public_comment_reported:
            return report_public_comment().at(when);
        case Trigger::public_comment_waived:
            return waive_public_comment().at(when);
    }
    JUECE_ASSERT(false, "every trigger has an act");
}

}  // namespace juece::testing
