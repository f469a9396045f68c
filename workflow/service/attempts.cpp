// Events of the attempts/<decision> stream, and the meter that keeps a runaway client from filling the log.
#include "workflow/service/attempts.hpp"

#include <algorithm>

namespace juece::service {
namespace {

constexpr std::size_t windows_kept = 10'000;

dossier::Draft attempt(std::string_view type, rules::Performer const& performer, dossier::Context const& context) {
    dossier::Draft draft;
    draft.event.type = type;
    draft.event.actor = performer.actor;
    draft.event.basis.statute = context.statute;
    draft.event.basis.profile = procedure::Pin{context.profile.id, context.profile.version};
    draft.event.basis.register_version = context.register_version;
    draft.event.occurred_at = context.now;
    return draft;
}

void sort_unique(std::vector<std::string>& texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

}  // namespace

dossier::Draft refused_attempt(
    DecisionId decision,
    std::uint64_t version_judged,
    dossier::Command const& command,
    rules::Performer const& performer,
    dossier::Context const& context,
    dossier::Refusals const& refusals
) {
    auto draft = attempt("attempts.refused.v1", performer, context);
    List reasons;
    for (auto const& refusal : refusals) {
        reasons.emplace_back(Object{
            {"rule", refusal.rule}, {"article", text(refusal.cites)}, {"missing", refusal.missing}});
        draft.event.basis.articles.push_back(text(refusal.cites));
        draft.event.basis.rules.push_back(refusal.rule);
    }
    sort_unique(draft.event.basis.articles);
    sort_unique(draft.event.basis.rules);
    draft.event.data = Object{
        {"decision", decision.text()},
        {"version", version_judged},
        {"command", command.spec->name},
        {"refusals", std::move(reasons)}};
    return draft;
}

dossier::Draft suppressed_attempts(
    DecisionId decision, rules::Performer const& performer, dossier::Context const& context, std::uint64_t count
) {
    auto draft = attempt("attempts.suppressed.v1", performer, context);
    draft.event.data = Object{{"decision", decision.text()}, {"count", count}};
    return draft;
}

bool RefusalMeter::has_room(PersonId person, Timestamp now) const {
    auto const at = windows_.find(person);
    return at == windows_.end() || at->second.is_over(now) || at->second.count < per_minute;
}

bool RefusalMeter::admit(PersonId person, Timestamp now) {
    if (windows_.size() > windows_kept) {
        std::erase_if(windows_, [&](auto const& entry) {
            return entry.second.suppressed == 0 && entry.second.is_over(now);
        });
    }
    auto& window = windows_[person];
    if (window.is_over(now)) {
        window.since = now;
        window.count = 0;
    }
    if (++window.count <= per_minute) return true;
    ++window.suppressed;
    return false;
}

std::uint64_t RefusalMeter::take_suppressed(PersonId person) {
    auto const at = windows_.find(person);
    return at == windows_.end() ? 0 : std::exchange(at->second.suppressed, 0);
}

}  // namespace juece::service
